//! Following a project's folders: what changed on disk, once it has come to rest.
//!
//! The system's events say where to look; what changed is what differs from what was seen last. So a save that
//! changes nothing is none, and events that were lost cost a look at everything and no change.

use super::passing::is_passed_over;
use super::tree::Tree;
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The folders of a project that are followed.
const FOLDERS: [&str; 3] = ["cases", "templates", "fonts"];

/// How long all must be quiet when every file was closed by its writer.
const QUIET: Duration = Duration::from_millis(10);

/// The same when there is only one.
const QUIET_ALONE: Duration = Duration::from_millis(4);

/// The same when one is still open, is gone or was emptied: most likely more follows.
const QUIET_OPEN: Duration = Duration::from_millis(30);

/// Of more files than a person saves, none is waited for alone.
const FEW: usize = 16;

/// After this long it is looked at whatever still happens.
const LONGEST: Duration = Duration::from_millis(150);

/// How often it is asked whether the folders are still those that are followed.
const HEARTBEAT: Duration = Duration::from_millis(500);

/// When everything is looked at once more after folders came or went: files may have come before their folder was
/// followed.
const AFTERTHOUGHT: Duration = Duration::from_millis(300);

/// What changed between two looks.
#[derive(Debug, Clone)]
pub struct Change {
    /// The files and folders that are new, gone or other than before, relative to the root.
    pub paths: BTreeSet<PathBuf>,
    /// When the first of it was noticed.
    pub since: Instant,
}

/// Follows the folders of a project until it is dropped.
#[derive(Debug)]
pub struct Watch {
    stop: Sender<Message>,
}

enum Message {
    Event(notify::Result<Event>),
    Stop,
}

impl Watch {
    /// Begins to follow `cases/`, `templates/` and `fonts/` below a folder. `tell` is called on a thread of its own,
    /// and for everything that happens after this function has returned.
    ///
    /// # Errors
    /// When the system gives no events at all.
    pub fn start(root: &Path, tell: impl FnMut(Change) + Send + 'static) -> Result<Self, String> {
        // Events name absolute paths, with links resolved or not as the watch was armed.
        let root = fs::canonicalize(root).map_err(|error| error.to_string())?;
        let (sender, messages) = channel();
        let events = sender.clone();
        let handler = move |event| drop(events.send(Message::Event(event)));
        let watcher = RecommendedWatcher::new(handler, Config::default()).map_err(|error| error.to_string())?;
        let mut follower = Follower {
            tree: Tree::new(&root),
            root,
            watcher,
            messages,
            armed: BTreeMap::new(),
            blind: false,
            afterthought: None,
        };
        follower.arm();
        follower.look(true, &BTreeSet::new());
        let thread = thread::Builder::new().name("shien-watch".to_owned());
        thread.spawn(move || follower.follow(tell)).map_err(|error| error.to_string())?;
        Ok(Self { stop: sender })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.stop.send(Message::Stop);
    }
}

struct Follower {
    root: PathBuf,
    tree: Tree,
    watcher: RecommendedWatcher,
    messages: Receiver<Message>,
    /// The folders that are followed, and which folder each was when the watch on it was armed.
    armed: BTreeMap<PathBuf, Identity>,
    /// Whether the system could not follow all: then everything is looked at with each heartbeat.
    blind: bool,
    /// When to look at everything once more.
    afterthought: Option<Instant>,
}

/// Tells a folder from another of the same name.
type Identity = (u64, u64);

/// What events said since the last look.
struct Gathered {
    since: Instant,
    touched: BTreeSet<PathBuf>,
    /// The paths whose last event leaves them unfinished.
    unfinished: BTreeSet<PathBuf>,
    everything: bool,
}

impl Follower {
    fn follow(mut self, mut tell: impl FnMut(Change)) {
        loop {
            let mut gathered = Gathered {
                since: Instant::now(),
                touched: BTreeSet::new(),
                unfinished: BTreeSet::new(),
                everything: false,
            };
            if !self.gather(&mut gathered) {
                return;
            }
            let paths = self.look(gathered.everything, &gathered.touched);
            if !paths.is_empty() {
                tell(Change { paths, since: gathered.since });
            }
        }
    }

    /// Waits for something to happen and then for rest. False when nobody listens any more.
    fn gather(&mut self, gathered: &mut Gathered) -> bool {
        let mut begun = false;
        loop {
            let wait = match begun {
                false => HEARTBEAT.min(self.until_afterthought()),
                true => self.rest(gathered),
            };
            match self.messages.recv_timeout(wait) {
                Ok(Message::Event(event)) => {
                    let now = Instant::now();
                    if self.take(event, gathered) && !std::mem::replace(&mut begun, true) {
                        gathered.since = now;
                    }
                }
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) if begun => return true,
                Err(RecvTimeoutError::Timeout) => {
                    gathered.since = Instant::now();
                    let due = self.afterthought.is_some_and(|at| at <= gathered.since);
                    if due {
                        self.afterthought = None;
                    }
                    if self.arm() || self.blind || due {
                        gathered.everything = true;
                        return true;
                    }
                }
            }
        }
    }

    /// How much longer to wait for rest.
    fn rest(&self, gathered: &Gathered) -> Duration {
        let open = gathered.unfinished.iter().any(|path| !self.root.join(path).is_dir())
            || gathered.touched.len() <= FEW && gathered.touched.iter().any(|path| self.tree.is_emptied(path));
        let quiet = match gathered.touched.len() {
            _ if open => QUIET_OPEN,
            1 => QUIET_ALONE,
            _ => QUIET,
        };
        quiet.min(LONGEST.saturating_sub(gathered.since.elapsed()))
    }

    fn until_afterthought(&self) -> Duration {
        self.afterthought.map_or(HEARTBEAT, |at| at.saturating_duration_since(Instant::now()))
    }

    /// Notes what an event says. Whether it says anything.
    fn take(&mut self, event: notify::Result<Event>, gathered: &mut Gathered) -> bool {
        let event = match event {
            Ok(event) => event,
            Err(_) => {
                self.blind = true;
                gathered.everything = true;
                return true;
            }
        };
        if event.need_rescan() {
            gathered.everything = true;
            return true;
        }
        let finished = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To) | ModifyKind::Metadata(_)) => Some(true),
            // Its two halves were told before.
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => None,
            // Looking at a file is an event too, ours among them.
            EventKind::Access(_) => return false,
            _ => Some(false),
        };
        let mut said = false;
        for path in &event.paths {
            let Ok(path) = path.strip_prefix(&self.root) else { continue };
            let mut parts = path.iter();
            if !parts.next().is_some_and(|first| FOLDERS.iter().any(|folder| first == *folder))
                || is_passed_over(path, fs::metadata(self.root.join(path)).ok().map(|kind| kind.is_dir()))
            {
                continue;
            }
            said = true;
            match finished {
                Some(true) => {
                    gathered.unfinished.remove(path);
                }
                Some(false) => {
                    gathered.unfinished.insert(path.to_owned());
                }
                None => {}
            }
            gathered.touched.insert(path.to_owned());
        }
        said
    }

    /// Looks at what was touched, or at everything. What differs.
    fn look(&mut self, everything: bool, touched: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let rearmed = touched.iter().any(|path| path.components().count() == 1) && self.arm();
        let mut changed = BTreeSet::new();
        if everything || rearmed {
            for folder in FOLDERS {
                changed.extend(self.tree.look(Path::new(folder)));
            }
        } else {
            for path in touched {
                changed.extend(self.tree.look(path));
            }
        }
        if changed.iter().any(|path| self.root.join(path).is_dir()) {
            self.afterthought = Some(Instant::now() + AFTERTHOUGHT);
        }
        changed
    }

    /// Follows the folders that are there and are not followed yet. Whether there were any, or one is gone.
    fn arm(&mut self) -> bool {
        let mut changed = false;
        let folders = FOLDERS.iter().map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        let root = std::iter::once((self.root.clone(), RecursiveMode::NonRecursive));
        for (folder, mode) in root.chain(folders).collect::<Vec<_>>() {
            let now = identity(&folder);
            if self.armed.get(&folder).copied() == now {
                continue;
            }
            changed = true;
            if self.armed.remove(&folder).is_some() {
                let _ = self.watcher.unwatch(&folder);
            }
            let Some(now) = now else { continue };
            match self.watcher.watch(&folder, mode) {
                Ok(()) => {
                    self.armed.insert(folder, now);
                }
                // It went in this very moment, or the system has no watch left.
                Err(error) => self.blind |= matches!(error.kind, notify::ErrorKind::MaxFilesWatch),
            }
        }
        changed
    }
}

fn identity(folder: &Path) -> Option<Identity> {
    let metadata = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let made = metadata.created().ok().and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
        Some((0, made.map_or(0, |made| made.as_nanos() as u64)))
    }
}
