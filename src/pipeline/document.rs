//! One document down the rest of the column: whether it may be printed, its pages, and where they go.

use super::cache::Target;
use super::print::{Pages, Printer, Seen, print_path, sources};
use super::project::Project;
use crate::case::{Case, Document};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules;
use std::path::PathBuf;
use std::sync::Arc;

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Printed to this path below the output folder.
    Printed(PathBuf),
    /// The print at this path is what would be printed: it was left alone.
    Unchanged(PathBuf),
    /// Not printed because of its findings; an older print stays.
    Refused(PathBuf),
    /// Not printed because something required is missing, and nothing worse: `--draft` would print it.
    Incomplete(PathBuf),
    /// Not printed because this program itself failed.
    Failed(PathBuf),
    /// Not written: the path and the system's words.
    Unwritten(PathBuf, String),
}

/// A case, and all that is wrong with it.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) case: Arc<Case>,
    pub(super) findings: Vec<Diagnostic>,
}

/// How far down the column.
#[derive(Clone, Copy)]
pub(super) enum Goal<'a> {
    /// Up to the rules.
    Check,
    /// Up to the pages.
    Layout,
    /// To the end.
    Print(Target<'a>),
}

/// What layout and export found, and what became of the document.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) findings: Vec<Diagnostic>,
    /// None where nothing was to be written.
    pub(super) outcome: Option<Outcome>,
}

/// The steps render, typeset and write of a document whose case has these findings. `draft` prints what is incomplete
/// too; `look` sees the pages before anything is written.
pub(super) fn finish(
    printer: &mut Printer<'_>,
    case: &Case,
    findings: &[Diagnostic],
    document: &Document,
    draft: bool,
    goal: Goal<'_>,
    look: &mut dyn FnMut(&Seen<'_>),
) -> Done {
    let path = print_path(case, document);
    let refused = |outcome| Done { findings: Vec::new(), outcome: Some(outcome) };
    let incomplete = match refusal(printer.project(), case, findings, document) {
        Refusal::None => None,
        Refusal::Incomplete(missing) if draft => Some(missing),
        Refusal::Incomplete(_) => return refused(Outcome::Incomplete(path)),
        Refusal::Faulty => return refused(Outcome::Refused(path)),
    };
    let target = match goal {
        Goal::Print(target) => Some(target),
        Goal::Check | Goal::Layout => None,
    };
    let printed = printer.print(case, document, incomplete, target, look);
    let outcome = target.map(|target| match printed.pages {
        Some(Pages::New { pdf, memory }) => match target.output.write(&path, &pdf) {
            Ok(()) => {
                target.cache.keep(&path, memory);
                Outcome::Printed(path)
            }
            Err(error) => Outcome::Unwritten(path, error.to_string()),
        },
        Some(Pages::Unchanged) => Outcome::Unchanged(path),
        None => Outcome::Refused(path),
    });
    Done { findings: printed.findings, outcome }
}

/// Whether a document may be printed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    None,
    /// Only required fields are missing: `--draft` prints it.
    Incomplete(Vec<String>),
    Faulty,
}

/// Why a document may not be printed: an error of shape or print in a file whose values it prints.
pub(super) fn refusal(project: &Project, case: &Case, findings: &[Diagnostic], document: &Document) -> Refusal {
    let sources = sources(project, case, document);
    let blocks = |finding: &&Diagnostic| {
        finding.severity == Severity::Error
            && rules::find(&finding.code).is_some_and(|rule| rule.group.refuses_print())
            && sources.iter().any(|source| source.path() == finding.place.source().path())
    };
    let mut missing = Vec::new();
    for finding in project.findings.iter().chain(findings).filter(blocks) {
        if finding.code != Code::REQUIRED_MISSING {
            return Refusal::Faulty;
        }
        missing.push(finding.message.clone());
    }
    if missing.is_empty() { Refusal::None } else { Refusal::Incomplete(missing) }
}
