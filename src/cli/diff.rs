//! `shien diff`.

use super::args::DiffArguments;
use super::diff_output::{medium, show};
use super::diff_revisions::Past;
use super::terminal::Terminal;
use super::{Verdict, diff_revisions};
use crate::case::whose;
use crate::pipeline::{self, CallSite, DiffRequest, NoComparison, Project, SetupError};
use std::path::Path;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &DiffArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let root = standing.root;
    if let Some(range) = &arguments.rev {
        let (child, file) = project.asked_past(standing, &arguments.child.case)?;
        let old = arguments.old.clone().or_else(|| file.as_deref().and_then(document));
        let asked = Past { child, old, new: arguments.new.clone() };
        return diff_revisions::run(project, root, arguments, (&asked, range), terminal);
    }
    let (child, file) = project.asked_child(standing, &arguments.child.case)?;
    // A file that stands for the child is the newer document, unless two are named.
    let file = file.as_deref().and_then(document);
    let (old, new) = match (&arguments.old, &arguments.new, file) {
        (None, None, Some(file)) => (None, Some(file)),
        (Some(old), None, Some(file)) => (Some(old.clone()), Some(file)),
        (old, new, _) => (old.clone(), new.clone()),
    };
    let wanted =
        DiffRequest { child, kind: arguments.kind, old, new, form: arguments.form.clone(), medium: medium(arguments) };
    let shown = pipeline::diff(project, &wanted, |comparison, versions, findings| {
        show(project, root, arguments, terminal, comparison, versions, &findings)
    });
    match shown {
        Ok(verdict) => verdict,
        Err(NoComparison::Call(error)) => Err(error),
        Err(NoComparison::Unreadable(findings)) => {
            terminal.findings(&findings, true);
            terminal.aside("読めない文書があり、比べていません。上のエラーを直してください");
            Ok(Verdict::Faulty)
        }
    }
}

/// The document that a file is: `plan/2024-03-28`.
fn document(file: &Path) -> Option<String> {
    whose(file).document.map(|(folder, name)| format!("{folder}/{name}"))
}
