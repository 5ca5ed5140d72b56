//! Files in memory, for tests and for generated cases.

use super::{Entry, Files};
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

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for path in self.files.keys() {
            let Ok(rest) = path.strip_prefix(folder) else { continue };
            let mut parts = rest.iter();
            if let Some(first) = parts.next() {
                let name = first.to_string_lossy().into_owned();
                entries.push(Entry { name, is_folder: parts.next().is_some(), is_dangling: false });
            }
        }
        entries.sort();
        entries.dedup();
        if entries.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(entries) }
    }
}
