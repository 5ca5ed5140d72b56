//! The marks that a child leaves for the second pass.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A mark by which children are found who share something: a hash that is the same in every run.
pub(super) fn mark(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
