//! Where bytes come from: one small trait, so that disk, memory (tests) and a git revision look the same.

mod bounds;
mod claim;
mod disk;
mod drive;
pub mod git;
mod imprint;
mod memory;
mod obstacle;
mod owner;
mod passing;
mod shelf;
mod sweep;
mod text;
mod tree;
mod watch;

pub use bounds::{Barrier, Bounds};
pub use claim::Claim;
pub use disk::{Disk, read_file};
pub use imprint::Imprint;
pub use memory::Memory;
pub use obstacle::Obstacle;
pub use owner::is_strangers;
pub use passing::{is_passed_over, is_passing, is_passing_folder};
pub use text::{FileNames, Place, Source, Span};
pub use watch::{Blindness, Change, Watch};

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// The name without its folder.
    pub name: String,
    /// Whether it is a folder (after following links).
    pub is_folder: bool,
    /// Why it is not read, where that is known from its name on: a link that is not followed, a pipe.
    pub blocked: Option<Barrier>,
}

/// A tree of files, read-only. Paths are relative to the project's root.
pub trait Files: Send + Sync {
    /// The bytes of a file, at most `limit` of them.
    ///
    /// # Errors
    /// Whatever the store says; [`io::ErrorKind::FileTooLarge`] when the file is larger than `limit` bytes.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// The entries of a folder, sorted by name.
    ///
    /// # Errors
    /// Whatever the store says, [`io::ErrorKind::NotFound`] when there is no such folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>>;

    /// Where a path really lies, its links followed. Where there are no links, that is the path itself.
    ///
    /// # Errors
    /// Whatever the store says, and when a link on the way is not followed.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }

    /// By what a file is known to be as it was; none where only reading it tells.
    fn imprint(&self, _: &Path) -> Option<Imprint> {
        None
    }

    /// The same files for a visit of moments, where many are read of few folders; none where that is no quicker.
    fn visit(&self) -> Option<Box<dyn Files + '_>> {
        None
    }
}

/// Does some work on files that lie in few folders, within moments.
pub fn visiting<T>(files: &dyn Files, work: impl FnOnce(&dyn Files) -> T) -> T {
    match files.visit() {
        Some(visit) => work(visit.as_ref()),
        None => work(files),
    }
}

impl<T: Files + ?Sized> Files for Arc<T> {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        (**self).read(path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        (**self).list(folder)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        (**self).resolve(path)
    }

    fn imprint(&self, path: &Path) -> Option<Imprint> {
        (**self).imprint(path)
    }

    fn visit(&self) -> Option<Box<dyn Files + '_>> {
        (**self).visit()
    }
}

/// The entries of a folder, of which only the paths of the files below it are known.
fn entries_below<'a>(files: impl Iterator<Item = &'a PathBuf>, folder: &Path) -> io::Result<Vec<FolderEntry>> {
    let mut entries: Vec<FolderEntry> = files
        .filter_map(|path| {
            let mut parts = path.strip_prefix(folder).ok()?.iter();
            let name = parts.next()?.to_string_lossy().into_owned();
            Some(FolderEntry { name, is_folder: parts.next().is_some(), blocked: None })
        })
        .collect();
    entries.sort();
    entries.dedup();
    if entries.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(entries) }
}
