//! A view: what somebody looks at, how its pages stand to the text, and what is wrong, with its place on the pages.

use super::pages::{PageArea, ShownPage};
use crate::diagnostic::{Diagnostic, to_json};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;

/// A document on a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct View {
    /// `hana/plan-2024-03-28`.
    pub document: String,
    /// The pack it is tried on; none for the one it prints on.
    pub form: Option<String>,
}

/// What a view shows.
#[derive(Debug, Clone)]
pub struct ViewState {
    /// The pages; none where the last good ones stay.
    pub pages: Option<Vec<Arc<ShownPage>>>,
    /// What is wrong with the document, then with the child's other files, then with the office file and the packs.
    pub findings: Vec<ShownFinding>,
    /// How the pages stand to the text.
    pub sight: Sight,
}

impl ViewState {
    /// A view whose pages stay as they are, with nothing to say.
    #[must_use]
    pub fn bare(sight: Sight) -> Self {
        Self { pages: None, findings: Vec::new(), sight }
    }
}

/// How the pages of a view stand to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sight {
    /// They are being made.
    Waiting,
    /// They are of the present text.
    Fresh,
    /// They are of the present text, marked 未完成: something required is not written yet.
    Incomplete,
    /// They are of the present text, which cannot be printed.
    Unprintable,
    /// They are the last good ones: the present text has an error.
    Stale,
    /// There is no such document.
    Gone,
}

/// Where on the pages something stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spot {
    /// The page, from 0.
    pub page: usize,
    /// The box around it.
    #[serde(flatten)]
    pub area: PageArea,
    /// Whether it is the very value; else what is printed nearest to it.
    pub exact: bool,
}

/// A finding as the page shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownFinding {
    /// What the JSON output says of it.
    #[serde(flatten)]
    pub told: Value,
    /// The line it stands on, as it is written; empty where all of a file is meant.
    pub excerpt: String,
    /// The word for how grave it is.
    pub label: &'static str,
    /// Its place on the pages, as far as that is known.
    pub spot: Option<Spot>,
}

/// Findings as the page shows them; `spot` says where on the pages each has its place.
#[must_use]
pub fn shown_findings(findings: &[Diagnostic], spot: impl Fn(&Diagnostic) -> Option<Spot>) -> Vec<ShownFinding> {
    let Value::Array(told) = to_json(findings)["diagnostics"].take() else { return Vec::new() };
    let shown = |(told, finding): (Value, &Diagnostic)| ShownFinding {
        told,
        excerpt: excerpt(finding),
        label: finding.severity.label(),
        spot: spot(finding),
    };
    told.into_iter().zip(findings).map(shown).collect()
}

/// Characters of a line that are shown.
const LONGEST_EXCERPT: usize = 80;

/// The line of a finding as it is written, the blanks before it too: they are what matters in YAML.
fn excerpt(finding: &Diagnostic) -> String {
    if finding.place.is_whole() {
        return String::new();
    }
    let source = finding.place.source();
    let (line, _) = finding.place.line_column();
    let text = source.text().get(source.line_span(line).range()).unwrap_or_default().trim_end();
    let mut shown: String = text.chars().take(LONGEST_EXCERPT).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_findings;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::Source;
    use serde_json::json;

    #[test]
    fn a_quoted_line_keeps_the_blanks_before_it() {
        let source =
            Source::new("cases/hana/child.yaml", format!("利用:\n    開始日: 2024-04-01\n  # {}\n", "長".repeat(90)));
        let over = |place| Diagnostic::new(Code::new("value-invalid"), place, "誤り");
        let at = |words: &str| {
            let start = source.text().find(words).expect("written");
            over(source.place(start..start + 3))
        };
        let shown = shown_findings(&[at("開始日"), at("長"), over(source.whole())], |_| None);
        assert_eq!(shown[0].excerpt, "    開始日: 2024-04-01");
        assert_eq!(shown[1].excerpt, format!("  # {}…", "長".repeat(76)));
        assert_eq!(shown[2].excerpt, "");
        let sent = json!(shown[0]);
        assert_eq!((&sent["message"], &sent["line"], &sent["spot"]), (&json!("誤り"), &json!(2), &json!(null)));
    }
}
