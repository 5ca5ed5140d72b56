//! Following a project's folders: what changed on disk, once it has come to rest.
//!
//! The system's events say where to look, and where there are none a glance at everything now and then does; what
//! changed is what differs from what was seen last. So a save that changes nothing is none, and events that were lost
//! cost a look and no change.

use super::drive::silent_kind;
use super::passing::is_passed_over;
use super::sweep::{MOST_LINKED, Sweep};
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

/// The same when there is only one: it is complete, and whoever saved it looks at the screen.
const QUIET_ALONE: Duration = Duration::ZERO;

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
    /// Ends the glances with it.
    _glances: Sender<()>,
    blindness: Option<Blindness>,
    pause: Duration,
}

/// Why not every change is told by the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blindness {
    /// It lies on a drive of this kind, which others write to without the system's knowing.
    Drive(&'static str),
    /// The system has no events for anybody: its own words.
    None(String),
    /// It has too few for so many folders.
    Few,
}

enum Message {
    Event(notify::Result<Event>),
    /// This looks different, whatever the system has told.
    Seen(BTreeSet<PathBuf>),
    Stop,
}

impl Watch {
    /// Begins to follow `cases/`, `templates/` and `fonts/` below a folder. `tell` is called on a thread of its own,
    /// and for everything that happens after this function has returned.
    ///
    /// # Errors
    /// When the folder cannot be read, or the system gives no thread.
    pub fn start(root: &Path, tell: impl FnMut(Change) + Send + 'static) -> Result<Self, String> {
        let (sender, messages) = channel();
        let events = sender.clone();
        let handler = move |event| drop(events.send(Message::Event(event)));
        // A link is followed by its own watch, and only where it leads to something of the project.
        let watcher = RecommendedWatcher::new(handler, Config::default().with_follow_symlinks(false));
        Self::follow(root, watcher.map_err(|error| error.to_string()), sender, messages, tell)
    }

    /// The same without the system's help: all is seen by looking now and then.
    ///
    /// # Errors
    /// As for [`Watch::start`].
    pub fn by_looking(root: &Path, tell: impl FnMut(Change) + Send + 'static) -> Result<Self, String> {
        let (sender, messages) = channel();
        Self::follow(root, Err("-".to_owned()), sender, messages, tell)
    }

    fn follow(
        root: &Path,
        watcher: Result<RecommendedWatcher, String>,
        sender: Sender<Message>,
        messages: Receiver<Message>,
        tell: impl FnMut(Change) + Send + 'static,
    ) -> Result<Self, String> {
        // Events name absolute paths, with links resolved or not as the watch was armed.
        let root = fs::canonicalize(root).map_err(|error| error.to_string())?;
        let mut blindness = silent_kind(&root).map(Blindness::Drive);
        let watcher = match watcher {
            Ok(watcher) => Some(watcher),
            Err(error) => {
                blindness = Some(Blindness::None(error));
                None
            }
        };
        let mut follower = Follower {
            tree: Tree::new(&root),
            root: root.clone(),
            watcher,
            messages,
            armed: BTreeMap::new(),
            few: false,
            afterthought: None,
        };
        follower.arm();
        follower.look(true, &BTreeSet::new());
        if follower.few {
            blindness.get_or_insert(Blindness::Few);
        }
        let sweep = Sweep::of(&root, &FOLDERS, blindness.is_some());
        let pause = sweep.pause();
        let (glances, end) = channel();
        let seen = sender.clone();
        let spawn = |name: &str, work: Box<dyn FnOnce() + Send>| {
            thread::Builder::new().name(name.to_owned()).spawn(work).map_err(|error| error.to_string())
        };
        spawn("shien-watch", Box::new(move || follower.follow(tell)))?;
        spawn("shien-look", Box::new(move || sweep.run(&end, |paths| seen.send(Message::Seen(paths)).is_ok())))?;
        Ok(Self { stop: sender, _glances: glances, blindness, pause })
    }

    /// Why not every change is told by the system; what is not told is seen by looking.
    #[must_use]
    pub fn blindness(&self) -> Option<&Blindness> {
        self.blindness.as_ref()
    }

    /// How long it is between two looks.
    #[must_use]
    pub fn pause(&self) -> Duration {
        self.pause
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
    /// None where the system has none.
    watcher: Option<RecommendedWatcher>,
    messages: Receiver<Message>,
    /// The folders that are followed, and which folder each was when the watch on it was armed.
    armed: BTreeMap<PathBuf, Identity>,
    /// Whether the system could not follow all.
    few: bool,
    /// When to look at everything once more.
    afterthought: Option<Instant>,
}

/// Tells a folder from another of the same name.
type Identity = (u64, u64);

/// What events said since the last look.
struct Burst {
    since: Instant,
    touched: BTreeSet<PathBuf>,
    /// The paths whose last event leaves them unfinished.
    unfinished: BTreeSet<PathBuf>,
    everything: bool,
}

impl Follower {
    fn follow(mut self, mut tell: impl FnMut(Change)) {
        loop {
            let mut gathered = Burst {
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
    fn gather(&mut self, gathered: &mut Burst) -> bool {
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
                Ok(Message::Seen(paths)) => {
                    gathered.touched.extend(paths);
                    // It has been at rest already; what is being gathered may not be.
                    if !begun {
                        gathered.since = Instant::now();
                        return true;
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
                    if self.arm() || due {
                        gathered.everything = true;
                        return true;
                    }
                }
            }
        }
    }

    /// How much longer to wait for rest.
    fn rest(&self, gathered: &Burst) -> Duration {
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
    fn take(&mut self, event: notify::Result<Event>, gathered: &mut Burst) -> bool {
        let event = match event {
            Ok(event) => event,
            Err(_) => {
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
        for path in event.paths.iter().flat_map(|path| self.places(path)) {
            if is_passed_over(&path, fs::metadata(self.root.join(&path)).ok().map(|kind| kind.is_dir())) {
                continue;
            }
            said = true;
            match finished {
                Some(true) => {
                    gathered.unfinished.remove(&path);
                }
                Some(false) => {
                    gathered.unfinished.insert(path.clone());
                }
                None => {}
            }
            gathered.touched.insert(path);
        }
        if let (EventKind::Modify(ModifyKind::Name(RenameMode::Both)), Some(from)) = (event.kind, event.paths.first()) {
            // Nobody knew it under its old name: it was only on its way, and nothing more comes under that name.
            for path in self.places(from).into_iter().filter(|path| !self.tree.knows(path)) {
                gathered.unfinished.remove(&path);
                gathered.touched.remove(&path);
            }
        }
        said
    }

    /// Where below the root a path of an event stands: by itself, and behind each link that leads to it.
    fn places(&self, path: &Path) -> Vec<PathBuf> {
        let own = path.strip_prefix(&self.root).ok();
        let own =
            own.filter(|own| own.iter().next().is_some_and(|first| FOLDERS.iter().any(|folder| first == *folder)));
        let linked = self.tree.links().iter().filter_map(|(link, target)| {
            let rest = path.strip_prefix(target).ok()?;
            Some(if rest.as_os_str().is_empty() { link.clone() } else { link.join(rest) })
        });
        own.map(Path::to_owned).into_iter().chain(linked).collect()
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
        if !changed.is_empty() {
            self.arm();
        }
        changed
    }

    /// Follows the folders that are there and are not followed yet. Whether there were any, or one is gone.
    fn arm(&mut self) -> bool {
        let mut wanted: BTreeMap<PathBuf, RecursiveMode> = BTreeMap::new();
        wanted.insert(self.root.clone(), RecursiveMode::NonRecursive);
        wanted.extend(FOLDERS.iter().map(|folder| (self.root.join(folder), RecursiveMode::Recursive)));
        for target in self.tree.links().values().take(MOST_LINKED) {
            let is_followed = FOLDERS.iter().any(|folder| target.starts_with(self.root.join(folder)));
            match target.parent() {
                _ if is_followed => {}
                _ if target.is_dir() => drop(wanted.insert(target.clone(), RecursiveMode::Recursive)),
                // A file is replaced by another of its name: its folder tells.
                Some(folder) => drop(wanted.entry(folder.to_owned()).or_insert(RecursiveMode::NonRecursive)),
                None => {}
            }
        }
        let Some(watcher) = &mut self.watcher else { return false };
        let mut changed = false;
        let unwanted: Vec<PathBuf> = self.armed.keys().filter(|armed| !wanted.contains_key(*armed)).cloned().collect();
        for folder in unwanted {
            self.armed.remove(&folder);
            let _ = watcher.unwatch(&folder);
        }
        for (folder, mode) in wanted {
            let now = identity(&folder);
            if self.armed.get(&folder).copied() == now {
                continue;
            }
            changed = true;
            if self.armed.remove(&folder).is_some() {
                let _ = watcher.unwatch(&folder);
            }
            let Some(now) = now else { continue };
            match watcher.watch(&folder, mode) {
                Ok(()) => {
                    self.armed.insert(folder, now);
                }
                Err(error) => {
                    self.few |= matches!(error.kind, notify::ErrorKind::MaxFilesWatch);
                    // Unless it went in this very moment, it is not tried again: what it would tell is seen by looking.
                    if identity(&folder) == Some(now) {
                        self.armed.insert(folder, now);
                    }
                }
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

#[cfg(test)]
mod tests;
