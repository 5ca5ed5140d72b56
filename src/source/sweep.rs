//! Looking at the folders now and then, by sizes and times alone: for what the system does not tell of (a network
//! drive, a Windows drive seen from Linux, a watch that could not be had).
//!
//! It runs beside the events on every system, as nothing tells reliably whether they come: what it finds is only where
//! to look closer, so what an event has told already costs one look at one file.

use super::bounds::{Bounds, Stop};
use super::passing::{is_passing, is_passing_folder};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

/// The pause between two looks.
pub(super) const PAUSE: Duration = Duration::from_secs(2);

/// It is at least so many times as long as a look took: where events tell most of what happens, a look may take little
/// of the machine.
const BESIDE_EVENTS: u32 = 40;

/// The same where nothing else tells.
const ALONE: u32 = 4;

/// What looks different is left alone until it has been the same for so long: its writer may not be ready.
const REST: Duration = Duration::from_millis(100);

/// But not more often than so.
const MOST_RESTS: usize = 10;

/// Two saves in so short a time may have one time and one size: such a file is looked at once more.
const COARSE: Duration = Duration::from_secs(3);

/// Deeper folders are not looked at: no project has any.
const DEEPEST: usize = 12;

/// So many folders are looked at that lie behind links. More are the work of somebody who wants it to take for ever.
pub(super) const MOST_LINKED: usize = 1000;

/// The folders as they looked last.
#[derive(Debug)]
pub(super) struct Sweep {
    root: PathBuf,
    folders: &'static [&'static str],
    seen: BTreeMap<PathBuf, FileStamp>,
    /// What looked different last time.
    recent: BTreeSet<PathBuf>,
    /// How long the last look took.
    took: Duration,
    /// How many times as long the pause is.
    share: u32,
}

/// What tells without reading whether something is another than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileStamp {
    is_folder: bool,
    size: u64,
    modified: Option<SystemTime>,
    own: (u64, i64, i64),
}

impl Sweep {
    /// The folders of a root as they are now.
    pub(super) fn of(root: &Path, folders: &'static [&'static str], is_alone: bool) -> Self {
        let share = if is_alone { ALONE } else { BESIDE_EVENTS };
        let (seen, recent) = (BTreeMap::new(), BTreeSet::new());
        let mut sweep = Self { root: root.to_owned(), folders, seen, recent, took: Duration::ZERO, share };
        sweep.look();
        sweep.recent.clear();
        sweep
    }

    /// The pause before the next look.
    pub(super) fn pause(&self) -> Duration {
        PAUSE.max(self.took * self.share)
    }

    /// Looks now and then, and tells what looks different, until nobody listens or `stop` says so.
    pub(super) fn run(mut self, stop: &Receiver<()>, tell: impl Fn(BTreeSet<PathBuf>) -> bool) {
        let goes_on = |pause| matches!(stop.recv_timeout(pause), Err(RecvTimeoutError::Timeout));
        while goes_on(self.pause()) {
            let found = self.look();
            if found.is_empty() {
                continue;
            }
            for _ in 0..MOST_RESTS {
                if !goes_on(REST) {
                    return;
                }
                if !self.moves(&found) {
                    break;
                }
            }
            if !tell(found) {
                return;
            }
        }
    }

    /// Looks at everything. What looks different from the last time, and what may be without looking so.
    fn look(&mut self) -> BTreeSet<PathBuf> {
        let start = Instant::now();
        let mut walk = SweepWalk { bounds: Bounds::of(&self.root), found: BTreeMap::new(), linked: 0 };
        for folder in self.folders {
            walk.path(Path::new(folder), DEEPEST);
        }
        let before = std::mem::replace(&mut self.seen, walk.found);
        self.took = start.elapsed();
        let now = SystemTime::now();
        // Both ways: the clock of a server is another one.
        let is_fresh = |stamp: &FileStamp| {
            let modified = stamp.modified.filter(|_| !stamp.is_folder);
            modified.is_some_and(|at| now.duration_since(at).unwrap_or_else(|e| e.duration()) < COARSE + PAUSE)
        };
        let gone = before.keys().filter(|path| !self.seen.contains_key(*path));
        let other = self
            .seen
            .iter()
            .filter(|(path, stamp)| before.get(*path) != Some(stamp) || self.recent.contains(*path) && is_fresh(stamp));
        self.recent = gone.chain(other.map(|(path, _)| path)).cloned().collect();
        self.recent.clone()
    }

    /// Whether something of this looks different now; it is then seen as it is.
    fn moves(&mut self, paths: &BTreeSet<PathBuf>) -> bool {
        let mut moves = false;
        for path in paths {
            let now = fs::metadata(self.root.join(path)).ok().map(|kind| FileStamp::of(&kind));
            moves |= self.seen.get(path).copied() != now;
            match now {
                Some(now) => self.seen.insert(path.clone(), now),
                None => self.seen.remove(path),
            };
        }
        moves
    }
}

impl FileStamp {
    fn of(kind: &Metadata) -> Self {
        let is_folder = kind.is_dir();
        // A folder's own time and size change with what is in it, which is looked at by itself.
        match is_folder {
            true => Self { is_folder, size: 0, modified: None, own: (0, 0, 0) },
            false => Self { is_folder, size: kind.len(), modified: kind.modified().ok(), own: own(kind) },
        }
    }
}

/// Which file it is, and when anything of it was changed last.
#[cfg(unix)]
fn own(kind: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (kind.ino(), kind.ctime(), kind.ctime_nsec())
}

#[cfg(not(unix))]
fn own(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// A look at what lies below a path.
struct SweepWalk {
    bounds: Bounds,
    found: BTreeMap<PathBuf, FileStamp>,
    /// How many folders behind links were looked at.
    linked: usize,
}

impl SweepWalk {
    /// Looks at a path of which nothing is known.
    fn path(&mut self, path: &Path, depth: usize) {
        match self.bounds.look(path) {
            Ok(kind) => self.there(path, &kind, depth),
            Err(Stop::Barred(_) | Stop::Io(_)) => {}
        }
    }

    fn there(&mut self, path: &Path, kind: &Metadata, depth: usize) {
        self.found.insert(path.to_owned(), FileStamp::of(kind));
        let Some(depth) = depth.checked_sub(1).filter(|_| kind.is_dir()) else { return };
        for entry in fs::read_dir(self.bounds.root().join(path)).into_iter().flatten().flatten() {
            let (name, Ok(kind)) = (entry.file_name(), entry.file_type()) else { continue };
            let shown = name.to_string_lossy();
            let path = path.join(&name);
            if kind.is_symlink() && !is_passing(&shown) {
                self.linked += 1;
                if self.linked <= MOST_LINKED {
                    self.path(&path, depth);
                }
            } else if kind.is_dir() && !is_passing_folder(&shown) || kind.is_file() && !is_passing(&shown) {
                // Of the entry itself: no link on the way is to be asked for.
                if let Ok(kind) = entry.metadata() {
                    self.there(&path, &kind, depth);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sweep;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::PathBuf;
    use std::time::{Duration, SystemTime};

    #[test]
    fn what_looks_different_is_found_without_reading_it() {
        let root = tempfile::tempdir().expect("a folder");
        let path = |path: &str| root.path().join(path);
        fs::create_dir_all(path("cases/hana/plan")).expect("made");
        // Long ago, so that times tell.
        let write = |name: &str, text: &str, age: u64| {
            fs::write(path(name), text).expect("written");
            let time = SystemTime::now() - Duration::from_secs(age);
            fs::File::options().write(true).open(path(name)).and_then(|file| file.set_modified(time)).expect("set");
        };
        write("cases/hana/child.yaml", "a", 1000);
        write("cases/hana/plan/2024-03-28.yaml", "b", 1000);
        let mut sweep = Sweep::of(root.path(), &["cases", "fonts"], true);
        assert_eq!(sweep.look(), BTreeSet::new());
        write("cases/hana/child.yaml", "c", 500);
        fs::remove_file(path("cases/hana/plan/2024-03-28.yaml")).expect("removed");
        fs::create_dir(path("fonts")).expect("made");
        write("cases/hana/.child.yaml.swp", "x", 500);
        write("notes.txt", "x", 500);
        let expected = ["cases/hana/child.yaml", "cases/hana/plan/2024-03-28.yaml", "fonts"];
        assert_eq!(sweep.look(), expected.map(PathBuf::from).into());
        assert_eq!(sweep.look(), BTreeSet::new());
        // What was written a moment ago is looked at again, whatever its stamp says.
        write("cases/hana/child.yaml", "d", 0);
        for _ in 0..2 {
            assert_eq!(sweep.look(), BTreeSet::from([PathBuf::from("cases/hana/child.yaml")]));
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_to_each_other_come_to_an_end() {
        let root = tempfile::tempdir().expect("a folder");
        let folders: Vec<PathBuf> = (0..12).map(|number| root.path().join(format!("cases/c{number}"))).collect();
        folders.iter().for_each(|folder| fs::create_dir_all(folder).expect("made"));
        for folder in &folders {
            for (number, other) in folders.iter().enumerate().filter(|(_, other)| *other != folder) {
                std::os::unix::fs::symlink(other, folder.join(format!("l{number}"))).expect("linked");
            }
        }
        let start = std::time::Instant::now();
        let sweep = Sweep::of(root.path(), &["cases"], true);
        assert!(sweep.seen.len() <= 2 * super::MOST_LINKED, "{}", sweep.seen.len());
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
