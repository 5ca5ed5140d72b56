//! `shien check`.

use super::Verdict;
use super::args::{CheckArguments, Deny, OutputFormat};
use super::build::{failures, settings};
use super::listing::{Omitted, shortened};
use super::pick::wants;
use super::summary;
use super::terminal::{Terminal, tally};
use crate::case::whose;
use crate::diagnostic::{About, Diagnostic, Severity, to_json_about, to_short};
use crate::pipeline::{self, CallSite, Project, SetupError};
use crate::rules;
use crate::value::Date;
use serde_json::json;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &CheckArguments,
    as_of: Option<Date>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let asked = project.asked(standing, &arguments.selection.children.cases)?;
    let settings = settings(&arguments.selection, asked, as_of);
    if arguments.print && !arguments.quiet {
        terminal.start();
    }
    let report = pipeline::check(project, &settings, arguments.print, &|progress| terminal.progress(progress));
    terminal.finish();
    let mut report = report?;
    report.findings.retain(|finding| wants(&arguments.select, &arguments.ignore, finding));
    match arguments.format {
        OutputFormat::Human => {
            terminal.findings(&summary::gravest_first(&report.findings), false);
            let table = summary::by_child(&report.findings).filter(|_| !arguments.quiet);
            for line in table.iter().flat_map(|table| table.lines()) {
                terminal.line(line);
            }
            match tally(|severity| report.count(severity)) {
                _ if arguments.quiet => {}
                Some(tally) => terminal.line(&format!("{tally}(角かっこの中の名前の説明: shien explain 名前)")),
                None => summary::fine(report.looked, arguments.print).iter().for_each(|line| terminal.line(line)),
            }
        }
        OutputFormat::Short => {
            let (listed, omitted) = shortened(&report.findings);
            listed.into_iter().for_each(|finding| terminal.line(&to_short(finding)));
            omitted.iter().for_each(|omitted| terminal.aside(&omitted.words()));
        }
        OutputFormat::Json => terminal.json(&json(&report.findings)),
    }
    failures(terminal, &report.failures);
    Ok(match (report.failures.len(), report.count(Severity::Error), report.count(Severity::Warning)) {
        (1.., ..) => Verdict::Unusable,
        (0, 1.., _) => Verdict::Faulty,
        (0, 0, 1..) if arguments.deny == Some(Deny::Warnings) => Verdict::Faulty,
        _ => Verdict::Fine,
    })
}

/// `{"diagnostics": […], "omitted": [{"file", "count"}]}`.
fn json(findings: &[Diagnostic]) -> serde_json::Value {
    let (listed, omitted) = shortened(findings);
    let mut json = to_json_about(listed.into_iter(), &about);
    let omitted = omitted.iter().map(|Omitted { file, count }| json!({ "file": file, "count": count }));
    json["omitted"] = omitted.collect();
    json
}

fn about(finding: &Diagnostic) -> About {
    let whose = whose(finding.place.source().path());
    let basis = rules::find(&finding.code).and_then(rules::Rule::basis);
    About {
        child: whose.child.map(str::to_owned),
        document: whose.document.map(|(folder, name)| format!("{folder}/{name}")),
        basis,
    }
}
