//! Which children and files the words of a call point to: a folder, a path in any notation, or a name.
//!
//! A name is taken where all of it is one child's and nobody else's. Whose paper is printed is never guessed.

use super::asked::{Asked, OFFICE};
use super::project::Project;
use super::settings::{SetupError, unknown};
use crate::case::{self, Format};
use crate::directory::folded;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Children that a message lists, at most.
const MOST_LISTED: usize = 12;

/// Where a call is made.
#[derive(Debug, Clone, Copy)]
pub struct CallSite<'a> {
    /// The project's folder.
    pub root: &'a Path,
    /// The folder that paths are written from.
    pub here: &'a Path,
}

/// What a path points to.
#[derive(Debug, PartialEq, Eq)]
enum Pointed {
    Everybody,
    Shared(PathBuf),
    Child(String),
    Within(String, PathBuf),
}

impl Project {
    /// What a call asks for by these words; everybody where there are none.
    ///
    /// # Errors
    /// When a word points to nothing, or to several children.
    pub fn asked(&self, standing: CallSite<'_>, words: &[String]) -> Result<Asked, SetupError> {
        let mut asked = Asked::default();
        let mut whole = BTreeSet::new();
        let mut all = false;
        for word in words {
            match self.pointed(standing, word)? {
                Pointed::Everybody => all = true,
                Pointed::Shared(file) => drop(asked.shared.insert(file)),
                Pointed::Child(child) => drop(whole.insert(child)),
                Pointed::Within(child, file) => drop(asked.files.entry(child).or_default().insert(file)),
            }
        }
        if all {
            return Ok(Asked::default());
        }
        asked.files.retain(|child, _| !whole.contains(child));
        if asked.shared.is_empty() {
            asked.children = whole.into_iter().chain(asked.files.keys().cloned()).collect();
            asked.children.sort();
        } else {
            // What all share may be wrong in the eyes of any child.
            asked.children = Vec::new();
        }
        Ok(asked)
    }

    /// The one child that a word names, and the file of its folder where it names one.
    ///
    /// # Errors
    /// When it names none, or several.
    pub fn asked_child(&self, standing: CallSite<'_>, word: &str) -> Result<(String, Option<PathBuf>), SetupError> {
        match self.pointed(standing, word)? {
            Pointed::Child(child) => Ok((child, None)),
            Pointed::Within(child, file) => Ok((child, Some(file))),
            Pointed::Everybody | Pointed::Shared(_) => Err(SetupError::new(
                format!("`{word}` は一人の児童を指していません"),
                format!("児童を一人指定してください。{}", self.listed(&self.children)),
            )),
        }
    }

    /// The same for a child that may be one of the past: where nobody of today is meant, the word itself.
    ///
    /// # Errors
    /// When it names several children.
    pub fn asked_past(&self, standing: CallSite<'_>, word: &str) -> Result<(String, Option<PathBuf>), SetupError> {
        if self.children.iter().any(|child| child == word) {
            return Ok((word.to_owned(), None));
        }
        match by_path(standing, word) {
            Some(Pointed::Child(child)) => return Ok((child, None)),
            Some(Pointed::Within(child, file)) => return Ok((child, Some(file))),
            _ => {}
        }
        match self.by_name(word).as_slice() {
            [] => Ok((word.to_owned(), None)),
            _ => self.asked_child(standing, word),
        }
    }

    fn pointed(&self, standing: CallSite<'_>, word: &str) -> Result<Pointed, SetupError> {
        if self.children.iter().any(|child| child == word) {
            return Ok(Pointed::Child(word.to_owned()));
        }
        match by_path(standing, word) {
            Some(Pointed::Child(child)) if !self.children.contains(&child) => return Err(self.nobody(&child)),
            Some(Pointed::Within(child, file)) => {
                return if self.children.contains(&child) {
                    self.within(child, file)
                } else {
                    Err(self.nobody(&child))
                };
            }
            Some(pointed) => return Ok(pointed),
            None => {}
        }
        match self.by_name(word).as_slice() {
            [] => Err(self.nobody(word)),
            [only] => Ok(Pointed::Child(only.clone())),
            several => Err(SetupError::new(
                format!("「{word}」という名前の児童が {} 人います", several.len()),
                format!("フォルダーの名前で指定してください。{}", self.listed(several)),
            )),
        }
    }

    /// A file or folder in a child's folder, which must be there; a document's name may lack its ending.
    fn within(&self, child: String, file: PathBuf) -> Result<Pointed, SetupError> {
        let endings = [Format::Yaml, Format::Markdown].map(Format::extension);
        let with = |ending: &str| PathBuf::from(format!("{}.{ending}", file.display()));
        let candidates = std::iter::once(file.clone()).chain(endings.into_iter().map(with));
        if let Some(found) = candidates.into_iter().find(|candidate| self.has(candidate)) {
            return Ok(Pointed::Within(child, found));
        }
        let folder = file.parent().unwrap_or(&file);
        let names: Vec<String> =
            self.files.list(folder).unwrap_or_default().into_iter().map(|entry| entry.name).collect();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let hint = match crate::record::nearest(&name, names.iter().map(String::as_str)) {
            Some(near) => format!("`{}` ではありませんか", slashed(&folder.join(near))),
            None => "ファイルの名前と場所を確かめてください".to_owned(),
        };
        Err(SetupError::new(format!("`{}` がありません", slashed(&file)), hint))
    }

    fn has(&self, path: &Path) -> bool {
        let entries = path.parent().and_then(|folder| self.files.list(folder).ok()).unwrap_or_default();
        entries.iter().any(|entry| path.file_name().is_some_and(|name| name.to_string_lossy() == entry.name))
    }

    /// The children whose 氏名 or ふりがな a word is, whole.
    fn by_name(&self, word: &str) -> Vec<String> {
        let wanted = folded(word);
        if wanted.is_empty() {
            return Vec::new();
        }
        let is_called = |child: &&String| self.names(child).iter().any(|name| folded(name) == wanted);
        self.children.iter().filter(is_called).cloned().collect()
    }

    /// 氏名 and ふりがな of a child, as far as they are written.
    fn names(&self, child: &str) -> Vec<String> {
        let loaded = case::load_child(self.files.as_ref(), child);
        [&loaded.value.name, &loaded.value.reading].into_iter().filter_map(|name| name.get().cloned()).collect()
    }

    fn nobody(&self, word: &str) -> SetupError {
        let known: Vec<&str> = self.children.iter().map(String::as_str).collect();
        let wanted = folded(word);
        let holds = |child: &&String| self.names(child).iter().any(|name| folded(name).contains(&wanted));
        let part: Vec<String> = match wanted.is_empty() || word.is_ascii() {
            true => Vec::new(),
            false => self.children.iter().filter(holds).cloned().collect(),
        };
        if !part.is_empty() {
            return SetupError::new(
                format!("「{word}」という名前の児童はいません"),
                format!(
                    "姓と名を続けて(佐藤はな のように)書くか、フォルダーの名前で指定してください。{}",
                    self.listed(&part)
                ),
            );
        }
        match crate::record::nearest(word, known.iter().copied()) {
            None if !known.is_empty() => {
                SetupError::new(format!("児童 `{word}` がありません"), self.listed(&self.children))
            }
            _ => unknown("児童", word, &known),
        }
    }

    /// `いる児童: hana(佐藤 はな、平成28年5月14日生)`.
    fn listed(&self, children: &[String]) -> String {
        let one = |child: &String| {
            let loaded = case::load_child(self.files.as_ref(), child);
            let name = loaded.value.name.get().cloned();
            let born = loaded.value.born.get().map(|born| format!("{}生", born.to_wareki()));
            let about: Vec<String> = name.into_iter().chain(born).collect();
            if about.is_empty() { child.clone() } else { format!("{child}({})", about.join("、")) }
        };
        let mut listed: Vec<String> = children.iter().take(MOST_LISTED).map(one).collect();
        if children.len() > MOST_LISTED {
            listed.push(format!("ほか {} 人", children.len() - MOST_LISTED));
        }
        format!("いる児童: {}", listed.join("、"))
    }
}

/// What a path points to, where the word is one: written from where the call is made, or from the project's folder, with
/// either kind of slash. The child need not be there.
fn by_path(standing: CallSite<'_>, word: &str) -> Option<Pointed> {
    let word = word.replace('\\', "/");
    if word.is_empty() {
        return None;
    }
    let root = lexical(&standing.here.join(standing.root));
    let is_word = !word.contains('/') && !matches!(word.as_str(), "." | ".." | "cases");
    // Where nothing tells which is meant, what begins with `cases/` is written from the project's folder.
    let mut from = vec![lexical(&standing.here.join(&word)), lexical(&root.join(&word))];
    from.sort_by_key(|path| !path.exists());
    if word.starts_with("cases/") && from.iter().all(|path| !path.exists()) {
        from.reverse();
    }
    for path in from {
        // A word without a slash is a path only where something is there.
        if is_word && !path.exists() {
            continue;
        }
        if let Some(pointed) = below(&root, &path) {
            return Some(pointed);
        }
        let real = |path: &Path| path.canonicalize().ok();
        if let Some(pointed) = real(&root).zip(real(&path)).and_then(|(root, path)| below(&root, &path)) {
            return Some(pointed);
        }
    }
    None
}

/// What a path below the project's folder points to; none where it lies elsewhere.
fn below(root: &Path, path: &Path) -> Option<Pointed> {
    let inside = path.strip_prefix(root).ok()?;
    let parts: Vec<&str> = inside.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [] | ["cases"] => Some(Pointed::Everybody),
        ["cases", OFFICE] => Some(Pointed::Shared(inside.to_path_buf())),
        ["cases", child] => Some(Pointed::Child((*child).to_owned())),
        ["cases", child, ..] => Some(Pointed::Within((*child).to_owned(), inside.to_path_buf())),
        _ => None,
    }
}

/// A path without `.` and `..`, by its words alone.
fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::{CallSite, Pointed, by_path};
    use std::path::{Path, PathBuf};

    fn pointed(here: &str, word: &str) -> Option<Pointed> {
        by_path(CallSite { root: Path::new("/office/書類"), here: Path::new(here) }, word)
    }

    #[test]
    fn a_path_in_any_notation_points_to_its_child() {
        let hana = || Some(Pointed::Child("hana".to_owned()));
        for (here, word) in [
            ("/office/書類", "cases/hana"),
            ("/office/書類", "cases/hana/"),
            ("/office/書類", "./cases/hana"),
            ("/office/書類", "cases\\hana"),
            ("/office/書類", ".\\cases\\hana\\"),
            ("/office/書類/cases/ren", "../hana"),
            ("/office/書類/cases/ren", "cases/hana"),
            ("/tmp", "/office/書類/cases/hana"),
            ("/tmp", "cases/hana"),
            ("/office/書類/cases", "./hana"),
            ("/office/書類/cases/hana", "."),
            ("/office/書類", "cases//hana"),
        ] {
            assert_eq!(pointed(here, word), hana(), "{here} {word}");
        }
        let plan = Pointed::Within("hana".to_owned(), PathBuf::from("cases/hana/plan/2024-03-28.yaml"));
        assert_eq!(pointed("/office/書類/cases/hana", "plan/2024-03-28.yaml"), Some(plan));
        assert_eq!(pointed("/office/書類", "cases/"), Some(Pointed::Everybody));
        assert_eq!(pointed("/office/書類", "."), Some(Pointed::Everybody));
        assert_eq!(pointed("/office/書類", "cases/office.yaml"), Some(Pointed::Shared("cases/office.yaml".into())));
        for elsewhere in ["/other/cases/hana", "../cases/hana", "templates/tokyo", "hana", "佐藤 はな", ""] {
            assert_eq!(pointed("/office/書類", elsewhere), None, "{elsewhere}");
        }
    }
}
