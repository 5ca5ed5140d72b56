//! Files in memory, for tests and for generated cases.

use super::{Files, FolderEntry, entries_below};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A tree of files held in memory.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same tree with one file more (or replaced).
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Files for Memory {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let Some(bytes) = self.files.get(path) else {
            let is_folder = self.files.keys().any(|file| file.starts_with(path));
            return Err(if is_folder { io::ErrorKind::IsADirectory } else { io::ErrorKind::NotFound }.into());
        };
        if bytes.len() as u64 > limit {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, bytes.len().to_string()));
        }
        Ok(bytes.clone())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        entries_below(self.files.keys(), folder)
    }
}
