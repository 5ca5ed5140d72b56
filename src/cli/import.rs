//! `shien import record`.

use super::Verdict;
use super::args::{ImportArguments, ImportRecordArguments, ImportWhat};
use super::terminal::Terminal;
use crate::intake::ImportedMonth;
use crate::pipeline::{CallSite, ImportCall, ImportReport, Project, SetupError, write_sheet};

pub(super) fn run(
    project: &Project,
    standing: CallSite<'_>,
    arguments: &ImportArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let ImportWhat::Record(arguments) = &arguments.what;
    let child = match &arguments.child {
        Some(word) => Some(project.asked_child(standing, word)?.0),
        None => None,
    };
    let report = project.read_import(ImportCall {
        file: &standing.here.join(&arguments.file),
        columns: arguments.columns.as_ref().map(|path| standing.here.join(path)).as_deref(),
        child: child.as_deref(),
        office: arguments.office.as_deref(),
    })?;
    terminal.line(&format!("文字コード: {}", report.encoding));
    for column in &report.missing {
        terminal.line(&format!("対応のファイルにある列「{column}」が、CSV にありません"));
    }
    if !report.unused.is_empty() {
        terminal.line(&format!("取り込まない列: {}", report.unused.join("、")));
    }
    for month in &report.months {
        tell(month, standing, arguments, terminal)?;
    }
    for fault in &report.faults {
        terminal.line(&format!("{} 行目: {}", fault.line, fault.message));
    }
    summary(&report, arguments, terminal);
    Ok(if report.faults.is_empty() { Verdict::Fine } else { Verdict::Faulty })
}

/// Writes a month, or shows what would be written.
fn tell(
    month: &ImportedMonth,
    standing: CallSite<'_>,
    arguments: &ImportRecordArguments,
    terminal: &Terminal,
) -> Result<(), SetupError> {
    if let Some(sheet) = &month.sheet {
        let count = month.days.len();
        if arguments.write {
            let written = write_sheet(standing.root, sheet)?;
            terminal.line(&format!("{} に {count} 日を書きました", written.display()));
        } else {
            let end = if sheet.goes_on { "今ある行の後に" } else { "新しいファイルに" };
            terminal.line(&format!("cases/{} ({end} {count} 日)", sheet.path));
            for line in sheet.text.lines() {
                terminal.line(&format!("  {line}"));
            }
        }
    }
    if !month.there.is_empty() {
        let days: Vec<String> = month.there.iter().map(ToString::to_string).collect();
        terminal.line(&format!("もう書かれているので、そのままにします: {} {}", month.path, days.join("、")));
    }
    Ok(())
}

fn summary(report: &ImportReport, arguments: &ImportRecordArguments, terminal: &Terminal) {
    let days: usize = report.months.iter().map(|month| month.days.len()).sum();
    let there: usize = report.months.iter().map(|month| month.there.len()).sum();
    let mut lines: Vec<u64> = report.faults.iter().map(|fault| fault.line).collect();
    lines.dedup();
    let did = if arguments.write { "書いた日" } else { "書ける日" };
    terminal.line(&format!("{did} {days}、もうある日 {there}、読めない行 {}", lines.len()));
    if !arguments.write && days > 0 {
        terminal.line("まだ何も書いていません。よければ --write を付けて、もう一度実行してください");
    }
}
