//! `shien check`.

use super::Verdict;
use super::args::{CheckArguments, Deny, OutputFormat};
use super::build::{failures, settings};
use super::listing::{Omitted, shortened};
use super::pick::wants;
use super::summary;
use super::terminal::{Terminal, tally};
use crate::case::whose;
use crate::diagnostic::{
    About, Diagnostic, RuleText, Severity, to_github, to_json_about, to_junit, to_sarif, to_short,
};
use crate::pipeline::{self, CallSite, Project, Settings, SetupError};
use crate::rules;
use crate::value::Date;
use serde_json::json;
use std::collections::BTreeSet;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &CheckArguments,
    as_of: Option<Date>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let asked = project.asked(standing, &arguments.selection.children.cases)?;
    let settings = settings(&arguments.selection, asked, as_of);
    let changed = arguments.changed_since.as_ref().map(|revision| project.changed_since(standing.root, revision));
    let settings = Settings { among: changed.transpose()?, ..settings };
    let memo = match arguments.shard {
        Some(shard) => Some(project.memo_of_part(standing.root, shard)?),
        None if !arguments.join.is_empty() => Some(project.joined_memo(&arguments.join)?),
        None if arguments.no_cache || arguments.staged => None,
        None => project.memo(&settings, standing.root),
    };
    let settings = Settings { shard: arguments.shard, memo: memo.clone(), ..settings };
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
            let changed = settings.among.as_ref().zip(arguments.changed_since.as_ref());
            if let Some((changed, revision)) = changed.filter(|_| !arguments.quiet) {
                terminal.line(&since(revision, changed));
            }
            match tally(|severity| report.count(severity)) {
                _ if arguments.quiet => {}
                Some(tally) => terminal.line(&format!("{tally}(角かっこの中の名前の説明: shien explain 名前)")),
                None => summary::fine(report.looked, arguments.print).iter().for_each(|line| terminal.line(line)),
            }
        }
        OutputFormat::Short => {
            listed(&report.findings, terminal).into_iter().for_each(|finding| terminal.line(&to_short(finding)))
        }
        OutputFormat::Json => terminal.json(&json(&report.findings)),
        OutputFormat::Sarif => terminal.json(&to_sarif(&listed(&report.findings, terminal), &described())),
        OutputFormat::Github => {
            listed(&report.findings, terminal).into_iter().for_each(|finding| terminal.line(&to_github(finding)))
        }
        OutputFormat::Junit => terminal.text(&to_junit(&listed(&report.findings, terminal))),
    }
    if let Some(judged) = memo.map(|memo| memo.judged()).filter(|judged| *judged > 0 && !arguments.join.is_empty()) {
        terminal.aside(&format!("合わせる結果に {judged} 人の児童が(今の記録では)なかったので、ここで検査しました"));
    }
    failures(terminal, &report.failures);
    Ok(match (report.failures.len(), report.count(Severity::Error), report.count(Severity::Warning)) {
        (1.., ..) => Verdict::Unusable,
        (0, 1.., _) => Verdict::Faulty,
        (0, 0, 1..) if arguments.deny == Some(Deny::Warnings) => Verdict::Faulty,
        _ => Verdict::Fine,
    })
}

/// The findings that are listed; what is left out is said beside them.
fn listed<'f>(findings: &'f [Diagnostic], terminal: &Terminal) -> Vec<&'f Diagnostic> {
    let (listed, omitted) = shortened(findings);
    omitted.iter().for_each(|omitted| terminal.aside(&omitted.words()));
    listed
}

/// Every rule, as other programs show it beside its findings.
fn described() -> Vec<RuleText<'static>> {
    let one = |rule: &&'static rules::Rule| RuleText {
        code: rule.code,
        severity: rule.severity,
        summary: rule.summary,
        page: rule.explanation,
    };
    rules::RULES.iter().map(one).collect()
}

/// Whom a check since a revision looked at.
fn since(revision: &str, changed: &BTreeSet<String>) -> String {
    /// Children that are named, at most.
    const NAMED: usize = 10;
    let names: Vec<&str> = changed.iter().map(String::as_str).take(NAMED).collect();
    match changed.len() {
        0 => format!("{revision} から変わった児童はいません"),
        count if count > NAMED => format!("{revision} から変わった児童 {count} 人だけを検査しました"),
        _ => format!("{revision} から変わった児童だけを検査しました: {}", names.join("、")),
    }
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
