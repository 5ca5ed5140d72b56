//! Whether a document may be printed, by what was found before its pages are laid out.

use super::blanks::blank;
use super::project::Project;
use super::request::sources;
use crate::case::{Case, Document};
use crate::diagnostic::{Code, Diagnostic};
use crate::rules;

/// Whether a document may be printed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    None,
    /// Only required fields are missing, those of the form as people call them: `--draft` prints it.
    Incomplete(Vec<String>),
    Faulty,
}

/// Why a document may not be printed: an error of shape or print in a file whose values it prints.
pub(super) fn refusal(project: &Project, case: &Case, findings: &[Diagnostic], document: &Document) -> Refusal {
    let sources = sources(project, case, document);
    let blocks = |finding: &&Diagnostic| {
        rules::refuses_print(finding) && sources.iter().any(|source| source.path() == finding.place.source().path())
    };
    let (mut is_incomplete, mut missing) = (false, Vec::new());
    for finding in project.findings.iter().chain(findings).filter(blocks) {
        if finding.code != Code::REQUIRED_MISSING {
            return Refusal::Faulty;
        }
        is_incomplete = true;
        let blank = blank(project, case, document, finding).filter(|blank| !missing.contains(blank));
        missing.extend(blank);
    }
    if is_incomplete { Refusal::Incomplete(missing) } else { Refusal::None }
}
