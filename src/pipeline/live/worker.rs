//! A thread that takes documents from the desk: to the eye first, then to paper.

use super::Shared;
use super::desk::Job;
use super::listener::{Shown, Sight, Standing, Tally};
use super::spots::Spots;
use super::views::{Sheet, View};
use crate::case::{Case, Document};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::pipeline::build::Failure;
use crate::pipeline::cache::Target;
use crate::pipeline::document::{Goal, Outcome, Refusal, finish, refusal};
use crate::pipeline::print::{Press, Printer, Seen, print_path, sources};
use crate::pipeline::project::{Project, Settings};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// How long the print waits once the pages were shown: the browser needs the machine to draw them.
const EYE_FIRST: Duration = Duration::from_millis(100);

/// Works until the desk is closed.
pub(super) fn work(shared: &Shared) {
    let mut press: Option<Press> = None;
    while let Some(job) = shared.desk.take(&shared.views) {
        let warm = press.take().filter(|press| press.fits(&job.project));
        let warm = warm.unwrap_or_else(|| Press::new(&job.project));
        // A fault of the typesetter ends one document, not the watch.
        let turn = Turn { shared, job: &job };
        press = match catch_unwind(AssertUnwindSafe(|| turn.run(warm))) {
            Ok(press) => Some(press),
            Err(fault) => {
                turn.fail(fault.as_ref());
                None
            }
        };
        if shared.desk.done(&job.id) {
            shared.save(&job.cache);
        }
    }
}

/// One document on a thread.
struct Turn<'a> {
    shared: &'a Shared,
    job: &'a Job,
}

impl Turn<'_> {
    fn run(&self, mut press: Press) -> Press {
        let mut views = self.shared.views.of(&self.job.id);
        if let Some(change) = self.job.print {
            let own = views.iter().position(|view| view.form.is_none());
            let (warm, seen) = self.print(press, change, own.map(|own| &views[own]));
            press = warm;
            if let Some(own) = own.filter(|_| seen) {
                views.remove(own);
            }
        }
        for view in &views {
            press = self.show(press, view);
        }
        press
    }

    /// This program itself failed at the document: its last print and its last pages stay.
    fn fail(&self, fault: &(dyn Any + Send)) {
        let Self { shared, job } = self;
        let (case, document) = (&job.checked.case, job.document());
        shared.listener.failed(&Failure::new(&case.id, Some(document.id()), fault));
        for view in shared.views.of(&job.id) {
            let shown = Shown { sheets: None, findings: Vec::new(), spots: Vec::new(), sight: Sight::Stale };
            shared.listener.shown(&view, shown);
        }
        if let Some(change) = job.print {
            let outcome = Outcome::Failed(print_path(case, document));
            let (tally, standing) = (Tally::default(), standing(&outcome));
            shared.roster.printed(&case.id, &job.id, tally, standing, shared.listener.as_ref());
            shared.finish(job, change, Vec::new(), outcome);
        }
    }

    /// Prints the document; its pages are shown before they are written. Whether they were shown.
    fn print(&self, press: Press, change: u64, view: Option<&View>) -> (Press, bool) {
        let Self { shared, job } = self;
        let (case, findings) = (&job.checked.case, &job.checked.findings);
        let document = job.document();
        let target = Target { output: &shared.output, cache: &job.cache };
        let mut printer = Printer::on(press, &job.project, shared.settings.form.as_deref());
        let mut seen = None;
        let done = finish(&mut printer, case, findings, document, false, Goal::Print(target), &mut |pages| {
            let Some(view) = view else { return };
            seen = Some(pages.findings.len());
            let sheets = self.tell(view, Some(pages), findings, pages.findings, sight(pages.findings));
            shared.changes.shown(change);
            draw(&sheets);
            thread::sleep(EYE_FIRST);
        });
        let outcome = done.outcome.unwrap_or_else(|| Outcome::Refused(print_path(case, document)));
        // The export found more than layout did.
        if let (Some(view), Some(known)) = (view, seen)
            && done.findings.len() > known
        {
            self.tell(view, None, findings, &done.findings, Sight::Unprintable);
        }
        let (tally, standing) = (Tally::of(&done.findings), standing(&outcome));
        shared.roster.printed(&case.id, &job.id, tally, standing, shared.listener.as_ref());
        shared.finish(job, change, done.findings, outcome);
        (printer.into_press(), seen.is_some())
    }

    /// Shows the document on the form of a view, even if it is incomplete; nothing is written.
    fn show(&self, press: Press, view: &View) -> Press {
        let Self { shared, job } = self;
        let case = &job.checked.case;
        let document = job.document();
        let form = view.form.clone().or_else(|| shared.settings.form.clone());
        let judged = view
            .form
            .as_ref()
            .map(|form| job.project.judge(case, &Settings { form: Some(form.clone()), ..shared.settings.clone() }));
        let findings = judged.as_ref().unwrap_or(&job.checked.findings);
        let incomplete = matches!(refusal(&job.project, case, findings, document), Refusal::Incomplete(_));
        let mut printer = Printer::on(press, &job.project, form.as_deref());
        let mut seen = false;
        let done = finish(&mut printer, case, findings, document, true, Goal::Layout, &mut |pages| {
            seen = true;
            let sight = if incomplete { Sight::Incomplete } else { sight(pages.findings) };
            draw(&self.tell(view, Some(pages), findings, pages.findings, sight));
        });
        if let Some(change) = job.print.filter(|_| seen) {
            shared.changes.shown(change);
        }
        if !seen {
            self.tell(view, None, findings, &done.findings, Sight::Stale);
        }
        printer.into_press()
    }

    /// Tells what a view shows; the pages that were told.
    fn tell(
        &self,
        view: &View,
        pages: Option<&Seen<'_>>,
        checked: &[Diagnostic],
        found: &[Diagnostic],
        sight: Sight,
    ) -> Vec<Arc<Sheet>> {
        let views = &self.shared.views;
        let sheets = pages.map(|pages| views.sheets(view, pages.layout));
        let findings = visible(&self.job.project, &self.job.checked.case, self.job.document(), checked, found);
        let spots = match pages {
            Some(pages) => Arc::new(Spots::of(pages)),
            None => views.spots(view),
        };
        let found = findings.iter().map(|finding| spots.find(&finding.place)).collect();
        self.shared.listener.shown(view, Shown { sheets: sheets.clone(), findings, spots: found, sight });
        views.keep(view, &spots);
        sheets.unwrap_or_default()
    }
}

/// Draws what was told: whoever was told asks for it in a moment.
fn draw(sheets: &[Arc<Sheet>]) {
    for patch in sheets.iter().flat_map(|sheet| &sheet.patches) {
        let _ = patch.drawing.svg();
    }
}

/// What is wrong with a document, then with those it carries values over from, then with the child's files that are no
/// documents, then with what all share.
fn visible(
    project: &Project,
    case: &Case,
    document: &Document,
    checked: &[Diagnostic],
    found: &[Diagnostic],
) -> Vec<Diagnostic> {
    let file = |finding: &Diagnostic| finding.place.source().path().to_owned();
    let is_own = |finding: &&Diagnostic| file(finding) == document.source.path();
    let mut visible: Vec<Diagnostic> = checked.iter().filter(is_own).chain(found).cloned().collect();
    diagnostic::sort(&mut visible);
    let is_document = |path: &Path| case.documents.iter().any(|other| other.source.path() == path);
    let used = sources(project, case, document);
    let is_used = |path: &Path| used.iter().any(|source| source.path() == path);
    let others = checked.iter().filter(|finding| !is_own(finding));
    let (theirs, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) = others
        .filter(|finding| !is_document(&file(finding)) || is_used(&file(finding)))
        .partition(|finding| is_document(&file(finding)));
    visible.extend(theirs.into_iter().chain(rest).chain(&project.findings).cloned());
    visible
}

fn sight(found: &[Diagnostic]) -> Sight {
    let lost = found.iter().any(|finding| finding.severity == Severity::Error);
    if lost { Sight::Unprintable } else { Sight::Fresh }
}

fn standing(outcome: &Outcome) -> Standing {
    match outcome {
        Outcome::Printed(_) | Outcome::Unchanged(_) => Standing::Printed,
        Outcome::Refused(_) | Outcome::Failed(_) => Standing::Refused,
        Outcome::Incomplete(_) => Standing::Incomplete,
        Outcome::Unwritten(..) => Standing::Unwritten,
    }
}
