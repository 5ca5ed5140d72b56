//! The list: what all children share, the children, their documents, and how much is wrong with each.

use super::view::ShownFinding;
use crate::diagnostic::{Diagnostic, Severity};
use crate::value::VARIANTS;
use serde::Serialize;

/// What all children share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProjectState {
    /// What is wrong with the office file and the packs.
    pub findings: Vec<ShownFinding>,
    /// The packs on which a document can be tried.
    pub forms: Vec<FormChoice>,
    /// Why the project cannot be opened at present.
    pub trouble: Option<String>,
    /// Letters that a search takes for one, the usual one first.
    pub variants: &'static [&'static str],
}

impl ProjectState {
    /// A project that is open.
    #[must_use]
    pub fn open(findings: Vec<ShownFinding>, forms: Vec<FormChoice>) -> Self {
        Self { findings, forms, trouble: None, variants: VARIANTS }
    }

    /// A project that cannot be opened, and why.
    #[must_use]
    pub fn unusable(trouble: String) -> Self {
        Self { trouble: Some(trouble), ..Self::open(Vec::new(), Vec::new()) }
    }
}

/// A form pack that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormChoice {
    /// Its folder's name.
    pub id: String,
    /// Its 名称.
    pub name: String,
}

/// A child in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedChild {
    /// The folder's name.
    pub id: String,
    /// 氏名, where it is written.
    pub name: Option<String>,
    /// ふりがな, where it is written.
    pub reading: Option<String>,
    /// What is wrong with the child's files that are no documents.
    #[serde(flatten)]
    pub tally: Tally,
    /// The documents, in the order of the list: that in which they came about.
    pub documents: Vec<ListedDocument>,
    /// What is late and what comes soon.
    pub deadlines: Vec<ListedDeadline>,
}

/// A day on the start page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedDeadline {
    /// The day, `2026-04-04`.
    pub day: String,
    /// How far it is, in words.
    pub left: String,
    /// Whether it is over.
    pub late: bool,
    /// Whether a law or a notice sets it.
    pub legal: bool,
    /// What is to be done.
    pub title: String,
    /// Who sees to it.
    pub persons: String,
    /// The document that it belongs to, where it belongs to one: `hana/plan-2024-03-28`.
    pub document: Option<String>,
}

/// A document in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedDocument {
    /// `hana/plan-2024-03-28`: its print without the ending.
    pub id: String,
    /// The kind's name.
    pub title: &'static str,
    /// The file's name without its ending.
    pub name: String,
    /// Its date in 和暦, where it has one.
    pub date: Option<String>,
    /// 原案 or 案, where it is one.
    pub draft: Option<&'static str>,
    /// What is wrong with it.
    #[serde(flatten)]
    pub faults: Faults,
    /// Where its print stands.
    #[serde(rename = "standing")]
    pub print: PrintState,
}

/// What is wrong with a document. Sent as the sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(into = "Tally")]
pub struct Faults {
    /// In its file.
    pub file: Tally,
    /// In its print.
    pub print: Tally,
}

impl From<Faults> for Tally {
    fn from(Faults { file, print }: Faults) -> Self {
        Self {
            errors: file.errors + print.errors,
            warnings: file.warnings + print.warnings,
            remarks: file.remarks + print.remarks,
        }
    }
}

/// How many findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// エラー
    pub errors: usize,
    /// 警告
    pub warnings: usize,
    /// 情報, which the list does not show.
    #[serde(skip)]
    pub remarks: usize,
}

impl Tally {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        findings.into_iter().fold(Self::default(), |mut tally, finding| {
            match finding.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Info => tally.remarks += 1,
            }
            tally
        })
    }
}

/// Where a document's print stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PrintState {
    /// It is being made.
    Waiting,
    /// It is of the present text.
    Printed,
    /// It is an older one, or none, because of an error.
    Refused,
    /// It is an older one, or none, because something required is not written yet.
    Incomplete,
    /// It could not be written.
    Unwritten,
}

#[cfg(test)]
mod tests {
    use super::{Faults, ListedDocument, PrintState, Tally};
    use serde_json::json;

    #[test]
    fn a_document_is_sent_with_the_sum_of_its_faults() {
        let document = ListedDocument {
            id: "hana/plan-2024-03-28".to_owned(),
            title: "個別支援計画",
            name: "2024-03-28".to_owned(),
            date: None,
            draft: Some("原案"),
            faults: Faults {
                file: Tally { errors: 1, warnings: 2, remarks: 3 },
                print: Tally { errors: 4, warnings: 0, remarks: 0 },
            },
            print: PrintState::Unwritten,
        };
        let sent = json!({
            "id": "hana/plan-2024-03-28", "title": "個別支援計画", "name": "2024-03-28", "date": null, "draft": "原案",
            "errors": 5, "warnings": 2, "standing": "unwritten",
        });
        assert_eq!(json!(document), sent);
    }
}
