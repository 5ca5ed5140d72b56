//! What lies below some folders, as it was seen last: the changes are what differs now.

use super::passing::is_passing;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Larger files are told apart by their size and time alone.
const LARGEST_HASHED: u64 = 4 * 1024 * 1024;

/// Deeper folders are not looked at; a link may lead in a circle.
const DEEPEST: usize = 12;

/// What lies below some folders of a root. Paths are relative to it.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    seen: BTreeMap<PathBuf, Seen>,
}

/// What lay at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Seen {
    Folder,
    File(blake3::Hash),
    Large(u64, Option<SystemTime>),
    Unreadable,
}

impl Tree {
    /// A tree of which nothing was seen yet.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), seen: BTreeMap::new() }
    }

    /// Looks at a path and all that lies or lay below it. The paths that differ, from the outside in.
    pub(super) fn look(&mut self, path: &Path) -> BTreeSet<PathBuf> {
        let mut now = BTreeMap::new();
        if !path.iter().any(|part| is_passing(&part.to_string_lossy())) {
            walk(&self.root, path, DEEPEST, &mut now);
        }
        let before: Vec<PathBuf> = self.below(path).cloned().collect();
        let mut changed: BTreeSet<PathBuf> = before.into_iter().filter(|path| !now.contains_key(path)).collect();
        for path in &changed {
            self.seen.remove(path);
        }
        for (path, seen) in now {
            if self.seen.get(&path) != Some(&seen) {
                self.seen.insert(path.clone(), seen);
                changed.insert(path);
            }
        }
        changed
    }

    /// Whether a file that was there with something in it is there and empty: its writer has begun and not ended.
    pub(super) fn is_emptied(&self, path: &Path) -> bool {
        let held = match self.seen.get(path) {
            Some(Seen::File(hash)) => *hash != blake3::hash(b""),
            Some(Seen::Large(..)) => true,
            _ => false,
        };
        held && fs::metadata(self.root.join(path)).is_ok_and(|file| file.is_file() && file.len() == 0)
    }

    fn below<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = &'a PathBuf> {
        self.seen.range(path.to_owned()..).map(|(seen, _)| seen).take_while(move |seen| seen.starts_with(path))
    }
}

fn walk(root: &Path, path: &Path, depth: usize, found: &mut BTreeMap<PathBuf, Seen>) {
    let absolute = root.join(path);
    let Ok(kind) = fs::metadata(&absolute) else {
        // A link that leads nowhere is there; a path that is gone is not.
        if fs::symlink_metadata(&absolute).is_ok() {
            found.insert(path.to_owned(), Seen::Unreadable);
        }
        return;
    };
    if !kind.is_dir() {
        found.insert(path.to_owned(), file(&absolute, &kind));
        return;
    }
    found.insert(path.to_owned(), Seen::Folder);
    let Some(depth) = depth.checked_sub(1) else { return };
    for entry in fs::read_dir(&absolute).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if !is_passing(&name.to_string_lossy()) {
            walk(root, &path.join(name), depth, found);
        }
    }
}

fn file(path: &Path, kind: &fs::Metadata) -> Seen {
    if !kind.is_file() {
        return Seen::Unreadable;
    }
    if kind.len() > LARGEST_HASHED {
        return Seen::Large(kind.len(), kind.modified().ok());
    }
    let mut bytes = Vec::with_capacity(kind.len() as usize);
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST_HASHED).read_to_end(&mut bytes));
    read.map_or(Seen::Unreadable, |_| Seen::File(blake3::hash(&bytes)))
}
