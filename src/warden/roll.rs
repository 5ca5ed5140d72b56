//! What one ward leaves to the next.

use super::allowance::Excess;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Stands for all that goes into a paper: mended, it is another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PaperKey(String);

impl PaperKey {
    /// From a word without spaces, which is the same for the same paper only.
    #[must_use]
    pub fn new(word: impl Into<String>) -> Self {
        Self(word.into())
    }

    pub(super) fn word(&self) -> &str {
        &self.0
    }
}

/// What a ward has to know.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Roll {
    /// The papers that are not tried again.
    pub(super) given_up: BTreeMap<PaperKey, Excess>,
    /// The papers that are tried with no other beside them.
    pub(super) alone: BTreeSet<PaperKey>,
    /// What the ward before wanted to be kept.
    pub(super) kept: Option<String>,
    /// Whether the ward before ended because it wanted another to go on.
    #[serde(default)]
    pub(super) relieves: bool,
}

impl Roll {
    /// Where it stands in the environment of a ward: what is there can be read by its owner only, and a command line by
    /// everybody.
    pub(super) const VARIABLE: &str = "SHIEN_WARD";

    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).expect("internal: words and numbers can be written")
    }

    /// The roll of this process, where it is a ward.
    pub(super) fn of_this_process() -> Option<Self> {
        serde_json::from_str(&std::env::var(Self::VARIABLE).ok()?).ok()
    }
}
