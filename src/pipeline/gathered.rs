//! What the second pass of check needs of each child, kept while the children are loaded one by one.

use crate::rules::Gathering;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is kept of the children of a project.
#[derive(Debug, Default)]
pub(super) struct Gathered(Mutex<Gathering>);

impl Gathered {
    pub(super) fn lock(&self) -> MutexGuard<'_, Gathering> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
