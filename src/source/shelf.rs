//! The files of a run by their numbers, so that a span can be two offsets and a number and still know its file.
//!
//! A file stands here from when it is read until nobody holds it any more. Numbers are given once and never again.

use super::text::Source;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock, Weak};

/// A file's number in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct FileId(u32);

impl FileId {
    /// The plain number, which is never 0.
    pub(super) fn number(self) -> u32 {
        self.0
    }

    /// Back from the plain number; 0 is that of no file.
    pub(super) fn from_number(number: u32) -> Self {
        Self(number)
    }
}

static FILES: LazyLock<RwLock<HashMap<FileId, Weak<Source>>>> = LazyLock::new(RwLock::default);

/// Puts a file that is made with its number on the shelf.
pub(super) fn put(make: impl FnOnce(FileId) -> Source) -> Arc<Source> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let id = FileId(NEXT.fetch_add(1, Ordering::Relaxed));
    let source = Arc::new(make(id));
    FILES.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::downgrade(&source));
    source
}

/// The file with this number, while somebody holds it.
pub(super) fn find(id: FileId) -> Option<Arc<Source>> {
    FILES.read().unwrap_or_else(PoisonError::into_inner).get(&id)?.upgrade()
}

/// Takes a file off the shelf.
pub(super) fn forget(id: FileId) {
    FILES.write().unwrap_or_else(PoisonError::into_inner).remove(&id);
}
