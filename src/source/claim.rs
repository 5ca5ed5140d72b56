//! Whether somebody on this machine follows a folder already. Nothing is written into it for that.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// Stands for a folder that is followed, until it is dropped or the program ends in whatever way.
#[derive(Debug)]
pub struct Claim {
    _lock: Option<File>,
}

impl Claim {
    /// Claims a project's folder; none where it is claimed already. A system that cannot tell (a network drive without
    /// locks) gives every claim.
    #[must_use]
    pub fn on(root: &Path) -> Option<Self> {
        let Ok(lock) = handle(root) else { return Some(Self { _lock: None }) };
        match lock.try_lock() {
            Ok(()) => Some(Self { _lock: Some(lock) }),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(_)) => Some(Self { _lock: None }),
        }
    }
}

/// The folder of the records itself can be locked.
#[cfg(unix)]
fn handle(root: &Path) -> io::Result<File> {
    File::open(root.join("cases"))
}

/// A folder cannot be locked, and a lock on a file in it would keep editors from saving: so an empty file beside the
/// person's own temporary ones stands for it.
#[cfg(not(unix))]
fn handle(root: &Path) -> io::Result<File> {
    let root = std::fs::canonicalize(root)?;
    let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    let path = std::env::temp_dir().join(format!("shien-watch-{}.lock", &name[..32]));
    File::options().create(true).truncate(false).write(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::Claim;
    use std::fs;

    #[test]
    fn a_folder_is_claimed_once_at_a_time() {
        let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        for folder in [&one, &other] {
            fs::create_dir(folder.path().join("cases")).expect("made");
        }
        let first = Claim::on(one.path());
        assert!(first.is_some());
        assert!(Claim::on(one.path()).is_none());
        assert!(Claim::on(other.path()).is_some());
        drop(first);
        assert!(Claim::on(one.path()).is_some());
        assert_eq!(fs::read_dir(one.path().join("cases")).expect("read").count(), 0, "nothing is written");
    }
}
