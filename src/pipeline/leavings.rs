//! Half-written files: how they are named and held, and what becomes of those whose run was killed.
//!
//! A file is locked while it is written. The system lets go of the lock when a run ends, however it ends; so what is
//! not locked is nobody's any more.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;
use tempfile::NamedTempFile;

const PREFIX: &str = ".shien-";
const SUFFIX: &str = ".tmp";

/// Where a disk knows no locks, only what is older than this is a leaving.
const OLD: Duration = Duration::from_secs(60 * 60);

/// How often a file is begun anew that another run took for a leaving.
const ATTEMPTS: usize = 100;

/// Whether a file of this name is a half-written one of this program.
pub(super) fn is_one(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.strip_prefix(PREFIX).is_some_and(|rest| rest.ends_with(SUFFIX))
}

/// Begins a file in a folder, for its owner alone. In the folder of its target, so that the rename cannot cross a disk.
pub(super) fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o600));
    }
    for _ in 0..ATTEMPTS {
        let file = builder.tempfile_in(folder)?;
        match file.as_file().try_lock() {
            // In the moment before it was locked another run took it for a leaving.
            Err(TryLockError::WouldBlock) => {}
            Ok(()) if fs::symlink_metadata(file.path()).is_err() => {}
            // A disk without locks is written all the same.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    Err(io::ErrorKind::Interrupted.into())
}

/// Removes the leavings of a folder and of the folders in it.
pub(super) fn remove_below(folder: &Path) {
    remove_in(folder);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // The entry's own kind: a link is no folder.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_in(&entry.path());
        }
    }
}

/// Removes the leavings of a folder.
pub(super) fn remove_in(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_one(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            remove_dead(&entry.path());
        }
    }
}

/// Removes a file that no run holds, and holds it meanwhile, so that no run begins to.
fn remove_dead(path: &Path) {
    let Ok(file) = OpenOptions::new().read(true).open(path) else { return };
    let is_dead = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => {
            let changed = file.metadata().and_then(|file| file.modified()).ok();
            changed.and_then(|changed| changed.elapsed().ok()).is_some_and(|age| age > OLD)
        }
    };
    if is_dead {
        let _ = fs::remove_file(path);
    }
}
