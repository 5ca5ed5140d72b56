//! A thread that takes documents from the queue: to the eye first, then to paper.

use super::jobs::LiveJob;
use super::judgement::Judgement;
use super::resting::{InHand, JobPaper, JobSubject};
use super::shared::Shared;
use crate::case::{Case, Document};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::pipeline::build::ProgramFault;
use crate::pipeline::cache::Target;
use crate::pipeline::checked::Checked;
use crate::pipeline::column::{Column, Depth, Outcome, Work};
use crate::pipeline::permit::{Refusal, refusal};
use crate::pipeline::print::{Press, Printer, Seen};
use crate::pipeline::project::Project;
use crate::pipeline::request::{Request, print_path, sources};
use crate::pipeline::settings::Settings;
use crate::protocol::{PrintState, ShownPage, Sight, Tally, View, ViewState, shown_findings};
use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

/// How long the print waits once the pages were shown: the browser needs the machine to draw them.
const EYE_FIRST: Duration = Duration::from_millis(100);

/// So many documents in a row are a batch: what Typst remembers of them is let go on the way and behind them, as a watch would hold it
/// for as long as nobody writes. After few it stays, and the next page of the same document comes quickly.
const MANY: usize = 8;

/// Works until the queue is closed.
pub(super) fn work(shared: &Shared) {
    let (mut in_a_row, mut in_hand) = (0, None);
    while let Some(job) = shared.jobs.take(&shared.views) {
        let waiting = shared.jobs.waiting();
        match paper(shared, &job, &mut in_hand) {
            Some(paper) => set(&Turn { shared, job: &job, paper: &paper }, in_a_row > MANY || waiting > MANY),
            None => job.print.into_iter().for_each(|change| shared.abandon(change)),
        }
        in_a_row += 1;
        if waiting == 0 {
            in_hand = None;
        }
        if shared.jobs.done(&job.id) {
            job.opened.cache.save(&shared.output);
            if in_a_row > MANY {
                shared.presses.forget_all();
            }
            in_a_row = 0;
        }
    }
}

/// The document that a job is about; none where its child is none any more.
fn paper(shared: &Shared, job: &LiveJob, in_hand: &mut InHand) -> Option<JobPaper> {
    let child = match &job.subject {
        JobSubject::Held(paper) => return Some(paper.clone()),
        JobSubject::Resting(child) => child,
    };
    let read = || child.paper(&job.id, &job.opened.project, &shared.settings, in_hand);
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|fault| {
        shared.audience.listener.failed(&ProgramFault::new(child.id(), None, fault.as_ref()));
        None
    })
}

/// Has a press do a document. A fault of the typesetter ends one document, not the watch.
fn set(turn: &Turn<'_>, in_batch: bool) {
    let Turn { shared, job, .. } = turn;
    let press = shared.presses.take(&job.id, &job.opened.project).in_batch(in_batch);
    match catch_unwind(AssertUnwindSafe(|| turn.run(press))) {
        Ok(press) => shared.presses.give_back(&job.id, press, &shared.views),
        Err(fault) => turn.fail(fault.as_ref()),
    }
}

/// One document on a thread.
struct Turn<'a> {
    shared: &'a Shared,
    job: &'a LiveJob,
    paper: &'a JobPaper,
}

impl Turn<'_> {
    fn run(&self, press: Press) -> Press {
        let mut press = self.ahead(press);
        let Some(checked) = self.paper.judgement.wait() else {
            self.job.print.into_iter().for_each(|change| self.shared.abandon(change));
            return press;
        };
        let views = self.shared.views.of(&self.job.id);
        let mut views = views.as_slice();
        if self.job.print.is_some() {
            let own = views.first().filter(|view| view.form.is_none());
            let (warm, seen) = self.look(press, checked, own, self.job.print);
            press = warm;
            // What could not be printed is shown as far as it goes.
            views = &views[usize::from(seen)..];
        }
        for view in views {
            press = self.look(press, checked, Some(view), None).0;
        }
        press
    }

    /// Brings the document to the eye before it is judged: whoever writes sees the text at once, and a moment later what is
    /// wrong with it. Not where it could not be read as it should be, or could not be printed before.
    fn ahead(&self, press: Press) -> Press {
        let _arrival = Arrival(&self.paper.judgement);
        let JobPaper { case, judgement, .. } = self.paper;
        let (project, document) = (&self.job.opened.project, self.paper.document());
        if judgement.is_known() || refusal(project, case, &case.findings, document) != Refusal::None {
            return press;
        }
        let Some(incomplete) = self.expected() else { return press };
        let mut printer = Printer::on(press, project, self.shared.settings.form.as_deref());
        let request = Request::Document { case, document, incomplete };
        printer.glance(&request, &mut |pages| self.show_unjudged(pages));
        printer.into_press()
    }

    /// What was missing of the document when it was judged last, with which its pages are marked; none where it was faulty.
    fn expected(&self) -> Option<Option<Vec<String>>> {
        let Some(before) = &self.paper.judgement.before else { return Some(None) };
        match before.paper(self.paper.document()).map(|old| &old.refusal) {
            None | Some(Refusal::None) => Some(None),
            Some(Refusal::Incomplete(missing)) => Some(Some(missing.clone())),
            Some(Refusal::Faulty) => None,
        }
    }

    /// Shows pages that nobody has judged to whoever looks at the document on its own form.
    fn show_unjudged(&self, seen: &Seen<'_>) {
        let shared = self.shared;
        let views = shared.views.of(&self.job.id);
        let Some(view) = views.first().filter(|view| view.form.is_none()) else { return };
        let Some(shown) = shared.views.show_unjudged(view, seen) else { return };
        draw(&shown.pages);
        shared.audience.screen.ahead(view, shown.pages.clone());
        self.job.print.into_iter().for_each(|change| shared.changes.shown(change));
    }

    /// This program itself failed at the document: its last print and its last pages stay.
    fn fail(&self, fault: &(dyn Any + Send)) {
        let Self { shared, job, paper } = self;
        let (case, document) = (&paper.case, paper.document());
        shared.audience.listener.failed(&ProgramFault::new(&case.id, Some(document.id()), fault));
        for view in shared.views.of(&job.id) {
            let pages = shared.views.take_back(&view).map(|shown| shown.pages);
            shared.audience.screen.shown(&view, ViewState { pages, ..ViewState::bare(Sight::Stale) });
        }
        if let Some(change) = job.print {
            let outcome = Outcome::Failed(print_path(case, document));
            self.finish(change, Vec::new(), outcome);
        }
    }

    /// Brings the document to its pages and shows them to whoever looks. For a change it is printed, once they are shown;
    /// else nothing is written, and it is shown even if it is incomplete. Whether it was shown.
    fn look(&self, press: Press, checked: &Checked, view: Option<&View>, change: Option<u64>) -> (Press, bool) {
        let Self { shared, job, paper } = self;
        let form = view.and_then(|view| view.form.as_deref());
        let draft = change.is_none();
        let wanted = form.map(str::to_owned).or_else(|| shared.settings.form.clone());
        let settings = Settings { form: wanted, draft, ..shared.settings.clone() };
        let tried = form.map(|_| self.tried(checked, &settings));
        let checked = tried.as_ref().unwrap_or(checked);
        let Checked { case, findings, .. } = checked;
        let (document, opened) = (paper.document(), &job.opened);
        let goal = match change {
            Some(_) => Depth::Print(Target { output: &shared.output, cache: &opened.cache }),
            None => Depth::Layout,
        };
        let incomplete = draft && matches!(refusal(&opened.project, case, findings, document), Refusal::Incomplete(_));
        let column = Column { project: &opened.project, settings: &settings, goal };
        let mut printer = Some(Printer::on(press, &opened.project, settings.form.as_deref()));
        let mut seen = None;
        let done = column.paper(Work::Document(checked, paper.document), &mut printer, &mut |pages| {
            let Some(view) = view else { return };
            seen = Some(pages.findings.len());
            let sight = if incomplete { Sight::Incomplete } else { sight(pages.findings) };
            let pages = self.tell(view, Some(pages), findings, pages.findings, sight);
            job.print.into_iter().for_each(|change| shared.changes.shown(change));
            draw(&pages);
            if change.is_some() {
                thread::sleep(EYE_FIRST);
            }
        });
        let late = match seen {
            None if draft => Some(Sight::Stale),
            // The export found more than layout did.
            Some(known) if done.findings.len() > known => Some(Sight::Unprintable),
            _ => None,
        };
        if let Some((view, sight)) = view.zip(late) {
            self.tell(view, None, findings, &done.findings, sight);
        }
        if let Some(change) = change {
            let outcome = done.outcome.unwrap_or_else(|| Outcome::Refused(print_path(case, document)));
            self.finish(change, done.findings, outcome);
        }
        let printer = printer.expect("internal: the column leaves the printer that it was given");
        (printer.into_press(), seen.is_some())
    }

    /// The case as it is judged with another form.
    fn tried(&self, checked: &Checked, settings: &Settings) -> Checked {
        let case = Arc::clone(&checked.case);
        let findings = self.job.opened.project.judge(&case, settings);
        Checked { case, findings, validity: checked.validity.clone(), likeness: None, concerned: BTreeSet::new() }
    }

    /// The document of a change is done.
    fn finish(&self, change: u64, findings: Vec<Diagnostic>, outcome: Outcome) {
        let Self { shared, job, paper } = self;
        if matches!((&job.subject, &outcome), (JobSubject::Resting(_), Outcome::Printed(_))) {
            shared.batched.fetch_add(1, Ordering::Relaxed);
        }
        let (tally, state) = (Tally::of(&findings), state(&outcome));
        shared.roster.printed(&paper.case.id, &job.id, tally, state, shared.audience.screen.as_ref());
        shared.finish(job, change, findings, outcome);
    }

    /// Tells what a view shows; the pages that were told.
    fn tell(
        &self,
        view: &View,
        pages: Option<&Seen<'_>>,
        checked: &[Diagnostic],
        found: &[Diagnostic],
        sight: Sight,
    ) -> Vec<Arc<ShownPage>> {
        let shared = self.shared;
        let (shown, is_new) = match pages {
            Some(pages) => (shared.views.show(view, pages), true),
            None if sight == Sight::Stale => match shared.views.take_back(view) {
                Some(before) => (before, true),
                None => (shared.views.shown(view), false),
            },
            None => (shared.views.shown(view), false),
        };
        let findings = visible(&self.job.opened.project, &self.paper.case, self.paper.document(), checked, found);
        let findings = shown_findings(&findings, |finding| shown.spots.find(&finding.place));
        let told = is_new.then(|| shown.pages.clone());
        shared.audience.screen.shown(view, ViewState { pages: told, findings, sight });
        shown.pages
    }
}

/// Says that a document that went ahead of its judgement has arrived, however it went.
struct Arrival<'a>(&'a Judgement);

impl Drop for Arrival<'_> {
    fn drop(&mut self) {
        self.0.arrive();
    }
}

/// Draws what was told: whoever was told asks for it in a moment.
fn draw(pages: &[Arc<ShownPage>]) {
    pages.iter().flat_map(|page| &page.patches).for_each(|patch| drop(patch.drawing.svg()));
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

fn state(outcome: &Outcome) -> PrintState {
    match outcome {
        Outcome::Printed(_) | Outcome::Unchanged(_) => PrintState::Printed,
        Outcome::Refused(_) | Outcome::Failed(_) => PrintState::Refused,
        Outcome::Incomplete(_) => PrintState::Incomplete,
        Outcome::Unwritten(..) => PrintState::Unwritten,
    }
}
