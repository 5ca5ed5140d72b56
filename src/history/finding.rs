//! What `check` says of a step of the way.

use crate::case::FILES_ON_PAPER;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules;
use serde::{Serialize, Serializer};

/// A finding beside what it is about.
#[derive(Debug, Clone, Serialize)]
pub struct TrailFinding {
    /// The rule.
    #[serde(serialize_with = "code")]
    pub code: Code,
    /// How grave it is.
    #[serde(serialize_with = "severity")]
    pub severity: Severity,
    /// What is wrong, in the words of the rule: without ids.
    pub summary: &'static str,
    /// What is wrong, in the words of `check`.
    pub message: String,
    /// Whether it counts for 個別支援計画未作成減算.
    pub reduction: bool,
}

impl TrailFinding {
    pub(super) fn of(finding: &Diagnostic) -> Self {
        let rule = rules::find(&finding.code);
        Self {
            code: finding.code,
            severity: finding.severity,
            summary: rule.map_or("", |rule| rule.summary),
            message: finding.message.clone(),
            reduction: finding.severity == Severity::Error && rule.is_some_and(|rule| rule.reduction),
        }
    }
}

/// What a rule says is wrong, without the name of a file.
pub(super) fn on_paper(summary: &str) -> String {
    FILES_ON_PAPER.iter().fold(summary.to_owned(), |words, (file, called)| {
        let spaced = words.replace(&format!(" {file} "), called).replace(&format!("{file} "), called);
        spaced.replace(file, called)
    })
}

/// How an office speaks of how grave something is.
pub(super) fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "不備",
        Severity::Warning => "要確認",
        Severity::Info => "参考",
    }
}

fn code<S: Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.as_str())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference to the field")]
fn severity<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.id())
}
