//! The one list of kinds of documents.

use super::kind::Kind;
use super::{assessment, consult, interview, meeting, monitoring, plan, provision, specialist};

/// Every kind, in the order in which a child's papers come about.
pub static KINDS: &[&Kind] = &[
    &consult::basic::KIND,
    &consult::plan::KIND,
    &consult::meeting::KIND,
    &consult::monitoring::KIND,
    &assessment::KIND,
    &plan::KIND,
    &meeting::KIND,
    &specialist::KIND,
    &provision::KIND,
    &interview::KIND,
    &monitoring::KIND,
];

impl Kind {
    /// The kind with this id.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        KINDS.iter().copied().find(|kind| kind.id == id)
    }
}
