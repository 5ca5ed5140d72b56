//! One line a finding, as compilers print it: `file:line:column: error[code]: message`. Nothing in a name can begin another.

use super::{Diagnostic, slashed, visible};

/// The finding on one line, without a line break at its end.
#[must_use]
pub fn to_short(diagnostic: &Diagnostic) -> String {
    let (line, column) = diagnostic.place.line_column();
    format!(
        "{}:{line}:{column}: {}[{}]: {}",
        visible(&slashed(diagnostic.place.source().path())),
        diagnostic.severity.id(),
        diagnostic.code,
        visible(&diagnostic.message)
    )
}
