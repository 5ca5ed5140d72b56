//! Where the memory lies: a folder of the project that only its owner reads and that git passes over.
//!
//! One line a child, so that what is not asked for need not be understood. The first line says for what it was written,
//! and has a hash over all that follows.

use super::super::leavings;
use super::super::shard::Shard;
use super::super::write::{Output, OutputFolder, Safety};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder, below the project.
const FOLDER: &str = ".shien";

/// The file in it; and what those of the parts of a run that is split begin with.
const FILE: &str = "children";
const PART: &str = "part-";

/// That of what was found in the second pass.
const TOGETHER: &str = "together";

/// What tells a memory from other files.
const MAGIC: &str = "shien-children-2";

/// What is kept of a child, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pipeline) struct MemoLine {
    /// Over its texts and all that it shares.
    pub(super) key: String,
    /// The glance at which it is known, where one will do.
    pub(super) glance: Option<String>,
    /// What was found, as JSON.
    pub(super) body: String,
}

/// What is kept, by the ids of the children.
pub(in crate::pipeline) type MemoLines = BTreeMap<String, MemoLine>;

/// Where the memory of a project lies.
pub(in crate::pipeline) struct MemoStore {
    folder: PathBuf,
    file: String,
}

impl MemoStore {
    /// That of a project. None where its folder is a link, or one that this program did not make.
    pub(in crate::pipeline) fn of(root: &Path) -> Option<Self> {
        let folder = root.join(FOLDER);
        let is_own = match fs::symlink_metadata(&folder) {
            Ok(there) => there.is_dir() && (is_hidden(&folder) || is_empty(&folder)),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        is_own.then(|| Self { folder, file: FILE.to_owned() })
    }

    /// That of a part of a run, beside it.
    pub(in crate::pipeline) fn of_part(root: &Path, shard: Shard) -> Option<Self> {
        Self::of(root).map(|store| Self { file: format!("{PART}{shard}"), ..store })
    }

    /// That of the second pass, beside it.
    pub(super) fn beside(&self) -> Self {
        Self { folder: self.folder.clone(), file: TOGETHER.to_owned() }
    }

    /// Where it lies.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.join(&self.file)
    }

    /// What was kept for a ground; nothing where that is another, or where a byte of it is not as it was written.
    pub(in crate::pipeline) fn read(&self, ground: &str) -> MemoLines {
        read(&self.folder, &self.file, ground).unwrap_or_default()
    }

    /// Writes it down.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn write(&self, ground: &str, lines: &MemoLines) -> io::Result<()> {
        let output = OutputFolder::new(&self.folder).with_safety(Safety::Unsynced);
        output.tidy();
        output.write(Path::new(&self.file), text(ground, lines).as_bytes())
    }
}

/// Whether git passes over a folder.
fn is_hidden(folder: &Path) -> bool {
    fs::read(folder.join(".gitignore")).is_ok_and(|ignored| ignored == b"*\n")
}

/// Whether nothing lies in a folder but what another run is about to finish.
fn is_empty(folder: &Path) -> bool {
    let is_half = |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|entry| leavings::is_one(&entry.file_name()));
    fs::read_dir(folder).is_ok_and(|mut entries| entries.all(is_half))
}

/// What the parts of a run left in a folder, for a ground. None where there is nothing of it.
pub(in crate::pipeline) fn read_parts(folder: &Path, ground: &str) -> Option<MemoLines> {
    let entries = fs::read_dir(folder).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(PART)).collect();
    names.sort();
    let parts = names.iter().filter_map(|name| read(folder, name, ground));
    parts.reduce(|mut all, part| {
        all.extend(part);
        all
    })
}

fn read(folder: &Path, file: &str, ground: &str) -> Option<MemoLines> {
    let bytes = OutputFolder::new(folder).read(Path::new(file)).ok()?;
    parse(&String::from_utf8(bytes).ok()?, ground)
}

/// Of ten thousand children that is 40 MB: it is put together once, and where it is written.
fn text(ground: &str, lines: &MemoLines) -> String {
    let mut out = head(ground, "");
    let (start, rest) = (out.len(), |line: &MemoLine| line.key.len() + line.body.len() + REST_OF_LINE);
    out.reserve_exact(lines.values().map(rest).sum::<usize>() + REST_OF_LINE);
    for (id, MemoLine { key, glance, body: found }) in lines {
        let (id, glance) = (serde_json::Value::from(id.as_str()), glance.as_deref().unwrap_or_default());
        let _ = writeln!(out, "{key}\t{id}\t{glance}\t{found}");
    }
    let head = head(ground, &out[start..]);
    out.replace_range(..start, &head);
    out
}

/// The first line; as long as any other for the same ground.
fn head(ground: &str, body: &str) -> String {
    format!("{MAGIC} {ground} {}\n", blake3::hash(body.as_bytes()).to_hex())
}

/// About what a line has beside its key and what was found.
const REST_OF_LINE: usize = 100;

fn parse(text: &str, ground: &str) -> Option<MemoLines> {
    let (first, body) = text.split_once('\n')?;
    if head(ground, body).trim_end() != first {
        return None;
    }
    let line = |line: &str| {
        let (key, rest) = line.split_once('\t')?;
        let (id, rest) = rest.split_once('\t')?;
        let (glance, found) = rest.split_once('\t')?;
        let glance = Some(glance).filter(|glance| !glance.is_empty()).map(str::to_owned);
        Some((serde_json::from_str(id).ok()?, MemoLine { key: key.to_owned(), glance, body: found.to_owned() }))
    };
    body.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{MemoLine, MemoLines, parse, text};

    #[test]
    fn what_was_written_is_read_and_what_was_touched_or_is_of_another_ground_is_not() {
        let line = |body: &str| MemoLine {
            key: "k".to_owned(),
            glance: body.contains('a').then(|| "g".to_owned()),
            body: body.to_owned(),
        };
        let lines: MemoLines = [("はな\tx\n".to_owned(), line("{\"a\":1}")), ("ren".to_owned(), line("{}"))].into();
        let written = text("ground", &lines);
        assert_eq!(parse(&written, "ground"), Some(lines));
        assert_eq!(parse(&written, "another"), None);
        assert_eq!(parse(&written.replace(":1", ":2"), "ground"), None);
        assert_eq!(parse(&written[..written.len() - 3], "ground"), None);
        assert_eq!(parse("", "ground"), None);
    }
}
