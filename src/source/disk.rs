//! Files on disk, below one root: the one reader of all folders of a project.

use super::bounds::{Barrier, Bounds, Stop};
use super::drive::silent_kind;
use super::{Files, FolderEntry, Imprint};
use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The files below a folder of this machine. What lies behind a link out of it is not among them.
#[derive(Debug, Clone)]
pub struct Disk {
    bounds: Bounds,
    /// Whether nobody but this machine writes there.
    own: OnceLock<bool>,
}

impl Disk {
    /// Files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { bounds: Bounds::of(&root.into()), own: OnceLock::new() }
    }
}

impl Files for Disk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.read_found(self.bounds.look(path)?, path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        self.list_found(&self.bounds.look(folder)?, folder)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.bounds.look(path)?;
        fs::canonicalize(self.bounds.root().join(path))
    }

    fn imprint(&self, path: &Path) -> Option<Imprint> {
        self.imprint_of(&self.bounds.look(path).ok()?)
    }

    fn visit(&self) -> Option<Box<dyn Files + '_>> {
        Some(Box::new(DiskVisit { disk: self, folders: Mutex::default() }))
    }
}

impl Disk {
    /// A file of which it is known what lies there: opening a pipe or a device would wait for ever, asking first does not.
    fn read_found(&self, kind: Metadata, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        if kind.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        take(&self.bounds.root().join(path), kind.len(), limit)
    }

    /// On a drive to which others write, what the system says of a file may be of some time ago.
    fn imprint_of(&self, kind: &Metadata) -> Option<Imprint> {
        let is_own = *self.own.get_or_init(|| self.bounds.places().iter().all(|place| silent_kind(place).is_none()));
        Imprint::of(kind).filter(|_| is_own)
    }

    fn list_found(&self, kind: &Metadata, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        if !kind.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(self.bounds.root().join(folder))? {
            let entry = entry?;
            let name = entry.file_name();
            let kind = entry.file_type()?;
            let (is_folder, blocked) = if kind.is_dir() || kind.is_file() {
                (kind.is_dir(), None)
            } else if kind.is_symlink() {
                match self.bounds.look(&folder.join(&name)) {
                    Ok(kind) => (kind.is_dir(), None),
                    Err(Stop::Barred(barrier)) => (false, Some(barrier)),
                    // Reading it will say why.
                    Err(Stop::Io(_)) => (false, None),
                }
            } else {
                (false, Some(Barrier::Special))
            };
            entries.push(FolderEntry { name: name.to_string_lossy().into_owned(), is_folder, blocked });
        }
        entries.sort();
        Ok(entries)
    }
}

/// The same files for moments: a folder that is no link is looked at once, and not again for each file in it.
struct DiskVisit<'a> {
    disk: &'a Disk,
    folders: Mutex<BTreeSet<PathBuf>>,
}

impl DiskVisit<'_> {
    fn look(&self, path: &Path) -> io::Result<Metadata> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.disk.bounds.look_on(path, &mut folders)?)
    }
}

impl Files for DiskVisit<'_> {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.disk.read_found(self.look(path)?, path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        self.disk.list_found(&self.look(folder)?, folder)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.resolve(path)
    }

    fn imprint(&self, path: &Path) -> Option<Imprint> {
        self.disk.imprint_of(&self.look(path).ok()?)
    }
}

/// The bytes of a regular file at any place, at most `limit` of them: for files that a command line names.
///
/// # Errors
/// What the system says; [`io::ErrorKind::InvalidInput`] for a pipe or a device,
/// [`io::ErrorKind::FileTooLarge`] for a larger file.
pub fn read_file(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?;
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    take(path, kind.len(), limit)
}

fn take(path: &Path, length: u64, limit: u64) -> io::Result<Vec<u8>> {
    if length > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, length.to_string()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, bytes.len().to_string()));
    }
    Ok(bytes)
}
