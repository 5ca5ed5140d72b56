//! What lies below some folders, as it was seen last: the changes are what differs now.

use super::bounds::{Bounds, Stop};
use super::passing::{is_passed_over, is_passing, is_passing_folder};
use super::sweep::MOST_LINKED;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Larger files are told apart by their size and time alone.
const LARGEST_HASHED: u64 = 4 * 1024 * 1024;

/// Deeper folders are not looked at: no project has any.
const DEEPEST: usize = 12;

/// What lies below some folders of a root. Paths are relative to it.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    seen: BTreeMap<PathBuf, Sighting>,
    /// The links that are followed, and where each leads.
    links: BTreeMap<PathBuf, PathBuf>,
}

/// What lay at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sighting {
    Folder,
    File(blake3::Hash),
    Large(u64, Option<SystemTime>),
    Unreadable,
}

impl Tree {
    /// A tree of which nothing was seen yet.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), seen: BTreeMap::new(), links: BTreeMap::new() }
    }

    /// Looks at a path and all that lies or lay below it. The paths that differ, from the outside in.
    pub(super) fn look(&mut self, path: &Path) -> BTreeSet<PathBuf> {
        let mut walk = TreeWalk { bounds: Bounds::of(&self.root), found: BTreeMap::new(), links: BTreeMap::new() };
        let there = fs::metadata(self.root.join(path));
        if !is_passed_over(path, there.ok().map(|there| there.is_dir())) {
            walk.look(path, DEEPEST);
        }
        let TreeWalk { found: now, links, .. } = walk;
        self.links.retain(|link, _| !link.starts_with(path));
        self.links.extend(links);
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

    /// Whether something was at this path when it was looked at last.
    pub(super) fn knows(&self, path: &Path) -> bool {
        self.seen.contains_key(path)
    }

    /// Whether a file that was there with something in it is there and empty: its writer has begun and not ended.
    pub(super) fn is_emptied(&self, path: &Path) -> bool {
        let held = match self.seen.get(path) {
            Some(Sighting::File(hash)) => *hash != blake3::hash(b""),
            Some(Sighting::Large(..)) => true,
            _ => false,
        };
        held && fs::metadata(self.root.join(path)).is_ok_and(|file| file.is_file() && file.len() == 0)
    }

    /// The links that were followed when they were looked at last: where each lies below the root, and the real place
    /// that it leads to.
    pub(super) fn links(&self) -> &BTreeMap<PathBuf, PathBuf> {
        &self.links
    }

    fn below<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = &'a PathBuf> {
        self.seen.range(path.to_owned()..).map(|(seen, _)| seen).take_while(move |seen| seen.starts_with(path))
    }
}

/// A look at what lies below a path.
struct TreeWalk {
    bounds: Bounds,
    found: BTreeMap<PathBuf, Sighting>,
    links: BTreeMap<PathBuf, PathBuf>,
}

impl TreeWalk {
    fn look(&mut self, path: &Path, depth: usize) {
        let absolute = self.bounds.root().join(path);
        let kind = match self.bounds.look(path) {
            Ok(kind) => kind,
            // A link that is not followed is there; a path that is gone is not.
            Err(Stop::Barred(_)) => return self.see(path, Sighting::Unreadable),
            Err(Stop::Io(_)) if fs::symlink_metadata(&absolute).is_ok() => return self.see(path, Sighting::Unreadable),
            Err(Stop::Io(_)) => return,
        };
        if let Some(target) = self.bounds.target(path) {
            if self.links.len() >= MOST_LINKED {
                return self.see(path, Sighting::Unreadable);
            }
            self.links.insert(path.to_owned(), target);
        }
        if !kind.is_dir() {
            return self.see(path, file(&absolute, &kind));
        }
        self.see(path, Sighting::Folder);
        let Some(depth) = depth.checked_sub(1) else { return };
        for entry in fs::read_dir(&absolute).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let shown = name.to_string_lossy();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !(if is_folder { is_passing_folder(&shown) } else { is_passing(&shown) }) {
                self.look(&path.join(&name), depth);
            }
        }
    }

    fn see(&mut self, path: &Path, seen: Sighting) {
        self.found.insert(path.to_owned(), seen);
    }
}

fn file(path: &Path, kind: &fs::Metadata) -> Sighting {
    if !kind.is_file() {
        return Sighting::Unreadable;
    }
    if kind.len() > LARGEST_HASHED {
        return Sighting::Large(kind.len(), kind.modified().ok());
    }
    let mut bytes = Vec::with_capacity(kind.len() as usize);
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST_HASHED).read_to_end(&mut bytes));
    read.map_or(Sighting::Unreadable, |_| Sighting::File(blake3::hash(&bytes)))
}

#[cfg(all(test, unix))]
mod tests {
    use super::Tree;
    use std::collections::BTreeSet;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};

    fn paths(seen: &BTreeSet<PathBuf>) -> Vec<&str> {
        seen.iter().filter_map(|path| path.to_str()).collect()
    }

    #[test]
    fn links_are_followed_below_the_root_and_nowhere_else() {
        let folder = std::env::temp_dir().join(format!("shien-tree-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("made");
        let folder = folder.canonicalize().expect("it is there");
        let root = folder.join("p");
        fs::create_dir_all(root.join("cases/hana")).expect("made");
        fs::create_dir_all(root.join("shared/sora")).expect("made");
        fs::write(root.join("shared/sora/child.yaml"), "a").expect("written");
        fs::write(folder.join("outside.yaml"), "a").expect("written");
        for (link, target) in [
            ("cases/sora", "../shared/sora"),
            ("cases/l1", "."),
            ("cases/l2", "."),
            ("cases/up", ".."),
            ("cases/all", "/"),
            ("cases/hana/again", ".."),
            ("cases/hana/child.yaml", "../../../outside.yaml"),
            ("cases/hana/gone", "nowhere"),
        ] {
            symlink(target, root.join(link)).expect("linked");
        }
        let mut tree = Tree::new(&root);
        let seen = tree.look(Path::new("cases"));
        let expected = [
            "cases",
            "cases/all",
            "cases/hana",
            "cases/hana/again",
            "cases/hana/child.yaml",
            "cases/hana/gone",
            "cases/l1",
            "cases/l2",
            "cases/sora",
            "cases/sora/child.yaml",
            "cases/up",
        ];
        assert_eq!(paths(&seen), expected);
        let links: Vec<_> = tree.links().iter().collect();
        fs::remove_dir_all(&folder).expect("removed");
        assert_eq!(links, [(&PathBuf::from("cases/sora"), &root.join("shared/sora"))]);
    }
}
