//! Where bytes come from: one small trait, so that disk, memory (tests) and later a git revision look the same.

mod disk;
mod memory;
mod passing;
mod text;
mod tree;
mod watch;

pub use disk::Disk;
pub use memory::Memory;
pub use passing::is_passing;
pub use text::{Place, Source, Span};
pub use watch::{Change, Watch};

use std::io;
use std::path::Path;

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The name without its folder.
    pub name: String,
    /// Whether it is a folder (after following links).
    pub is_folder: bool,
    /// Whether it leads nowhere: a link to itself or to something that is gone.
    pub is_dangling: bool,
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
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;
}
