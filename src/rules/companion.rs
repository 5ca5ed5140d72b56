//! A child as the second pass sees it.

use super::content::Letters;
use crate::case::child::Child;
use crate::case::{Document, Loaded};
use std::sync::OnceLock;

/// What was found out of a child once, for all that it is held against.
#[derive(Debug, Default)]
pub struct CompanionNotes {
    /// The letters of its texts, plan by plan.
    pub(super) letters: OnceLock<Vec<Vec<Letters>>>,
}

/// A child beside others.
#[derive(Debug, Clone, Copy)]
pub struct Companion<'a> {
    /// Its folder's name.
    pub id: &'a str,
    /// `child.yaml`.
    pub child: &'a Loaded<Child>,
    /// The newest of its 個別支援計画, as they are loaded of every child.
    pub plans: &'a [&'a Document],
    /// What was found out of it once, for all that it is held against.
    pub notes: &'a CompanionNotes,
}

impl Companion<'_> {
    /// The name as it is written, else that of the folder.
    #[must_use]
    pub fn name(&self) -> &str {
        self.child.value.name.get().map_or(self.id, String::as_str)
    }
}
