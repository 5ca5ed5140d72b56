//! Why a store of files cannot give what was asked, in its own words.

use std::fmt::{self, Display};
use std::io;

/// What is wrong and what to do: for what the system's own error kinds have no word.
///
/// A store hands it out inside an [`io::Error`] where one file is concerned, and by itself where all of it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Obstacle {
    /// An obstacle with these words.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }

    /// The obstacle that an error carries, when it carries one.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Obstacle {}

impl From<Obstacle> for io::Error {
    fn from(obstacle: Obstacle) -> Self {
        Self::other(obstacle)
    }
}
