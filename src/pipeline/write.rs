//! Writing a print: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
}

/// An output folder on disk.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The folder `root`, made when something is written.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

impl Disk {
    /// Prints are children's records: a folder of them tells git to pass it over, unless somebody decided otherwise.
    fn keep_out_of_git(&self) -> io::Result<()> {
        match fs::OpenOptions::new().write(true).create_new(true).open(self.root.join(".gitignore")) {
            Ok(mut file) => file.write_all(b"*\n"),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Output for Disk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.root)?;
        self.keep_out_of_git()?;
        replace(&self.root.join(path), bytes)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path))
    }
}

/// Writes a file in place of the one that was there, whole or not at all, and the folders it lies in.
///
/// # Errors
/// What the system says; the file that was there is then untouched.
pub fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    // A bare file name lies in the folder that is named by nothing.
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if target.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // In the same folder, so that the rename cannot cross a disk.
    let mut builder = tempfile::Builder::new();
    builder.prefix(".shien-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What the person's own umask allows, as for any file they make.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}
