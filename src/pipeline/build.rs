//! `build` and `check` over many cases, on plain threads.

use super::cache::Cache;
use super::print::{Pages, Printer, print_path, sources};
use super::project::{Project, Settings, SetupError};
use super::queue::{Queue, Task};
use super::write::Output;
use crate::case::{Case, Document};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::rules;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A thread's stack: layout recurses deeply.
pub(super) const STACK: usize = 16 * 1024 * 1024;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A case was loaded; so many documents of it are to be printed.
    Loaded(usize),
    /// A document is done.
    Done,
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Printed to this path below the output folder.
    Printed(PathBuf),
    /// The print at this path is what would be printed: it was left alone.
    Unchanged(PathBuf),
    /// Not printed because of its findings; an older print stays.
    Refused(PathBuf),
    /// Not printed because something required is missing, and nothing worse: `--draft` would print it.
    Incomplete(PathBuf),
    /// Not written: the path and the system's words.
    Unwritten(PathBuf, String),
}

/// What a run found and did.
#[derive(Debug, Default)]
pub struct BuildReport {
    /// Everything found, sorted by file and place.
    pub findings: Vec<Diagnostic>,
    /// One for each document, sorted by path.
    pub outcomes: Vec<Outcome>,
}

impl BuildReport {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

struct Checked {
    case: Case,
    findings: Vec<Diagnostic>,
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
    run(project, settings, if layout { Goal::Layout } else { Goal::Check }, progress)
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
    let cache = Cache::open(output, project);
    let report = run(project, settings, Goal::Print(output, &cache), progress)?;
    cache.save();
    Ok(report)
}

#[derive(Clone, Copy)]
enum Goal<'a> {
    Check,
    Layout,
    Print(&'a dyn Output, &'a Cache<'a>),
}

fn run(
    project: &Project,
    settings: &Settings,
    goal: Goal<'_>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<BuildReport, SetupError> {
    let children = project.select(settings)?;
    let report = Mutex::new(BuildReport { findings: project.findings.clone(), outcomes: Vec::new() });
    let queue = Queue::new(children.len());
    let worker = Worker { project, settings, goal, children: &children, queue: &queue, report: &report, progress };
    let threads = match settings.jobs {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        jobs => jobs,
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || worker.work());
            spawned.expect("internal: the system gives a few threads");
        }
    });
    let mut report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
    diagnostic::sort(&mut report.findings);
    report.outcomes.sort();
    Ok(report)
}

struct Worker<'a> {
    project: &'a Project,
    settings: &'a Settings,
    goal: Goal<'a>,
    children: &'a [String],
    queue: &'a Queue<Job>,
    report: &'a Mutex<BuildReport>,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl Worker<'_> {
    fn work(&self) {
        let mut printer = None;
        while let Some(task) = self.queue.take() {
            match task {
                Task::Load(index) => self.queue.loaded(self.load(&self.children[index])),
                Task::Work(job) => {
                    let printer =
                        printer.get_or_insert_with(|| Printer::new(self.project, self.settings.form.as_deref()));
                    self.print(printer, &job);
                    (self.progress)(Progress::Done);
                }
            }
        }
    }

    /// Loads and checks a case; its documents become jobs where they are to be laid out.
    fn load(&self, child: &str) -> Vec<Job> {
        let (case, findings) = self.project.load(child, self.settings);
        self.add(findings.clone(), None);
        let wanted = |document: &Document| self.settings.kind.is_none_or(|kind| kind.id == document.kind.id);
        let documents: Vec<usize> = match self.goal {
            Goal::Check => Vec::new(),
            _ => (0..case.documents.len()).filter(|index| wanted(&case.documents[*index])).collect(),
        };
        (self.progress)(Progress::Loaded(documents.len()));
        let checked = Arc::new(Checked { case, findings });
        documents.into_iter().map(|document| Job { checked: Arc::clone(&checked), document }).collect()
    }

    fn print(&self, printer: &mut Printer<'_>, job: &Job) {
        let case = &job.checked.case;
        let document = &case.documents[job.document];
        let path = print_path(case, document);
        let incomplete = match self.refusal(&job.checked, document) {
            Refusal::None => None,
            Refusal::Incomplete(missing) if self.settings.draft => Some(missing),
            Refusal::Incomplete(_) => return self.add(Vec::new(), Some(Outcome::Incomplete(path))),
            Refusal::Faulty => return self.add(Vec::new(), Some(Outcome::Refused(path))),
        };
        let cache = match self.goal {
            Goal::Print(_, cache) => Some(cache),
            _ => None,
        };
        let printed = printer.print(case, document, incomplete, cache);
        let outcome = match (self.goal, printed.pages) {
            (Goal::Print(output, cache), Some(Pages::New { pdf, memory })) => Some(match output.write(&path, &pdf) {
                Ok(()) => {
                    cache.keep(&path, memory);
                    Outcome::Printed(path)
                }
                Err(error) => Outcome::Unwritten(path, error.to_string()),
            }),
            (Goal::Print(..), Some(Pages::Unchanged)) => Some(Outcome::Unchanged(path)),
            (Goal::Print(..), None) => Some(Outcome::Refused(path)),
            _ => None,
        };
        self.add(printed.findings, outcome);
    }

    /// Why a document may not be printed: an error of shape or print in a file whose values it prints.
    fn refusal(&self, checked: &Checked, document: &Document) -> Refusal {
        let sources = sources(self.project, &checked.case, document);
        let blocks = |finding: &&Diagnostic| {
            finding.severity == Severity::Error
                && rules::find(finding.code).is_some_and(|rule| rule.group.refuses_print())
                && sources.iter().any(|source| source.path() == finding.place.source.path())
        };
        let mut missing = Vec::new();
        for finding in self.project.findings.iter().chain(&checked.findings).filter(blocks) {
            if finding.code != "required-missing" {
                return Refusal::Faulty;
            }
            missing.push(finding.message.clone());
        }
        if missing.is_empty() { Refusal::None } else { Refusal::Incomplete(missing) }
    }

    fn add(&self, findings: Vec<Diagnostic>, outcome: Option<Outcome>) {
        let mut report = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        report.findings.extend(findings);
        report.outcomes.extend(outcome);
    }
}

enum Refusal {
    None,
    /// Only required fields are missing: `--draft` prints it.
    Incomplete(Vec<String>),
    Faulty,
}
