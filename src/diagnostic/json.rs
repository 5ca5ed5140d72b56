//! All findings as one JSON object, for editors and scripts.

use super::Diagnostic;
use crate::source::Place;
use serde_json::{Value, json};

/// What is known of a finding beside its place: whose it is, and what its rule rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The child's folder.
    pub child: Option<String>,
    /// `plan/2024-03-28`.
    pub document: Option<String>,
    /// The legal place or the form.
    pub basis: Option<&'static str>,
}

/// The findings without what is known beside them.
#[must_use]
pub fn to_json(diagnostics: &[Diagnostic]) -> Value {
    to_json_about(diagnostics.iter(), &|_| About::default())
}

/// `{"diagnostics": [{code, severity, message, file, line, column, end_line, end_column, child, document, basis, help,
/// labels: [{file, line, column, end_line, end_column, message}]}]}`, in the order given.
///
/// Lines and columns count from 1, columns in characters; the end is the place behind the last character, and the begin
/// where all of a file is meant. Paths are relative to the project, with `/` on every system. `child`, `document`,
/// `basis` and `help` are null where there is none.
#[must_use]
pub fn to_json_about<'d>(
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
    about: &dyn Fn(&Diagnostic) -> About,
) -> Value {
    let one = |d: &Diagnostic| {
        let labels: Vec<Value> = d
            .related
            .iter()
            .map(|(place, label)| {
                let mut json = place_json(place);
                json["message"] = json!(label);
                json
            })
            .collect();
        let About { child, document, basis } = about(d);
        let mut json = place_json(&d.place);
        json["code"] = json!(d.code.as_str());
        json["severity"] = json!(d.severity.id());
        json["message"] = json!(d.message);
        json["child"] = json!(child);
        json["document"] = json!(document);
        json["basis"] = json!(basis);
        json["help"] = json!(d.help);
        json["labels"] = json!(labels);
        json
    };
    json!({ "diagnostics": diagnostics.map(one).collect::<Vec<_>>() })
}

fn place_json(place: &Place) -> Value {
    let (line, column) = place.line_column();
    let (end_line, end_column) = place.end_line_column();
    json!({
        "file": super::slashed(place.source().path()),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    })
}
