//! A child as the second pass sees it.

use crate::case::child::Child;
use crate::case::{Document, Loaded};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A child beside others.
#[derive(Debug, Clone, Copy)]
pub struct Companion<'a> {
    /// Its folder's name.
    pub id: &'a str,
    /// `child.yaml`.
    pub child: &'a Loaded<Child>,
    /// The newest of its 個別支援計画, as they are loaded of every child.
    pub plans: &'a [&'a Document],
}

impl Companion<'_> {
    /// The name as it is written, else that of the folder.
    #[must_use]
    pub fn name(&self) -> &str {
        self.child.value.name.get().map_or(self.id, String::as_str)
    }
}

/// A mark by which children are found who share something: a hash that is the same in every run.
pub(super) fn mark(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
