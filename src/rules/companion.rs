//! A child as the second pass sees it.

use crate::case::Loaded;
use crate::case::child::Child;

/// A child beside others.
#[derive(Debug, Clone, Copy)]
pub struct Companion<'a> {
    /// Its folder's name.
    pub id: &'a str,
    /// `child.yaml`.
    pub child: &'a Loaded<Child>,
}

impl Companion<'_> {
    /// The name as it is written, else that of the folder.
    #[must_use]
    pub fn name(&self) -> &str {
        self.child.value.name.get().map_or(self.id, String::as_str)
    }
}
