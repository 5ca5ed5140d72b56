//! What all children share, as one hash: whatever of it changes lets every child be judged anew.

use super::cache::program;
use super::project::Project;
use crate::source::Files;
use std::fs;
use std::io;
use std::path::Path;

/// Folders in folders that are looked into, at most.
const DEEPEST: usize = 12;

/// A larger file makes a memory that fits nothing but itself.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// For whom a memory is good.
#[derive(Clone, Copy)]
pub(super) enum MemoReader<'a> {
    /// For this installed program and this very folder.
    Here(&'a Path),
    /// For the same program on any machine with the same project: the parts of one run.
    Anywhere,
}

/// The hash over this program, the place where the memory is good, the office, the forms, the fonts and who the children are.
pub(super) fn of(project: &Project, reader: MemoReader<'_>) -> String {
    let mut ground = GroundHasher(blake3::Hasher::new());
    match reader {
        MemoReader::Here(root) => {
            ground.add(program().as_bytes());
            ground.add(identity(root).as_bytes());
        }
        MemoReader::Anywhere => {
            ground.add(env!("CARGO_PKG_VERSION").as_bytes());
            ground.add(&std::env::current_exe().and_then(fs::read).unwrap_or_default());
        }
    }
    let office = &project.organisation;
    ground.add(&[u8::from(office.broken)]);
    ground.add(office.source.path().as_os_str().as_encoded_bytes());
    ground.add(office.source.text().as_bytes());
    ground.add(project.fonts.fingerprint().as_bytes());
    project.children.iter().for_each(|child| ground.add(child.as_bytes()));
    ground.folder(project.files.as_ref(), Path::new("templates"), 0);
    ground.0.finalize().to_hex().to_string()
}

struct GroundHasher(blake3::Hasher);

impl GroundHasher {
    /// Adds something, told apart from what comes next.
    fn add(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }

    /// Adds a folder with all below it.
    fn folder(&mut self, files: &dyn Files, folder: &Path, depth: usize) {
        let entries = match files.list(folder) {
            Ok(entries) if depth <= DEEPEST => entries,
            Ok(_) => return self.add(b"deeper"),
            Err(error) => return self.failed(&error),
        };
        self.add(&(entries.len() as u64).to_le_bytes());
        for entry in entries {
            let path = folder.join(&entry.name);
            self.add(format!("{} {} {:?}", entry.name, entry.is_folder, entry.blocked).as_bytes());
            if entry.is_folder {
                self.folder(files, &path, depth + 1);
                continue;
            }
            match files.read(&path, MOST_BYTES) {
                Ok(bytes) => self.add(&bytes),
                Err(error) => self.failed(&error),
            }
        }
    }

    fn failed(&mut self, error: &io::Error) {
        self.add(format!("{:?} {error}", error.kind()).as_bytes());
    }
}

/// What tells a place from every other, so that a memory is foreign that was copied with its project, or received: the
/// folder's real path, and where the system has numbers for folders, that of `cases/`.
fn identity(root: &Path) -> String {
    let place = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    format!("{} {}", place.display(), number(&root.join("cases")).unwrap_or_default())
}

#[cfg(unix)]
fn number(folder: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).ok().map(|folder| format!("{} {}", folder.dev(), folder.ino()))
}

#[cfg(not(unix))]
fn number(_folder: &Path) -> Option<String> {
    None
}
