//! All findings as one JSON object, for editors and scripts.

use super::Diagnostic;
use serde_json::{Value, json};

/// `{"diagnostics": [{code, severity, message, file, line, column, help, labels}]}`, in the order given.
///
/// Lines and columns count from 1, columns in characters; `help` is null where there is none.
#[must_use]
pub fn to_json(diagnostics: &[Diagnostic]) -> Value {
    let one = |d: &Diagnostic| {
        let (line, column) = d.place.line_column();
        let labels: Vec<Value> = d
            .related
            .iter()
            .map(|(place, label)| {
                let (line, column) = place.line_column();
                json!({ "file": place.source.path(), "line": line, "column": column, "message": label })
            })
            .collect();
        json!({
            "code": d.code,
            "severity": d.severity.id(),
            "message": d.message,
            "file": d.place.source.path(),
            "line": line,
            "column": column,
            "help": d.help,
            "labels": labels,
        })
    };
    json!({ "diagnostics": diagnostics.iter().map(one).collect::<Vec<_>>() })
}
