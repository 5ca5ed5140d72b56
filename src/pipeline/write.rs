//! Writing a print: whole or not at all.
//!
//! What is written is a child's record. Files and folders that are made here are their owner's alone; what was there
//! keeps its own rights. Nothing is written or read through a link below the output folder, and nothing is read that
//! is no regular file.

use super::leavings;
use crate::source::{Obstacle, read_file};
use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where prints go. Behind a trait, so that a disk that fails half-way can be played in tests.
pub trait Output: Sync {
    /// Writes a file below the output folder, replacing the one that was there only when all of it is written.
    ///
    /// # Errors
    /// What the system says; the file that was there is then untouched.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Reads a file that was written before. An output that keeps nothing has none.
    ///
    /// # Errors
    /// What the system says.
    fn read(&self, _path: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    /// Removes a file that was written before, and its folder when nothing else is in it.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&self, _path: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }

    /// Whether two paths are one file, as on a disk that does not tell capitals apart.
    fn is_same(&self, one: &Path, other: &Path) -> bool {
        one == other
    }

    /// Removes what a run left that was killed.
    fn tidy(&self) {}
}

/// Larger files are neither prints nor the memory of them.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// What git passes over, in a folder of prints.
const GITIGNORE: &str = ".gitignore";

/// An output folder on disk.
#[derive(Debug, Clone)]
pub struct OutputFolder {
    root: PathBuf,
    safety: Safety,
    steps: Steps,
    /// Held while the folder is made.
    making: Arc<Mutex<()>>,
}

/// What comes next of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteStep {
    /// The folders are made.
    Folder,
    /// A file is begun beside its place.
    Begin,
    /// It is filled.
    Fill,
    /// It is made safe.
    Sync,
    /// It takes its place.
    Name,
}

/// Asked before each step. Nobody is, but in tests: they let a step fail, or the whole program end there.
#[derive(Clone, Default)]
struct Steps(Option<Arc<Ask>>);

type Ask = dyn Fn(WriteStep) -> io::Result<()> + Send + Sync;

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Steps").field(&self.0.is_some()).finish()
    }
}

impl Steps {
    fn ask(&self, step: WriteStep) -> io::Result<()> {
        self.0.as_ref().map_or(Ok(()), |ask| ask(step))
    }
}

/// Whether a file is on the disk before it takes the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// It is: after a loss of power there is the old file or the new one.
    Synced,
    /// The system writes when it likes: for output that can be made again.
    Unsynced,
}

impl OutputFolder {
    /// The folder `root`, made when something is written.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), safety: Safety::Synced, steps: Steps::default(), making: Arc::default() }
    }

    /// The same folder on a machine that fails, for tests: `ask` is asked before each step of a write.
    #[must_use]
    pub fn failing(mut self, ask: impl Fn(WriteStep) -> io::Result<()> + Send + Sync + 'static) -> Self {
        self.steps = Steps(Some(Arc::new(ask)));
        self
    }

    /// The same folder with files that are safe, or quicker, in another measure.
    #[must_use]
    pub fn with_safety(mut self, safety: Safety) -> Self {
        self.safety = safety;
        self
    }

    /// Makes the folder. Prints are children's records: one that is made here, or was empty, tells git to pass it over;
    /// one with other files in it is somebody's own.
    fn make_root(&self) -> io::Result<()> {
        let _made_once = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        self.steps.ask(WriteStep::Folder)?;
        make_folder(&self.root)?;
        let mut entries = fs::read_dir(&self.root)?;
        let is_own = entries.all(|entry| entry.is_ok_and(|entry| leavings::is_one(&entry.file_name())));
        if is_own {
            // Whole or not at all as well: an empty one would let everything into git, and nobody would look again.
            match persist(&self.root.join(GITIGNORE), b"*\n", self.safety, Occupant::Empty, &self.steps) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                done => done?,
            }
        }
        Ok(())
    }

    /// The place of a file below the folder, where no link is on the way to it.
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        let mut at = self.root.clone();
        let mut parts = path.components().peekable();
        while let Some(part) = parts.next() {
            let Component::Normal(part) = part else { return Err(io::ErrorKind::InvalidInput.into()) };
            at.push(part);
            if parts.peek().is_some() && fs::symlink_metadata(&at).is_ok_and(|kind| kind.is_symlink()) {
                let message = format!("{} はリンクなので、その先には書きません", at.display());
                return Err(Obstacle::new(message, "リンクを消してください").into());
            }
        }
        Ok(at)
    }

    /// The place of a regular file below the folder.
    fn regular(&self, path: &Path) -> io::Result<PathBuf> {
        let place = self.place(path)?;
        if fs::symlink_metadata(&place)?.is_file() { Ok(place) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }
}

impl Output for OutputFolder {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let target = self.place(path)?;
        if !target.parent().is_some_and(Path::is_dir) || path.components().count() == 1 {
            self.make_root()?;
        }
        put(&target, bytes, self.safety, &self.steps)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        read_file(&self.regular(path)?, MOST_BYTES)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(self.regular(path)?)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            // It stays while somebody else's files are in it.
            let _ = fs::remove_dir(self.root.join(folder));
        }
        Ok(())
    }

    fn is_same(&self, one: &Path, other: &Path) -> bool {
        let real = |path: &Path| fs::canonicalize(self.root.join(path)).ok();
        one == other || real(one).is_some_and(|one| real(other) == Some(one))
    }

    fn tidy(&self) {
        leavings::remove_below(&self.root);
    }
}

/// Writes a file in place of the one that was there, whole or not at all, and the folders it lies in.
///
/// # Errors
/// What the system says, and where the place is taken by something that is no file; what was there is then untouched.
pub fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    leavings::remove_in(folder_of(target));
    put(target, bytes, Safety::Synced, &Steps::default())
}

/// Writes a file where none is, whole or not at all, and the folders it lies in.
///
/// # Errors
/// What the system says; [`io::ErrorKind::AlreadyExists`] where something is there, be it a link that leads nowhere.
pub fn create(target: &Path, bytes: &[u8]) -> io::Result<()> {
    make_folder(folder_of(target))?;
    persist(target, bytes, Safety::Synced, Occupant::Empty, &Steps::default())
}

fn put(target: &Path, bytes: &[u8], safety: Safety, steps: &Steps) -> io::Result<()> {
    steps.ask(WriteStep::Folder)?;
    make_folder(folder_of(target))?;
    match fs::symlink_metadata(target) {
        Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        _ => {}
    }
    persist(target, bytes, safety, Occupant::Taken, steps)
}

/// What may be where a file is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occupant {
    /// A file, which goes.
    Taken,
    /// Nothing.
    Empty,
}

/// Writes a file beside its place and gives it its name.
fn persist(target: &Path, bytes: &[u8], safety: Safety, place: Occupant, steps: &Steps) -> io::Result<()> {
    steps.ask(WriteStep::Begin)?;
    let mut file = leavings::begin(folder_of(target))?;
    steps.ask(WriteStep::Fill)?;
    file.write_all(bytes)?;
    if let Some(there) = fs::symlink_metadata(target).ok().filter(Metadata::is_file) {
        keep_rights(file.as_file(), &there)?;
    }
    if safety == Safety::Synced {
        steps.ask(WriteStep::Sync)?;
        file.as_file().sync_all()?;
    }
    steps.ask(WriteStep::Name)?;
    let done = match place {
        Occupant::Taken => file.persist(target),
        Occupant::Empty => file.persist_noclobber(target),
    };
    done.map(drop).map_err(|error| error.error)
}

/// A bare file name lies in the folder that is named by nothing.
fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The rights of the file whose place it takes: somebody may have given them on purpose.
#[cfg(unix)]
fn keep_rights(file: &File, there: &Metadata) -> io::Result<()> {
    file.set_permissions(there.permissions())
}

#[cfg(not(unix))]
fn keep_rights(_file: &File, _there: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes a folder, and those it lies in, for their owner alone. One that is there is left as it is.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}
