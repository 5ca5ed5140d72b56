//! `shien check`.

use super::Verdict;
use super::args::{CheckArguments, Format};
use super::build::settings;
use super::terminal::{Terminal, tally};
use crate::diagnostic::{Severity, to_json, to_short};
use crate::pipeline::{self, Project, SetupError};
use crate::value::Date;

pub(super) fn run(
    project: &Project,
    arguments: &CheckArguments,
    as_of: Option<Date>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let settings = settings(&arguments.selection, as_of);
    if arguments.print {
        terminal.start();
    }
    let report = pipeline::check(project, &settings, arguments.print, &|progress| terminal.progress(progress));
    terminal.finish();
    let report = report?;
    match arguments.format {
        Format::Human => {
            terminal.findings(&report.findings, false);
            match tally(|severity| report.count(severity)) {
                Some(tally) => terminal.line(&format!("{tally}(角かっこの中の名前の説明: shien explain 名前)")),
                None => terminal.line("問題は見つかりませんでした"),
            }
        }
        Format::Short => report.findings.iter().for_each(|finding| terminal.line(&to_short(finding))),
        Format::Json => terminal.line(&format!("{:#}", to_json(&report.findings))),
    }
    Ok(if report.count(Severity::Error) == 0 { Verdict::Fine } else { Verdict::Faulty })
}
