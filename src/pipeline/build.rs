//! `build` and `check` over many cases, on plain threads.

use super::building::Building;
use super::cache::{Cache, Target};
use super::checked::Checked;
use super::column::{ChildLook, Column, Depth, Outcome, Work};
use super::memo::{BuiltPaper, Recalled};
use super::print::Printer;
use super::project::Project;
use super::queue::{Queue, Task};
use super::request::print_path;
use super::settings::{Settings, SetupError};
use super::stale::{Papers, Stale};
use super::write::Output;
use crate::case::{self, Document};
use crate::diagnostic::{self, Diagnostic, Severity};
use std::any::Any;
use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The stack of a thread that prints. Layout recurses, and a template may nest its contents as deeply as it likes before
/// Typst refuses them (some hundred bytes a level): only what is used of it becomes memory.
pub(super) const STACK: usize = 256 * 1024 * 1024;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A case was loaded; so many documents of it are to be printed.
    Loaded(usize),
    /// A document is done.
    Done,
}

/// How much a run looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looked {
    /// Children.
    pub children: usize,
    /// Their documents that could be read.
    pub documents: usize,
}

/// What a run found and did.
#[derive(Debug, Default)]
pub struct BuildReport {
    /// Everything found, sorted by file and place.
    pub findings: Vec<Diagnostic>,
    /// One for each document, sorted by path.
    pub outcomes: Vec<Outcome>,
    /// The prints whose document or child is gone, as far as this run looked, sorted by path.
    pub stale: Vec<Stale>,
    /// Where this program itself failed, sorted.
    pub failures: Vec<ProgramFault>,
    /// What was looked at.
    pub looked: Looked,
}

/// What becomes of prints whose document or child is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prune {
    /// They are said.
    Say,
    /// They are removed.
    Remove,
}

/// A fault of this program, which ended one child or document and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProgramFault {
    /// The child.
    pub child: String,
    /// The document, where it was one: `plan/2024-03-28`.
    pub document: Option<String>,
    /// What the program said of itself.
    pub words: String,
}

impl ProgramFault {
    /// What a caught panic says.
    pub(super) fn new(child: &str, document: Option<String>, fault: &(dyn Any + Send)) -> Self {
        let text = fault.downcast_ref::<&str>().copied().map(str::to_owned);
        let words = text.or_else(|| fault.downcast_ref::<String>().cloned()).unwrap_or_default();
        Self { child: child.to_owned(), document, words }
    }
}

impl BuildReport {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

struct Job {
    checked: Arc<Checked>,
    document: usize,
}

/// Checks the cases asked for; with `layout`, lays every document out too.
///
/// # Errors
/// When a child or a form that was asked for does not exist.
pub fn check(
    project: &Project,
    settings: &Settings,
    layout: bool,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<BuildReport, SetupError> {
    Ok(run(project, settings, if layout { Depth::Layout } else { Depth::Check }, progress)?.0)
}

/// Checks and prints the cases asked for.
///
/// # Errors
/// When a child or a form that was asked for does not exist. What is wrong with one document never stops another.
pub fn build(
    project: &Project,
    settings: &Settings,
    output: &dyn Output,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<BuildReport, SetupError> {
    build_and_prune(project, settings, output, Prune::Say, progress)
}

/// The same, and prints whose document or child is gone are removed where that is asked for.
///
/// # Errors
/// As [`build`].
pub fn build_and_prune(
    project: &Project,
    settings: &Settings,
    output: &dyn Output,
    prune: Prune,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<BuildReport, SetupError> {
    let cache = Cache::open(output, project);
    let target = Target { output, cache: &cache };
    let (mut report, papers) = run(project, settings, Depth::Print(target), progress)?;
    report.stale = papers.settle(project, target, prune == Prune::Remove);
    cache.save(output);
    Ok(report)
}

fn run(
    project: &Project,
    settings: &Settings,
    goal: Depth<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(BuildReport, Papers), SetupError> {
    let children = project.select(settings)?;
    let report = Mutex::new(BuildReport { findings: project.findings.clone(), ..BuildReport::default() });
    let papers = Mutex::new(Papers::default());
    let queue = Queue::new(children.len());
    let (queue, report_of, papers_of) = (&queue, &report, &papers);
    let column = Column { project, settings, goal };
    let building = Building::default();
    let worker = Worker {
        column,
        children: &children,
        queue,
        report: report_of,
        papers: papers_of,
        building: &building,
        progress,
    };
    thread::scope(|scope| {
        let mut started = 0;
        for _ in 0..threads(settings) {
            let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || worker.work());
            match spawned {
                Ok(_) => started += 1,
                // Fewer do as well, only later.
                Err(_) if started > 0 => break,
                Err(error) => {
                    return Err(SetupError::new(
                        format!("仕事を始められません({error})"),
                        "ほかのプログラムを閉じて、メモリーを空けてから、もう一度実行してください",
                    ));
                }
            }
        }
        Ok(())
    })?;
    let mut report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
    if settings.shard.is_none() {
        let (mut together, mut failures) = project.all_together(&children, settings);
        report.findings.append(&mut together);
        report.failures.append(&mut failures);
    }
    if let Some(memo) = &settings.memo {
        memo.save(&project.children).map_err(|(path, error)| {
            SetupError::new(
                format!("{} に書けません({error})", path.display()),
                "フォルダーの権限と空きを確かめてください",
            )
        })?;
    }
    let unseen =
        |outcome: &Outcome| matches!(outcome, Outcome::Refused(_) | Outcome::Incomplete(_) | Outcome::Failed(_));
    let printed = !matches!(goal, Depth::Check) && !report.outcomes.iter().any(unseen);
    let mut idle = project.idle_exemptions(settings, &children, printed, &report.findings);
    report.findings.append(&mut idle);
    report.findings.retain(|finding| settings.asked.concerns(finding));
    diagnostic::sort(&mut report.findings);
    report.findings = case::summarise(report.findings);
    report.outcomes.sort();
    report.failures.sort();
    Ok((report, papers.into_inner().unwrap_or_else(PoisonError::into_inner)))
}

/// More threads than this help nobody, and each takes memory.
const MOST_THREADS: usize = 64;

/// How many threads to run.
pub(super) fn threads(settings: &Settings) -> usize {
    let wanted = match settings.jobs {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        jobs => jobs,
    };
    wanted.min(MOST_THREADS)
}

struct Worker<'a> {
    column: Column<'a>,
    children: &'a [String],
    queue: &'a Queue<Job>,
    report: &'a Mutex<BuildReport>,
    papers: &'a Mutex<Papers>,
    building: &'a Building,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl<'a> Worker<'a> {
    fn work(&self) {
        let mut printer = None;
        while let Some(task) = self.queue.take() {
            match task {
                Task::Load(index) => {
                    let child = &self.children[index];
                    // Whoever waits for the jobs is told in any case, or the run would never end.
                    let jobs = catch_unwind(AssertUnwindSafe(|| self.load(child)));
                    self.queue.loaded(jobs.unwrap_or_else(|fault| {
                        self.fail(child, None, fault.as_ref());
                        Vec::new()
                    }));
                }
                Task::Work(job) => {
                    let done = catch_unwind(AssertUnwindSafe(|| self.print(&mut printer, &job)));
                    if let Err(fault) = done {
                        // What it held may be half done.
                        printer = None;
                        let Checked { case, .. } = &*job.checked;
                        let document = &case.documents[job.document];
                        self.fail(&case.id, Some(document.id()), fault.as_ref());
                        self.add(Vec::new(), Some(Outcome::Failed(print_path(case, document))));
                    }
                    (self.progress)(Progress::Done);
                }
            }
        }
    }

    fn print(&self, printer: &mut Option<Printer<'a>>, job: &Job) {
        let done = self.column.paper(Work::Document(&job.checked, job.document), printer, &mut |_| {});
        if let (Depth::Print(target), Some(memo)) = (self.column.goal, &self.column.settings.memo) {
            self.building.done(&job.checked.case.id, &done, target, memo, self.column.settings.draft);
        }
        self.add(done.findings, done.outcome);
    }

    fn fail(&self, child: &str, document: Option<String>, fault: &(dyn Any + Send)) {
        let mut report = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        report.failures.push(ProgramFault::new(child, document, fault));
    }

    /// Loads and checks a case; its documents become jobs where they are to be laid out.
    fn load(&self, child: &str) -> Vec<Job> {
        let checked = match self.column.look(child) {
            ChildLook::Known(known) => return self.recall(child, known),
            ChildLook::Judged(checked) => Arc::new(checked),
        };
        let case = &checked.case;
        self.add(checked.findings.clone(), None);
        self.note(child, Papers::of(case));
        let read = case.documents.iter().filter(|document| !document.broken).count();
        self.look(read);
        let wanted = |document: &Document| {
            let settings = self.column.settings;
            settings.kind.is_none_or(|kind| kind.id == document.kind.id)
                && settings.asked.wants(child, document.source.path())
        };
        let documents: Vec<usize> = match self.column.goal {
            Depth::Check => Vec::new(),
            _ => (0..case.documents.len()).filter(|index| wanted(&case.documents[*index])).collect(),
        };
        (self.progress)(Progress::Loaded(documents.len()));
        let knows = self.column.settings.memo.as_ref().is_some_and(|memo| memo.knows_prints());
        if knows && !documents.is_empty() && documents.len() == case.documents.len() {
            self.building.begin(&checked);
        }
        documents.into_iter().map(|document| Job { checked: Arc::clone(&checked), document }).collect()
    }

    /// A child of which nothing changed: what an earlier run found of it.
    fn recall(&self, child: &str, known: Recalled) -> Vec<Job> {
        self.add(known.findings, None);
        self.note(child, known.papers);
        self.look(known.documents);
        for paper in known.built {
            self.add(
                Vec::new(),
                Some(match paper {
                    BuiltPaper::Printed(path, _) => Outcome::Unchanged(path),
                    BuiltPaper::Refused(path) => Outcome::Refused(path),
                    BuiltPaper::Incomplete(path) => Outcome::Incomplete(path),
                }),
            );
        }
        (self.progress)(Progress::Loaded(0));
        Vec::new()
    }

    fn note(&self, child: &str, papers: Option<BTreeSet<PathBuf>>) {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner).note(child, papers);
    }

    fn look(&self, documents: usize) {
        let mut report = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        report.looked.children += 1;
        report.looked.documents += documents;
    }

    /// A finding is held to the end of the run; the text of the file that it lies in is not.
    fn add(&self, mut findings: Vec<Diagnostic>, outcome: Option<Outcome>) {
        diagnostic::release(&mut findings);
        let mut report = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        report.findings.extend(findings);
        report.outcomes.extend(outcome);
    }
}
