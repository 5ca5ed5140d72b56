//! The files of a run by their numbers, so that a span can be two offsets and a number and still know its file.
//!
//! A file stands here from when it is read until nobody holds it any more. Numbers are given once and never again.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock, Weak};

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

/// The things of a kind that are held, by their numbers.
pub(super) struct Shelf<T> {
    held: RwLock<BTreeMap<FileId, Weak<T>>>,
    next: AtomicU32,
}

impl<T> Shelf<T> {
    /// An empty one.
    pub(super) const fn new() -> Self {
        Self { held: RwLock::new(BTreeMap::new()), next: AtomicU32::new(1) }
    }

    /// Puts what is made with its number on the shelf.
    pub(super) fn put(&self, make: impl FnOnce(FileId) -> T) -> Arc<T> {
        let id = FileId(self.next.fetch_add(1, Ordering::Relaxed));
        let made = Arc::new(make(id));
        self.held.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::downgrade(&made));
        made
    }

    /// What has this number, while somebody holds it.
    pub(super) fn find(&self, id: FileId) -> Option<Arc<T>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).get(&id)?.upgrade()
    }

    /// Takes something off the shelf.
    pub(super) fn forget(&self, id: FileId) {
        self.held.write().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}
