//! `shien build`.

use super::Verdict;
use super::args::{BuildArguments, Selection};
use super::summary;
use super::terminal::{Terminal, tally};
use crate::case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{
    self, Asked, CallSite, Fate, Outcome, OutputFolder, ProgramFault, Project, Prune, Safety, Settings, SetupError,
    Stale,
};
use crate::value::Date;
use std::path::Path;

/// Prints without a document that are named one by one.
const NAMED: usize = 20;

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &BuildArguments,
    as_of: Option<Date>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let asked = project.asked(standing, &arguments.selection.children.cases)?;
    let settings = Settings { draft: arguments.draft, ..settings(&arguments.selection, asked, as_of) };
    let memo = match arguments.shard {
        Some(shard) => Some(project.memo_of_part(standing.root, shard)?),
        None if arguments.no_cache => None,
        None => project.memo(&settings, standing.root),
    };
    let settings = Settings { shard: arguments.shard, memo, ..settings };
    let folder = pipeline::output_folder(standing.root, arguments.out.as_deref())?;
    let output =
        OutputFolder::new(&folder).with_safety(if arguments.no_sync { Safety::Unsynced } else { Safety::Synced });
    let prune = if arguments.prune { Prune::Remove } else { Prune::Say };
    terminal.start();
    let report = pipeline::build_and_prune(project, &settings, &output, prune, &|progress| terminal.progress(progress));
    terminal.finish();
    let report = report?;
    let unwritten = conclude(terminal, &folder, &report.findings, &report.outcomes);
    own_files(terminal, &project.packs().used());
    say_stale(terminal, &folder, &report.stale);
    failures(terminal, &report.failures);
    Ok(match (unwritten + report.failures.len(), report.count(Severity::Error)) {
        (0, 0) => Verdict::Fine,
        (0, _) => Verdict::Faulty,
        _ => Verdict::Unusable,
    })
}

/// Says what a run over all that was asked for found and did. How many prints could not be written.
pub(super) fn conclude(terminal: &Terminal, folder: &Path, findings: &[Diagnostic], outcomes: &[Outcome]) -> usize {
    let findings = &case::summarise(findings.to_vec());
    terminal.findings(&summary::gravest_first(findings), true);
    for line in summary::by_child(findings).iter().flat_map(|table| table.lines()) {
        terminal.aside(line);
    }
    let counts = detail(terminal, folder, outcomes);
    let mut summary = format!("{} 件を {} に印刷しました", counts.printed + counts.unchanged, folder.display());
    if counts.unchanged > 0 {
        summary.push_str(&format!("(うち {} 件は前と同じで、書き直していません)", counts.unchanged));
    }
    if counts.refused + counts.unwritten > 0 {
        summary.push_str(&format!("。{} 件は印刷していません", counts.refused + counts.unwritten));
    }
    if let Some(tally) = tally(|severity| findings.iter().filter(|finding| finding.severity == severity).count()) {
        summary.push_str(&format!("({tally})"));
    }
    terminal.line(&summary);
    counts.unwritten
}

/// Says once with which files of the project's own `templates/` was printed: a form may say other things than the
/// records do.
fn own_files(terminal: &Terminal, used: &[String]) {
    if !used.is_empty() {
        terminal.line(&format!("この事業所の様式のファイルを使いました: {}", used.join("、")));
    }
}

/// Says which prints have no document any more, and what became of them.
fn say_stale(terminal: &Terminal, folder: &Path, stale: &[Stale]) {
    let said = [
        (Fate::Removed, "元の文書がなくなった印刷を消しました"),
        (Fate::Kept, "元の文書がなくなった印刷が残っています"),
        (Fate::Changed, "元の文書がなくなった印刷ですが、印刷した後で変えられているので消していません"),
        (Fate::Stuck, "元の文書がなくなった印刷ですが、消せませんでした(フォルダーの権限を確かめてください)"),
    ];
    for (fate, words) in said {
        let paths: Vec<String> = stale
            .iter()
            .filter(|stale| stale.fate == fate)
            .map(|stale| folder.join(&stale.path).display().to_string())
            .collect();
        if paths.is_empty() {
            continue;
        }
        terminal.aside(&format!("{words}({} 件):", paths.len()));
        paths.iter().take(NAMED).for_each(|path| terminal.aside(&format!("  {path}")));
        if paths.len() > NAMED {
            terminal.aside(&format!("  ほか {} 件", paths.len() - NAMED));
        }
        if fate == Fate::Kept {
            terminal.aside("消すには shien build --prune を実行してください");
        }
    }
}

/// Says where this program itself failed. What it says of the others holds.
pub(super) fn failures(terminal: &Terminal, failures: &[ProgramFault]) {
    for ProgramFault { child, document, words } in failures {
        let what = document.as_ref().map_or_else(|| child.clone(), |document| format!("{child} の {document}"));
        terminal.setup_error(&SetupError::new(
            format!("{what} の途中で、このプログラムの不具合により止まりました({words})"),
            "ほかの結果はそのまま使えます。この文とファイルを添えて、プログラムの配布元に知らせてください",
        ));
    }
}

/// How many documents came out how.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) printed: usize,
    pub(super) unchanged: usize,
    pub(super) refused: usize,
    pub(super) unwritten: usize,
}

/// Says of each document that was not printed why, and counts.
pub(super) fn detail(terminal: &Terminal, folder: &Path, outcomes: &[Outcome]) -> Counts {
    let mut counts = Counts::default();
    for outcome in outcomes {
        match outcome {
            Outcome::Printed(_) => counts.printed += 1,
            Outcome::Unchanged(_) => counts.unchanged += 1,
            Outcome::Refused(path) => {
                counts.refused += 1;
                terminal.aside(&format!("印刷していません: {}(上のエラーを直してください)", path.display()));
            }
            Outcome::Failed(path) => {
                counts.refused += 1;
                terminal.aside(&format!("印刷していません: {}(プログラムの不具合)", path.display()));
            }
            Outcome::Incomplete(path) => {
                counts.refused += 1;
                terminal.aside(&format!(
                    "印刷していません: {}(空いている欄を書いてください。書きかけのまま出すには --draft)",
                    path.display()
                ));
            }
            Outcome::Unwritten(path, error) => {
                counts.unwritten += 1;
                let path = folder.join(path);
                terminal.setup_error(&SetupError::new(
                    format!("{} に書けません({error})", path.display()),
                    "その PDF をほかのプログラムで開いていれば閉じてから、もう一度実行してください。そうでなければ、フォルダーの権限と空きを確かめるか、--out で別のフォルダーを指定してください。前の PDF はそのままです",
                ));
            }
        }
    }
    counts
}

pub(super) fn settings(selection: &Selection, asked: Asked, as_of: Option<Date>) -> Settings {
    Settings {
        asked,
        kind: selection.kind,
        form: selection.form.clone(),
        jobs: selection.jobs,
        as_of,
        ..Settings::default()
    }
}
