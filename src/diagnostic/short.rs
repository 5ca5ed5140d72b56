//! One line a finding, as compilers print it: `file:line:column: error[code]: message`.

use super::Diagnostic;

/// The finding on one line, without a line break at its end.
#[must_use]
pub fn to_short(diagnostic: &Diagnostic) -> String {
    let (line, column) = diagnostic.place.line_column();
    format!(
        "{}:{line}:{column}: {}[{}]: {}",
        diagnostic.place.source.path().display(),
        diagnostic.severity.id(),
        diagnostic.code,
        diagnostic.message
    )
}
