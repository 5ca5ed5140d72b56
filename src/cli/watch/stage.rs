//! What a live project tells, put on the page and on the terminal; and what the page asks of it.

use super::Message;
use crate::cli::build::{Counts, conclude, detail};
use crate::cli::terminal::{Terminal, tally};
use crate::diagnostic::Diagnostic;
use crate::pipeline::live::{self, ChangeReport, ChildState, DocumentState, Listener, Shown};
use crate::pipeline::{Disk, Output, Progress, SetupError};
use crate::preview::{Board, Child, Desk, Document, Patch, Sheet, Sight, Standing, View};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// The page and the terminal.
pub(super) struct Stage {
    terminal: Arc<Terminal>,
    board: Arc<Board>,
    folder: PathBuf,
    /// Whether the first run is over.
    begun: AtomicBool,
}

impl Stage {
    pub(super) fn new(terminal: Arc<Terminal>, board: Arc<Board>, folder: PathBuf) -> Self {
        Self { terminal, board, folder, begun: AtomicBool::new(false) }
    }
}

impl Listener for Stage {
    fn project(&self, findings: &[Diagnostic], packs: &[(String, String)]) {
        self.board.set_project(findings, packs, None);
    }

    fn unusable(&self, error: &SetupError) {
        self.terminal.setup_error(error);
        self.board.set_project(&[], &[], Some(&error.message));
    }

    fn child(&self, child: &ChildState) {
        self.board.set_child(Child {
            id: child.id.clone(),
            name: child.name.clone(),
            errors: child.tally.errors,
            warnings: child.tally.warnings,
            documents: child.documents.iter().map(document).collect(),
        });
    }

    fn gone(&self, child: &str) {
        self.board.remove_child(child);
    }

    fn shown(&self, view: &live::View, shown: Shown) {
        let view = View { document: view.document.clone(), form: view.form.clone() };
        let sheets = shown.sheets.map(|sheets| sheets.iter().map(|shown| sheet(shown)).collect());
        self.board.set_view(&view, sheets, &shown.findings, sight(shown.sight));
    }

    fn progress(&self, progress: Progress) {
        if !self.begun.load(Ordering::Relaxed) {
            self.terminal.progress(progress);
        }
    }

    fn finished(&self, report: &ChangeReport) {
        if !self.begun.swap(true, Ordering::Relaxed) {
            self.terminal.finish();
        }
        if report.paths.is_empty() {
            conclude(&self.terminal, &self.folder, &report.findings, &report.outcomes);
            return;
        }
        self.terminal.findings(&report.findings, true);
        let counts = detail(&self.terminal, &self.folder, &report.outcomes);
        self.terminal.line(&line(report, counts));
    }
}

fn sheet(sheet: &live::Sheet) -> Sheet {
    let patch = |patch: &live::SheetPatch| {
        let (rect, drawing) = (patch.rect, Arc::clone(&patch.drawing));
        Patch {
            hash: drawing.hash.clone(),
            x: rounded(rect.left),
            y: rounded(rect.top),
            width: rounded(rect.right - rect.left),
            height: rounded(rect.bottom - rect.top),
            draw: Arc::new(move || drawing.svg()),
        }
    };
    let patches = sheet.patches.iter().map(patch).collect();
    Sheet { hash: sheet.hash.clone(), width: sheet.width, height: sheet.height, patches }
}

/// Points to the thousandth.
fn rounded(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
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
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    if let Some(tally) = tally(count) {
        line.push_str(&format!("。{tally}"));
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

fn document(document: &DocumentState) -> Document {
    Document {
        id: document.id.clone(),
        title: document.title,
        name: document.name.clone(),
        draft: document.draft,
        errors: document.tally.errors,
        warnings: document.tally.warnings,
        standing: match document.standing {
            live::Standing::Waiting => Standing::Waiting,
            live::Standing::Printed => Standing::Printed,
            live::Standing::Refused => Standing::Refused,
            live::Standing::Incomplete => Standing::Incomplete,
            live::Standing::Unwritten => Standing::Unwritten,
        },
    }
}

fn sight(sight: live::Sight) -> Sight {
    match sight {
        live::Sight::Fresh => Sight::Fresh,
        live::Sight::Incomplete => Sight::Incomplete,
        live::Sight::Unprintable => Sight::Unprintable,
        live::Sight::Stale => Sight::Stale,
        live::Sight::Gone => Sight::Gone,
    }
}

/// The prints, and the way to the live project.
pub(super) struct Prints {
    pub(super) output: Disk,
    pub(super) sender: Sender<Message>,
}

impl Desk for Prints {
    fn open(&self, view: &View) {
        let _ = self.sender.send(Message::Opened(own(view)));
    }

    fn close(&self, view: &View) {
        let _ = self.sender.send(Message::Closed(own(view)));
    }

    fn pdf(&self, document: &str) -> Option<Vec<u8>> {
        self.output.read(Path::new(&format!("{document}.pdf"))).ok()
    }
}

fn own(view: &View) -> live::View {
    live::View { document: view.document.clone(), form: view.form.clone() }
}
