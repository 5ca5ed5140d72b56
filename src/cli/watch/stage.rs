//! What a live project tells, put on the page and on the terminal; and what the page asks of it.

use super::Message;
use crate::cli::build::{Counts, conclude, detail, failures};
use crate::cli::terminal::{Terminal, tally};
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::live::{self, ChangeReport, ChildState, DocumentState, Listener, Shown};
use crate::pipeline::{Disk, Failure, Output, Progress, SetupError};
use crate::preview::{Board, Child, Desk, Document, Patch, Sheet, Sight, Spot, Standing, View};
use crate::value::Date;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The page and the terminal.
pub(super) struct Stage {
    terminal: Arc<Terminal>,
    board: Arc<Board>,
    folder: PathBuf,
    /// What is said when the first run is over.
    invitation: Vec<String>,
    /// How many documents the first run is of.
    documents: AtomicUsize,
    /// Whether the first run is over.
    begun: Mutex<bool>,
}

/// With more documents the address is said before the first run too: it takes a while.
const MANY: usize = 100;

/// Of what is gone, so much is said line by line.
const MOST_GONE: usize = 5;

impl Stage {
    pub(super) fn new(terminal: Arc<Terminal>, board: Arc<Board>, folder: PathBuf, invitation: Vec<String>) -> Self {
        let (documents, begun) = (AtomicUsize::new(0), Mutex::new(false));
        Self { terminal, board, folder, invitation, documents, begun }
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
            reading: child.reading.clone(),
            errors: child.tally.errors,
            warnings: child.tally.warnings,
            documents: child.documents.iter().map(document).collect(),
        });
    }

    fn gone(&self, child: &str) {
        self.board.remove_child(child);
    }

    fn failed(&self, failure: &Failure) {
        failures(&self.terminal, std::slice::from_ref(failure));
    }

    fn shown(&self, view: &live::View, shown: Shown) {
        let view = View { document: view.document.clone(), form: view.form.clone() };
        let sheets = shown.sheets.map(|sheets| sheets.iter().map(|shown| sheet(shown)).collect());
        let spots: Vec<Option<Spot>> = shown.spots.iter().map(|found| found.map(spot)).collect();
        self.board.set_view(&view, sheets, &shown.findings, &spots, sight(shown.sight));
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

fn spot(spot: live::Spot) -> Spot {
    let live::Spot { page, rect, exact } = spot;
    Spot {
        page,
        x: rounded(rect.left),
        y: rounded(rect.top),
        width: rounded(rect.right - rect.left),
        height: rounded(rect.bottom - rect.top),
        exact,
    }
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

fn document(document: &DocumentState) -> Document {
    Document {
        id: document.id.clone(),
        title: document.title,
        name: document.name.clone(),
        date: document.date.map(Date::to_wareki),
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
