//! A project that is kept up to date: what is parsed stays in memory, what changed is read again, and what depends on
//! it goes down the rest of the column, on threads that stay warm.

mod affected;
mod changes;
mod desk;
mod gate;
mod ledger;
mod listener;
mod roster;
mod spots;
mod views;
mod worker;

pub use listener::{ChangeReport, ChildState, DocumentState, Listener, Shown, Sight, Spot, Standing, Tally};
pub use views::{Drawing, Sheet, SheetPatch, View};

use super::Progress;
use super::build::{Failure, STACK, threads};
use super::cache::Cache;
use super::document::{Checked, Outcome, refusal};
use super::print::{document_id, sources};
use super::project::{Project, Settings, SetupError, fonts_of};
use super::together::Gathered;
use super::write::Output;
use crate::case::{Case, Document};
use crate::diagnostic::Diagnostic;
use crate::forms;
use crate::source::{Change, Disk, Files};
use affected::Affected;
use changes::Changes;
use desk::{Desk, Job};
use gate::Gate;
use ledger::{Ledger, News, Part};
use roster::Roster;
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;
use views::Views;

/// A project that is kept up to date. Dropping it does not stop it: call [`Live::stop`].
pub struct Live {
    root: PathBuf,
    shared: Arc<Shared>,
    /// None while the project cannot be opened.
    project: Option<Arc<Project>>,
    cache: Arc<Cache>,
    /// What the second pass of check needs of each child, from one opening of the project to the next.
    gathered: Arc<Gathered>,
    cases: BTreeMap<String, Arc<Checked>>,
    /// The children at which this program itself failed: they are tried again when something of them changes.
    failed: BTreeSet<String>,
    files: Opener,
}

/// Opens the files below the project's folder.
type Opener = Box<dyn Fn(&Path) -> Box<dyn Files> + Send>;

/// What the threads share.
struct Shared {
    desk: Desk,
    views: Views,
    changes: Changes,
    roster: Roster,
    ledger: Ledger,
    settings: Settings,
    output: Gate,
    listener: Arc<dyn Listener>,
}

impl Live {
    /// Opens a project and begins to print it.
    ///
    /// # Errors
    /// When it has no `cases/`, or a child that was asked for does not exist.
    pub fn open(
        root: &Path,
        settings: Settings,
        output: Arc<dyn Output + Send>,
        listener: Arc<dyn Listener>,
    ) -> Result<Self, SetupError> {
        Self::over(Box::new(|root| Box::new(Disk::new(root))), root, settings, output, listener)
    }

    /// The same over files that are opened otherwise, for tests.
    ///
    /// # Errors
    /// As [`Live::open`].
    pub fn over(
        files: Opener,
        root: &Path,
        settings: Settings,
        output: Arc<dyn Output + Send>,
        listener: Arc<dyn Listener>,
    ) -> Result<Self, SetupError> {
        let since = Instant::now();
        let project = Arc::new(Project::assemble(&|| files(root), Arc::new(fonts_of(root)))?);
        project.select(&settings)?;
        let cache = Arc::new(Cache::open(output.as_ref(), &project));
        let count = threads(&settings);
        let shared = Arc::new(Shared {
            desk: Desk::default(),
            views: Views::default(),
            changes: Changes::default(),
            roster: Roster::default(),
            ledger: Ledger::default(),
            settings,
            output: Gate::new(output),
            listener,
        });
        for _ in 0..count {
            let shared = Arc::clone(&shared);
            let spawned = thread::Builder::new().stack_size(STACK).spawn(move || worker::work(&shared));
            spawned.expect("internal: the system gives a few threads");
        }
        let (root, cases, failed) = (root.to_owned(), BTreeMap::new(), BTreeSet::new());
        let gathered = Arc::clone(&project.gathered);
        let mut live = Self { root, shared, project: Some(project), cache, gathered, cases, failed, files };
        live.tell_project();
        live.update(since, Vec::new(), &Affected { everything: true, ..Affected::default() });
        Ok(live)
    }

    /// Reads again what changed, and prints and shows what depends on it.
    pub fn apply(&mut self, change: Change) {
        let affected = Affected::of(&change.paths);
        let unknown = |project: &Arc<Project>| affected.children.keys().any(|child| !project.children.contains(child));
        let vanished = || affected.children.keys().any(|child| !self.root.join("cases").join(child).is_dir());
        if self.project.as_ref().is_none_or(unknown) || affected.is_shared() || vanished() {
            self.reopen(affected.fonts);
        }
        self.update(change.since, change.paths.into_iter().collect(), &affected);
    }

    /// Somebody looks at a document.
    pub fn open_view(&self, view: &View) {
        self.shared.views.open(view);
        let found = self.cases.values().find_map(|checked| {
            let index = checked.case.documents.iter().position(|d| document_id(&checked.case, d) == view.document)?;
            Some((checked, index))
        });
        match (found, &self.project) {
            (Some((checked, index)), Some(project)) => self.add(project, checked, index, None, false),
            _ => self.shared.listener.shown(view, gone()),
        }
    }

    /// Somebody looks away.
    pub fn close_view(&self, view: &View) {
        self.shared.views.close(view);
    }

    /// Begins nothing more, and waits for the print that is being written.
    pub fn stop(&self) {
        self.shared.desk.close();
        if self.shared.output.close() {
            self.cache.save(self.shared.output.behind());
        }
    }

    /// Opens what all children share again; where that fails, there is no project until it succeeds.
    fn reopen(&mut self, fonts_changed: bool) {
        let kept = self.project.as_ref().filter(|_| !fonts_changed).map(|project| Arc::clone(&project.fonts));
        let fonts = kept.unwrap_or_else(|| Arc::new(fonts_of(&self.root)));
        let open = || Project::assemble(&|| (self.files)(&self.root), fonts);
        match catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|fault| Err(unopened(fault.as_ref()))) {
            Ok(mut project) => {
                project.gathered = Arc::clone(&self.gathered);
                self.cache = Arc::new(self.cache.renewed(&project));
                self.project = Some(Arc::new(project));
                self.tell_project();
            }
            Err(error) => {
                self.project = None;
                self.shared.listener.unusable(&error);
            }
        }
    }

    fn tell_project(&self) {
        let Some(project) = &self.project else { return };
        let name = |pack: &forms::Pack| pack.manifest.name.get().cloned().unwrap_or_else(|| pack.id.clone());
        let packs: Vec<(String, String)> = project.packs().iter().map(|pack| (pack.id.clone(), name(pack))).collect();
        self.shared.listener.project(&project.findings, &packs);
    }

    /// Brings every child up to date that is affected, those first that somebody looks at.
    fn update(&mut self, since: Instant, paths: Vec<PathBuf>, affected: &Affected) {
        let change = self.shared.changes.begin(since, paths);
        let mut children = self.children();
        let there: BTreeSet<&String> = children.iter().collect();
        let known = self.cases.keys().chain(&self.failed);
        let gone: BTreeSet<String> = known.filter(|child| !there.contains(child)).cloned().collect();
        gone.iter().for_each(|child| self.lose(child));
        let open: BTreeSet<String> = self.shared.views.all().into_iter().map(|view| view.document).collect();
        let is_open = |child: &String| open.iter().any(|document| document.split('/').next() == Some(child));
        children.sort_by_key(|child| !is_open(child));
        let shared = self.project.as_ref().map(|project| project.findings.clone());
        self.shared.ledger.set(Part::Project, shared.unwrap_or_default());
        if let Some(project) = self.project.clone() {
            let concerned = gather(&project, affected);
            for child in children {
                let before = self.cases.get(&child).cloned();
                let known = before.is_some() || self.failed.contains(&child);
                if known
                    && !affected.is_shared()
                    && !affected.children.contains_key(&child)
                    && !concerned.contains(&child)
                {
                    continue;
                }
                // A fault ends one child, not the watch; its last prints and pages stay.
                let check = || self.check(&project, &child, before.as_deref(), affected);
                let checked = match catch_unwind(AssertUnwindSafe(check)) {
                    Ok(checked) => Arc::new(checked),
                    Err(fault) => {
                        self.shared.listener.failed(&Failure::new(&child, None, fault.as_ref()));
                        self.shared.ledger.set(Part::Child(child.clone()), Vec::new());
                        self.cases.remove(&child);
                        self.failed.insert(child);
                        continue;
                    }
                };
                self.failed.remove(&child);
                self.shared.ledger.set(Part::Child(child.clone()), checked.findings.clone());
                self.cases.insert(child, Arc::clone(&checked));
                self.queue(&project, &checked, before.as_deref(), affected, change);
            }
        }
        self.shared.report(self.shared.changes.settle(change));
    }

    /// The children that are there and asked for.
    fn children(&self) -> Vec<String> {
        let asked = &self.shared.settings.asked.children;
        let there = self.project.iter().flat_map(|project| project.children.iter());
        there.filter(|child| asked.is_empty() || asked.contains(child)).cloned().collect()
    }

    /// Loads what changed of a child, and checks it.
    fn check(&self, project: &Project, child: &str, before: Option<&Checked>, affected: &Affected) -> Checked {
        let case = match (before, affected.children.get(child)) {
            (Some(before), None) => Arc::clone(&before.case),
            (Some(before), Some(changed)) => Arc::new(project.reread(&before.case, changed)),
            (None, _) => Arc::new(project.read(child)),
        };
        let findings = project.judge(&case, &self.shared.settings);
        Checked { case, findings }
    }

    /// Puts on the desk what depends on the change: the prints, and what is shown of the child.
    fn queue(
        &self,
        project: &Arc<Project>,
        checked: &Arc<Checked>,
        before: Option<&Checked>,
        affected: &Affected,
        change: u64,
    ) {
        let case = &checked.case;
        for gone in self.shared.roster.judged(checked, self.shared.listener.as_ref()) {
            self.remove(&gone);
        }
        let old =
            |document: &Document| before.and_then(|before| before.case.document(document.kind.id, &document.name));
        let is_document = |path: &Path| {
            let documents = case.documents.iter().chain(before.iter().flat_map(|before| before.case.documents.iter()));
            documents.into_iter().any(|document| document.source.path() == path)
        };
        let whole = before.is_none() || affected.is_total() || affected.is_whole(&case.id, is_document);
        let mut printed = 0;
        for (index, document) in case.documents.iter().enumerate() {
            let depends = || {
                let now = sources(project, case, document).into_iter().map(|source| source.path());
                affected.touches(&case.id, now)
                    || before.zip(old(document)).is_none_or(|(before, old)| {
                        let then = sources(project, &before.case, old).into_iter().map(|source| source.path());
                        affected.touches(&case.id, then)
                            || refusal(project, case, &checked.findings, document)
                                != refusal(project, &before.case, &before.findings, old)
                    })
                    || self.is_on(project, case, document, &affected.packs)
            };
            let id = document_id(case, document);
            if whole || depends() {
                self.shared.changes.expect(change);
                printed += 1;
                let direct = affected.touches(&case.id, [document.source.path()]);
                self.add(project, checked, index, Some(change), direct);
            } else if !self.shared.views.of(&id).is_empty() {
                self.add(project, checked, index, None, false);
            }
        }
        self.shared.listener.progress(Progress::Loaded(printed));
    }

    /// Whether a document prints on one of these packs, or on one that stands on it.
    fn is_on(&self, project: &Project, case: &Case, document: &Document, packs: &BTreeSet<String>) -> bool {
        if packs.is_empty() {
            return false;
        }
        let named = self.shared.settings.form.as_deref();
        let form = forms::choose(&project.packs, case, document, &project.organisation, named);
        // A form that is missing may have been there before.
        form.map_or(true, |form| form.packs.iter().any(|pack| packs.contains(pack)))
    }

    fn add(&self, project: &Arc<Project>, checked: &Arc<Checked>, document: usize, print: Option<u64>, direct: bool) {
        let job = Job {
            id: document_id(&checked.case, &checked.case.documents[document]),
            project: Arc::clone(project),
            cache: Arc::clone(&self.cache),
            checked: Arc::clone(checked),
            document,
            print,
            direct,
        };
        self.shared.overtake(self.shared.desk.add(job));
    }

    fn lose(&mut self, child: &str) {
        self.cases.remove(child);
        self.failed.remove(child);
        self.shared.ledger.set(Part::Child(child.to_owned()), Vec::new());
        for document in self.shared.roster.gone(child, self.shared.listener.as_ref()) {
            self.remove(&document);
        }
    }

    fn remove(&self, document: &str) {
        self.shared.ledger.set(Part::Print(document.to_owned()), Vec::new());
        self.shared.overtake(self.shared.desk.remove(document));
        for view in self.shared.views.of(document) {
            self.shared.listener.shown(&view, gone());
        }
    }
}

impl Shared {
    /// A document of a change is done; what its pages showed, unless there were none.
    fn finish(&self, job: &Job, change: u64, findings: Vec<Diagnostic>, outcome: Outcome) {
        let is_unseen = findings.is_empty() && matches!(outcome, Outcome::Refused(_) | Outcome::Incomplete(_));
        if !is_unseen {
            self.ledger.set(Part::Print(job.id.clone()), findings);
        }
        self.listener.progress(Progress::Done);
        self.report(self.changes.done(change, outcome));
    }

    /// A document of a change was taken over by a later one.
    fn overtake(&self, change: Option<u64>) {
        if let Some(change) = change {
            self.listener.progress(Progress::Done);
            self.report(self.changes.overtake(change));
        }
    }

    fn report(&self, report: Option<ChangeReport>) {
        let Some(report) = report.filter(|_| !self.output.is_closed()) else { return };
        let News { new, gone, left } = self.ledger.news();
        self.listener.finished(&ChangeReport { findings: new, gone, left, ..report });
    }

    fn save(&self, cache: &Cache) {
        cache.save(&self.output);
    }
}

/// Keeps what the second pass of check needs of every child; the children for whom the change may change something there.
fn gather(project: &Project, affected: &Affected) -> BTreeSet<String> {
    let mut concerned = BTreeSet::new();
    for child in affected.children.keys().filter(|child| affected.is_of_child(child)) {
        let again = catch_unwind(AssertUnwindSafe(|| project.gather_again(child)));
        again.into_iter().for_each(|mut others| concerned.append(&mut others));
    }
    project.gather_rest();
    concerned
}

fn gone() -> Shown {
    Shown { sheets: None, findings: Vec::new(), spots: Vec::new(), sight: Sight::Gone }
}

/// What is said when this program itself failed at what all children share.
fn unopened(fault: &(dyn Any + Send)) -> SetupError {
    let Failure { words, .. } = Failure::new("", None, fault);
    SetupError::new(
        format!("office.yaml か様式を読む途中で、このプログラムの不具合により止まりました({words})"),
        "ファイルを直すと、もう一度読みます。この文とファイルを添えて、プログラムの配布元に知らせてください",
    )
}
