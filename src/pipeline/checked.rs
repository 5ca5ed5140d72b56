//! A child behind the step check.

use super::known_by::KnownBy;
use crate::case::Case;
use crate::diagnostic::Diagnostic;
use crate::value::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A case, and all that is wrong with it.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) case: Arc<Case>,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) validity: Validity,
    /// By what the next run knows it again, where something is kept for that.
    pub(super) likeness: Option<KnownBy>,
    /// The other children of whom the second pass may find something else now.
    pub(super) concerned: BTreeSet<String>,
}

/// For how long what was found of a child holds, and what of the office's settings it met.
#[derive(Debug, Clone)]
pub(super) struct Validity {
    /// The day for which it was judged.
    pub(super) day: Date,
    /// The first day after that on which something may be found otherwise; none where no day changes anything.
    pub(super) until: Option<Date>,
    /// The exemptions of the office that met a finding, by their place in its list.
    pub(super) met: BTreeSet<usize>,
}
