//! What is known of the children, and what is done again when some of their files change.
//!
//! Of a child at which nobody looks only that is held against which a change is held ([`Recollection`]); its files are read again
//! when one of them changes, or when somebody looks.

use super::affected::Affected;
use super::deadlines::deadlines;
use super::jobs::LiveJob;
use super::judgement::Judgement;
use super::ledger::ProjectPart;
use super::opening::Opened;
use super::recollection::Recollection;
use super::resting::{JobSubject, RestingChild};
use super::shared::Shared;
use crate::case::Case;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::pipeline::Progress;
use crate::pipeline::build::ProgramFault;
use crate::pipeline::checked::Checked;
use crate::pipeline::column::{Column, Depth, Work};
use crate::pipeline::project::Project;
use crate::pipeline::request::document_id;
use crate::protocol::{ListedDeadline, Sight, View, ViewState};
use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How long the rules wait for pages that somebody looks at: on a machine of few cores they would hold each other up. A
/// layout that takes longer goes on beside them.
const EYE_FIRST: Duration = Duration::from_millis(120);

/// How long they wait then: the browser needs the machine to draw the pages.
const BROWSER_NEXT: Duration = Duration::from_millis(90);

/// The children of a live project.
pub(super) struct LiveChildren {
    shared: Arc<Shared>,
    /// None for a child at which this program itself failed: it is tried again when something of it changes.
    children: BTreeMap<String, Option<LiveChild>>,
    /// Those whose files stayed and that are to be held against the others again, since one of these changed.
    waiting: BTreeSet<String>,
    /// When that was, and what changed.
    latest: Option<(Instant, Vec<PathBuf>)>,
}

/// A child that was judged.
struct LiveChild {
    /// What a change is held against.
    before: Arc<Recollection>,
    /// As it was read, while somebody looks at one of its documents.
    awake: Option<Arc<Checked>>,
}

/// One change on its way through one child.
struct Renewal<'a> {
    opened: &'a Opened,
    affected: &'a Affected,
    change: u64,
    judgement: Arc<Judgement>,
}

impl LiveChildren {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, children: BTreeMap::new(), waiting: BTreeSet::new(), latest: None }
    }

    /// Brings every child up to date that is affected, those first that somebody looks at.
    pub(super) fn update(&mut self, opened: Option<&Opened>, since: Instant, paths: Vec<PathBuf>, affected: &Affected) {
        let change = self.shared.changes.begin(since, paths.clone());
        let mut children = opened.map(|opened| self.asked(opened)).unwrap_or_default();
        let there: BTreeSet<&String> = children.iter().collect();
        let gone: Vec<String> = self.children.keys().filter(|child| !there.contains(child)).cloned().collect();
        gone.iter().for_each(|child| self.lose(child));
        let open = self.open();
        children.sort_by_key(|child| !open.contains(child));
        let shared = opened.map(|opened| opened.project.findings.clone());
        self.shared.ledger.set(ProjectPart::Project, shared.unwrap_or_default());
        self.waiting.append(&mut opened.map(|opened| gather_others(&opened.project, affected)).unwrap_or_default());
        self.latest = Some((since, paths));
        for child in children {
            let is_affected = affected.is_shared() || affected.children.contains_key(&child);
            if let Some(opened) = opened.filter(|_| is_affected || !self.children.contains_key(&child)) {
                self.waiting.remove(&child);
                self.renew(&child, opened, affected, change);
            }
        }
        self.shared.report(self.shared.changes.settle(change));
    }

    /// Whether a child waits to be held against the others.
    pub(super) fn are_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Holds one of those that wait against the others again; where that finds something else, it is judged anew. Nothing of its
    /// own changed, and nothing is printed for it.
    pub(super) fn compare_one(&mut self, opened: Option<&Opened>) {
        let Some((child, opened)) = self.waiting.pop_first().zip(opened) else { return };
        let Some(Some(LiveChild { before, .. })) = self.children.get(&child) else { return };
        let together = catch_unwind(AssertUnwindSafe(|| opened.project.together(&child))).unwrap_or_default();
        if before.together.iter().map(told).eq(together.iter().map(told)) {
            return;
        }
        let (since, paths) = self.latest.clone().unwrap_or_else(|| (Instant::now(), Vec::new()));
        let change = self.shared.changes.begin(since, paths);
        self.renew(&child, opened, &Affected::default(), change);
        self.shared.report(self.shared.changes.settle(change));
    }

    /// Has a view shown that was opened.
    pub(super) fn show(&mut self, opened: Option<&Opened>, view: &View) {
        let child = view.document.split('/').next().unwrap_or_default();
        let found = opened.and_then(|opened| {
            let checked = self.awake(opened, child)?;
            let index = checked.case.documents.iter().position(|d| document_id(&checked.case, d) == view.document)?;
            Some((opened, checked, index))
        });
        match found {
            Some((opened, checked, index)) => {
                let judgement = Arc::new(Judgement::known(&checked));
                self.add(opened, &checked.case, index, JobSubject::of(&checked.case, &judgement, index), None);
            }
            None => self.shared.audience.screen.shown(view, ViewState::bare(Sight::Gone)),
        }
    }

    /// Lets go of the files of children at which nobody looks any more.
    pub(super) fn rest(&mut self) {
        let open = self.open();
        let resting = self.children.iter_mut().filter(|(child, _)| !open.contains(*child));
        resting.filter_map(|(_, child)| child.as_mut()).for_each(|child| child.awake = None);
    }

    /// A child with its files, which are read again where they are not held.
    fn awake(&mut self, opened: &Opened, child: &str) -> Option<Arc<Checked>> {
        let known = self.children.get_mut(child)?.as_mut()?;
        if known.awake.is_none() {
            let settings = &self.shared.settings;
            let checked = catch_unwind(AssertUnwindSafe(|| opened.project.judged_again(child, settings)));
            known.awake = checked.ok().map(Arc::new);
        }
        known.awake.clone()
    }

    /// The children at which somebody looks.
    fn open(&self) -> BTreeSet<String> {
        let documents = self.shared.views.documents();
        documents.iter().filter_map(|document| document.split('/').next()).map(str::to_owned).collect()
    }

    /// The children that are there and asked for.
    fn asked(&self, opened: &Opened) -> Vec<String> {
        let asked = &self.shared.settings.asked.children;
        let there = opened.project.children.iter();
        there.filter(|child| asked.is_empty() || asked.contains(child)).cloned().collect()
    }

    /// Brings one child up to date. A fault ends this child, not the watch; its last prints and pages stay.
    fn renew(&mut self, child: &str, opened: &Opened, affected: &Affected, change: u64) {
        let (before, awake) = match self.children.remove(child).flatten() {
            Some(LiveChild { before, awake }) => (Some(before), awake),
            None => (None, None),
        };
        let renewal = Renewal { opened, affected, change, judgement: Arc::new(Judgement::after(before)) };
        let renewed = match catch_unwind(AssertUnwindSafe(|| self.renewed(child, awake.as_deref(), &renewal))) {
            Ok((renewed, concerned)) => {
                self.waiting.extend(concerned);
                Some(renewed)
            }
            Err(fault) => {
                renewal.judgement.set(None);
                self.shared.ledger.set(ProjectPart::Child(child.to_owned()), Vec::new());
                self.shared.audience.listener.failed(&ProgramFault::new(child, None, fault.as_ref()));
                None
            }
        };
        self.children.insert(child.to_owned(), renewed);
    }

    /// The same; the child as it is now, and those who are to be held against it again.
    fn renewed(&self, child: &str, awake: Option<&Checked>, renewal: &Renewal<'_>) -> (LiveChild, BTreeSet<String>) {
        let (project, affected) = (&renewal.opened.project, renewal.affected);
        let column = Column { project, settings: &self.shared.settings, goal: Depth::Check };
        let work = match awake {
            Some(awake) => Work::Again(&awake.case, affected.children.get(child)),
            None => Work::Child(child),
        };
        let mut hastened = BTreeSet::new();
        let mut checked = column.child(work, &mut |case| hastened = self.hasten(case, renewal));
        let is_compared = affected.is_of_child(child) || affected.is_of_plans(child);
        let concerned = if is_compared { mem::take(&mut checked.concerned) } else { BTreeSet::new() };
        let together = project.together(child);
        checked.findings.extend(together.iter().cloned());
        diagnostic::sort(&mut checked.findings);
        let deadlines = deadlines(project, &checked, &self.shared.settings);
        let before = Arc::new(Recollection::of(project, &checked, together));
        let checked = Arc::new(checked);
        self.shared.ledger.set(ProjectPart::Child(child.to_owned()), checked.findings.clone());
        self.queue(&checked, renewal, &hastened, deadlines);
        let awake = self.open().contains(child).then_some(checked);
        (LiveChild { before, awake }, concerned)
    }

    /// Brings what somebody looks at and whose own file changed to the eye before it is found out what is wrong with it.
    fn hasten(&self, case: &Arc<Case>, renewal: &Renewal<'_>) -> BTreeSet<usize> {
        let is_awaited = |index: &usize| {
            let document = &case.documents[*index];
            renewal.affected.touches(&case.id, [document.source.path()])
                && self.shared.views.of(&document_id(case, document)).iter().any(|view| view.form.is_none())
        };
        let awaited: BTreeSet<usize> = (0..case.documents.len()).filter(is_awaited).collect();
        renewal.judgement.send_ahead(awaited.len());
        for index in &awaited {
            self.print(case, renewal, None, *index);
        }
        if renewal.judgement.await_arrivals(EYE_FIRST) && !awaited.is_empty() {
            thread::sleep(BROWSER_NEXT);
        }
        awaited
    }

    /// Has done again what depends on the change: the prints, and what is shown of the child.
    fn queue(
        &self,
        checked: &Arc<Checked>,
        renewal: &Renewal<'_>,
        hastened: &BTreeSet<usize>,
        deadlines: Vec<ListedDeadline>,
    ) {
        for gone in self.shared.roster.checked(checked, deadlines, self.shared.audience.screen.as_ref()) {
            self.remove(&gone);
        }
        renewal.judgement.set(Some(Arc::clone(checked)));
        let (case, opened) = (&checked.case, renewal.opened);
        let settings = &self.shared.settings;
        let dependents =
            renewal.affected.dependents(&opened.project, settings, renewal.judgement.before.as_deref(), checked);
        let rests = renewal.affected.is_shared() && !self.open().contains(&case.id);
        let resting = rests.then(|| RestingChild::new(&case.id));
        for (index, document) in case.documents.iter().enumerate().filter(|(index, _)| !hastened.contains(index)) {
            if dependents.contains(&index) {
                self.print(case, renewal, resting.as_ref(), index);
            } else if !self.shared.views.of(&document_id(case, document)).is_empty() {
                self.add(opened, case, index, JobSubject::of(case, &renewal.judgement, index), None);
            }
        }
        self.shared.audience.listener.progress(Progress::Loaded(dependents.len()));
    }

    /// Has a document printed for a change; of a child that rests it is read when it has its turn.
    fn print(&self, case: &Arc<Case>, renewal: &Renewal<'_>, resting: Option<&Arc<RestingChild>>, document: usize) {
        self.shared.changes.expect(renewal.change);
        let direct = renewal.affected.touches(&case.id, [case.documents[document].source.path()]);
        let held = || JobSubject::of(case, &renewal.judgement, document);
        let subject = resting.map_or_else(held, |child| JobSubject::Resting(Arc::clone(child)));
        self.add(renewal.opened, case, document, subject, Some((renewal.change, direct)));
    }

    /// Puts a document into the queue; `print` says for which change it is printed, and whether its own file changed.
    fn add(&self, opened: &Opened, case: &Case, document: usize, subject: JobSubject, print: Option<(u64, bool)>) {
        let job = LiveJob {
            id: document_id(case, &case.documents[document]),
            opened: opened.clone(),
            subject,
            print: print.map(|(change, _)| change),
            direct: print.is_some_and(|(_, direct)| direct),
        };
        self.shared.overtake(self.shared.jobs.add(job));
    }

    fn lose(&mut self, child: &str) {
        self.children.remove(child);
        self.shared.ledger.set(ProjectPart::Child(child.to_owned()), Vec::new());
        for document in self.shared.roster.gone(child, self.shared.audience.screen.as_ref()) {
            self.remove(&document);
        }
    }

    fn remove(&self, document: &str) {
        self.shared.ledger.set(ProjectPart::Print(document.to_owned()), Vec::new());
        self.shared.overtake(self.shared.jobs.remove(document));
        for view in self.shared.views.of(document) {
            self.shared.audience.screen.shown(&view, ViewState::bare(Sight::Gone));
        }
    }
}

/// What a finding tells.
fn told(finding: &Diagnostic) -> (Code, &str, (usize, usize)) {
    (finding.code, &finding.message, finding.place.line_column())
}

/// Keeps what the second pass of check needs of the children that are not read for this change, and forgets those that are
/// gone. The children for whom this may change something.
fn gather_others(project: &Project, affected: &Affected) -> BTreeSet<String> {
    let gone = affected.children.keys().filter(|child| !project.children.contains(child));
    let concerned = gone.flat_map(|child| project.forget(child)).collect();
    project.gather_rest(None);
    concerned
}
