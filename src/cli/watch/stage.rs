//! What a live project tells beside its pages, put on the terminal.

use crate::cli::build::{Counts, conclude, detail, failures};
use crate::cli::terminal::{Terminal, tally};
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::live::{ChangeReport, Listener};
use crate::pipeline::{Outcome, ProgramFault, Progress, SetupError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The terminal.
pub(super) struct Stage {
    terminal: Arc<Terminal>,
    folder: PathBuf,
    /// What is said when the first run is over.
    invitation: Vec<String>,
    /// How many documents the first run is of.
    documents: AtomicUsize,
    /// Whether the first run is over.
    begun: Mutex<bool>,
    /// Whether another process has said already what the first run comes to.
    relieves: bool,
}

/// With more documents the address is said before the first run too: it takes a while.
const MANY: usize = 100;

/// Of what is gone, so much is said line by line.
const MOST_GONE: usize = 5;

impl Stage {
    pub(super) fn new(terminal: Arc<Terminal>, folder: PathBuf, invitation: Vec<String>, relieves: bool) -> Self {
        let (documents, begun) = (AtomicUsize::new(0), Mutex::new(relieves));
        Self { terminal, folder, invitation, documents, begun, relieves }
    }

    /// Says that the first run goes on, unless it is over.
    pub(super) fn begin(&self) {
        let begun = self.begun();
        let documents = self.documents.load(Ordering::Relaxed);
        if *begun || documents == 0 {
            return;
        }
        self.terminal.line(&format!("{documents} 件の文書を印刷しています。終わるには Ctrl-C を押します。"));
        if documents > MANY {
            self.invitation.iter().for_each(|line| self.terminal.line(line));
        }
    }

    fn begun(&self) -> MutexGuard<'_, bool> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says what was saved while one process took over from the other: what is printed in its first run, with what is found of those
    /// children.
    fn tell_of_meantime(&self, report: &ChangeReport) {
        let is_printed = |outcome: &&Outcome| matches!(outcome, Outcome::Printed(_));
        let printed: Vec<Outcome> = report.outcomes.iter().filter(is_printed).cloned().collect();
        if printed.is_empty() {
            return;
        }
        let folders: Vec<PathBuf> = printed.iter().filter_map(folder_of).collect();
        let is_theirs =
            |finding: &&Diagnostic| folders.iter().any(|own| finding.place.source().path().starts_with(own));
        let findings: Vec<Diagnostic> = report.findings.iter().filter(is_theirs).cloned().collect();
        self.terminal.findings(&findings, true);
        let counts = detail(&self.terminal, &self.folder, &printed);
        self.terminal.line(&format!("交代の間の保存 → {}", came_of(counts)));
    }

    /// Says what is gone.
    fn tell_gone(&self, gone: &[Diagnostic]) {
        for finding in gone.iter().take(MOST_GONE) {
            let (label, path) = (finding.severity.label(), finding.place.source().path().display());
            self.terminal.aside(&format!("消えた知らせ: {label} {path}: {}", finding.message));
        }
        if gone.len() > MOST_GONE {
            self.terminal.aside(&format!("消えた知らせ: ほか {} 件", gone.len() - MOST_GONE));
        }
    }
}

impl Listener for Stage {
    fn unusable(&self, error: &SetupError) {
        self.terminal.setup_error(error);
    }

    fn failed(&self, failure: &ProgramFault) {
        failures(&self.terminal, std::slice::from_ref(failure));
    }

    fn progress(&self, progress: Progress) {
        if let Progress::Loaded(documents) = progress {
            self.documents.fetch_add(documents, Ordering::Relaxed);
        }
        if !*self.begun() {
            self.terminal.progress(progress);
        }
    }

    fn finished(&self, report: &ChangeReport) {
        // Held, so that nothing comes behind the address.
        let mut begun = self.begun();
        if !std::mem::replace(&mut *begun, true) {
            self.terminal.finish();
        }
        if report.paths.is_empty() && self.relieves {
            self.tell_of_meantime(report);
            return;
        }
        if report.paths.is_empty() {
            conclude(&self.terminal, &self.folder, &report.findings, &report.outcomes);
            self.invitation.iter().for_each(|line| self.terminal.line(line));
            return;
        }
        self.terminal.findings(&report.findings, true);
        self.tell_gone(&report.gone);
        let counts = detail(&self.terminal, &self.folder, &report.outcomes);
        self.terminal.line(&line(report, counts));
    }
}

/// The folder of the child whose paper was printed.
fn folder_of(outcome: &Outcome) -> Option<PathBuf> {
    let Outcome::Printed(path) = outcome else { return None };
    Some(Path::new("cases").join(path.components().next()?))
}

/// A change on one line: what changed, what came of it, how long it took.
fn line(report: &ChangeReport, counts: Counts) -> String {
    let first = report.paths.iter().find(|path| path.extension().is_some()).or(report.paths.first());
    let mut line = first.map(|path| path.display().to_string()).unwrap_or_default();
    if report.paths.len() > 1 {
        line.push_str(&format!(" ほか {} 件", report.paths.len() - 1));
    }
    line.push_str(" → ");
    line.push_str(&came_of(counts));
    let left = |severity| match severity {
        Severity::Error => report.left.errors,
        Severity::Warning => report.left.warnings,
        Severity::Info => report.left.remarks,
    };
    let (new, gone) = (report.findings.len(), report.gone.len());
    match (tally(left), new + gone) {
        (Some(tally), 0) => line.push_str(&format!("。{tally}(前と同じ)")),
        (Some(tally), _) => line.push_str(&format!("。{tally}(新しい {new} 件、消えた {gone} 件)")),
        (None, 0) => {}
        (None, _) => line.push_str(&format!("。知らせはなくなりました(消えた {gone} 件)")),
    }
    match report.shown {
        Some(shown) => line.push_str(&format!("({}で表示、{}で完了)", time(shown), time(report.elapsed))),
        None => line.push_str(&format!("({})", time(report.elapsed))),
    }
    line
}

fn came_of(counts: Counts) -> String {
    let parts: Vec<String> = [
        (counts.printed, "件を印刷"),
        (counts.unchanged, "件は前と同じ"),
        (counts.refused + counts.unwritten, "件は印刷していません"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    if parts.is_empty() { "印刷に変わりなし".to_owned() } else { parts.join("、") }
}

fn time(time: Duration) -> String {
    match time.as_millis() {
        0..10_000 => format!("{} ミリ秒", time.as_millis()),
        _ => format!("{:.1} 秒", time.as_secs_f64()),
    }
}
