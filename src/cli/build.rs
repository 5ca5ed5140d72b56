//! `shien build`.

use super::Verdict;
use super::args::{BuildArguments, Selection};
use super::terminal::{Terminal, tally};
use crate::diagnostic::Severity;
use crate::pipeline::{self, Disk, Outcome, Project, Settings, SetupError};
use std::path::Path;

pub(super) fn run(
    project: &Project,
    root: &Path,
    arguments: &BuildArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let settings = Settings { draft: arguments.draft, ..settings(&arguments.selection) };
    let folder = arguments.out.clone().unwrap_or_else(|| root.join("output"));
    terminal.start();
    let report = pipeline::build(project, &settings, &Disk::new(&folder), &|progress| terminal.progress(progress));
    terminal.finish();
    let report = report?;
    terminal.findings(&report.findings, true);
    let mut printed = 0;
    let mut unchanged = 0;
    let mut refused = 0;
    let mut unwritten = 0;
    for outcome in &report.outcomes {
        match outcome {
            Outcome::Printed(_) => printed += 1,
            Outcome::Unchanged(_) => unchanged += 1,
            Outcome::Refused(path) => {
                refused += 1;
                terminal.aside(&format!("印刷していません: {}(上のエラーを直してください)", path.display()));
            }
            Outcome::Incomplete(path) => {
                refused += 1;
                terminal.aside(&format!(
                    "印刷していません: {}(空いている欄を書いてください。書きかけのまま出すには --draft)",
                    path.display()
                ));
            }
            Outcome::Unwritten(path, error) => {
                unwritten += 1;
                let path = folder.join(path);
                terminal.setup_error(&SetupError::new(
                    format!("{} に書けません({error})", path.display()),
                    "フォルダーの権限と空きを確かめるか、--out で別のフォルダーを指定してください。前の PDF はそのままです",
                ));
            }
        }
    }
    let mut summary = format!("{} 件を {} に印刷しました", printed + unchanged, folder.display());
    if unchanged > 0 {
        summary.push_str(&format!("(うち {unchanged} 件は前と同じで、書き直していません)"));
    }
    if refused + unwritten > 0 {
        summary.push_str(&format!("。{} 件は印刷していません", refused + unwritten));
    }
    if let Some(tally) = tally(|severity| report.count(severity)) {
        summary.push_str(&format!("({tally})"));
    }
    terminal.line(&summary);
    Ok(match (unwritten, report.count(Severity::Error)) {
        (0, 0) => Verdict::Fine,
        (0, _) => Verdict::Faulty,
        _ => Verdict::Unusable,
    })
}

pub(super) fn settings(selection: &Selection) -> Settings {
    Settings {
        children: selection.cases.clone(),
        kind: selection.kind,
        form: selection.form.clone(),
        draft: false,
        jobs: selection.jobs,
        as_of: selection.as_of,
    }
}
