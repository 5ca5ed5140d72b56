//! Which children have files that changed since a git revision.

use super::project::Project;
use super::settings::SetupError;
use crate::source::Files;
use crate::source::git::Repository;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// What concerns every child.
const SHARED: [&str; 2] = ["cases/office.yaml", "templates"];

/// Folders in folders that are looked into, at most.
const DEEPEST: usize = 12;

/// A larger file is taken for one that changed.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

impl Project {
    /// The children with a file that is not as it was at a revision, or is new or gone; all of them where that is so of
    /// the office's file or of a form. What git writes at the ends of lines is no change.
    ///
    /// # Errors
    /// When the folder `root` is not under git, or git has no such revision or cannot read it.
    pub fn changed_since(&self, root: &Path, revision: &str) -> Result<BTreeSet<String>, SetupError> {
        let repository = Repository::around(root)?;
        let differs = |path: &Path| -> Result<bool, SetupError> {
            let before = repository.snapshot(revision, &[path])?;
            Ok(!same(&before, self.files.as_ref(), path, 0))
        };
        for shared in SHARED {
            if differs(Path::new(shared))? {
                return Ok(self.children.iter().cloned().collect());
            }
        }
        let mut changed = BTreeSet::new();
        for child in &self.children {
            if differs(&Path::new("cases").join(child))? {
                changed.insert(child.clone());
            }
        }
        Ok(changed)
    }
}

/// Whether a file, or a folder with all below it, is the same in two trees; so is what is in neither.
fn same(one: &dyn Files, other: &dyn Files, path: &Path, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    match (one.list(path), other.list(path)) {
        (Ok(entries), Ok(others)) => {
            let names: BTreeSet<&str> = entries.iter().chain(&others).map(|entry| entry.name.as_str()).collect();
            // What begins with a dot is no paper, and often none of git's.
            let mut papers = names.into_iter().filter(|name| !name.starts_with('.'));
            papers.all(|name| same(one, other, &path.join(name), depth + 1))
        }
        (Err(_), Err(_)) => match (one.read(path, MOST_BYTES), other.read(path, MOST_BYTES)) {
            (Ok(bytes), Ok(others)) => lines(&bytes).eq(lines(&others)),
            (Err(error), Err(other)) => is_gone(&error) && is_gone(&other),
            _ => false,
        },
        // A folder without files is none to git.
        (Ok(entries), Err(error)) | (Err(error), Ok(entries)) => entries.is_empty() && is_gone(&error),
    }
}

fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

/// The bytes without the carriage returns at the ends of lines.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::same;
    use crate::source::Memory;
    use std::path::Path;

    #[test]
    fn what_is_new_gone_or_another_is_a_change_and_the_end_of_a_line_is_none() {
        let files =
            |files: &[(&str, &str)]| files.iter().fold(Memory::new(), |memory, (path, text)| memory.with(*path, *text));
        let before = files(&[("cases/a/child.yaml", "氏名: あ\n"), ("cases/a/plan/b.yaml", "c\n")]);
        let is_same = |after: &[(&str, &str)]| same(&before, &files(after), Path::new("cases/a"), 0);
        assert!(is_same(&[("cases/a/child.yaml", "氏名: あ\r\n"), ("cases/a/plan/b.yaml", "c\n"), ("cases/z", "")]));
        assert!(!is_same(&[("cases/a/child.yaml", "氏名: い\n"), ("cases/a/plan/b.yaml", "c\n")]));
        assert!(!is_same(&[("cases/a/child.yaml", "氏名: あ\n")]), "a file is gone");
        assert!(!is_same(&[("cases/a/child.yaml", "氏名: あ\n"), ("cases/a/plan/b.yaml", "c\n"), ("cases/a/d", "")]));
        assert!(same(&before, &before, Path::new("cases/nobody"), 0));
    }
}
