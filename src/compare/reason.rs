//! Why a box changed, as far as the child's records say it in so many words: the result of the old plan's monitoring for
//! that row, and what the meeting on the new plan's draft decided by naming it.

use std::path::PathBuf;

/// One reason, with the record it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The record: `monitoring/2024-09-12`.
    pub document: String,
    /// As it is named on paper: `モニタリング記録（令和6年9月12日）`.
    pub source: String,
    /// What it says, each with the word of its box.
    pub said: Vec<(String, String)>,
    /// The record's file.
    pub path: PathBuf,
    /// The line there, from 1.
    pub line: usize,
}
