//! `shien diff`.

use super::args::DiffArguments;
use super::diff_output::show;
use super::terminal::Terminal;
use super::{Verdict, diff_revisions};
use crate::pipeline::{self, NoComparison, Project, SetupError, Wanted};
use std::path::Path;

pub(super) fn run(
    project: &Project,
    root: &Path,
    arguments: &DiffArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    if let Some(range) = &arguments.rev {
        return diff_revisions::run(project, root, arguments, range, terminal);
    }
    let wanted = Wanted {
        child: arguments.case.clone(),
        kind: arguments.kind,
        old: arguments.old.clone(),
        new: arguments.new.clone(),
        form: arguments.form.clone(),
    };
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
