//! A child behind the step check.

use crate::case::Case;
use crate::diagnostic::Diagnostic;
use std::sync::Arc;

/// A case, and all that is wrong with it.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) case: Arc<Case>,
    pub(super) findings: Vec<Diagnostic>,
}
