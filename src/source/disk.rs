//! Files on disk, below one root.

use super::{Entry, Files};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files below a folder of this machine.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// Files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

impl Files for Disk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let path = self.root.join(path);
        // Opening a pipe or a device would wait for ever; asking first does not.
        let kind = fs::metadata(&path)?;
        if kind.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !kind.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        if kind.len() > limit {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, kind.len().to_string()));
        }
        let mut bytes = Vec::with_capacity(kind.len() as usize);
        fs::File::open(&path)?.take(limit + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, bytes.len().to_string()));
        }
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(self.root.join(folder))? {
            let entry = entry?;
            let kind = fs::metadata(entry.path());
            let is_folder = kind.as_ref().is_ok_and(fs::Metadata::is_dir);
            let name = entry.file_name().to_string_lossy().into_owned();
            entries.push(Entry { name, is_folder, is_dangling: kind.is_err() });
        }
        entries.sort();
        Ok(entries)
    }
}
