//! How the plans of some children came about: as data, and as sheets for an inspector or for the office itself.

use super::build::{ProgramFault, STACK};
use super::cache::{Cache, PrintMemory};
use super::children::over_children;
use super::column::{Column, Depth, Finished, Work};
use super::project::Project;
use super::request::{LogSource, Request};
use super::settings::{Settings, SetupError};
use super::write::Output;
use crate::case::{self, Case};
use crate::diagnostic::Diagnostic;
use crate::history::{self, History, LogWindow};
use crate::rules;
use crate::source::Source;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogWish {
    /// The days.
    pub window: LogWindow,
    /// Whether the office reads it itself: then what `check` finds stands in it.
    pub internal: bool,
}

/// The ways of some children.
#[derive(Debug, Default)]
pub struct Logged {
    /// One for each child, in their order.
    pub histories: Vec<History>,
    /// What could not be read of their files: it is in no history.
    pub unread: Vec<Diagnostic>,
    /// Where this program itself failed.
    pub failures: Vec<ProgramFault>,
    sources: Vec<Arc<Source>>,
}

/// How the plans of the children asked for came about.
///
/// # Errors
/// When a child or a form that was asked for does not exist.
pub fn log(project: &Project, settings: &Settings, wish: LogWish) -> Result<Logged, SetupError> {
    let children = project.select(settings)?;
    let (found, failures) = over_children(&children, settings, |child| {
        let case = case::load_case(project.files.as_ref(), child);
        let findings = wish.internal.then(|| project.judge_alone(&case, settings));
        let history = project.with_facts(&case, settings, |facts| history::of(facts, wish.window, findings.as_deref()));
        let unread: Vec<Diagnostic> =
            case.findings.iter().filter(|finding| rules::is_of_shape(finding)).cloned().collect();
        (history, unread, sources(&case))
    });
    let mut logged = Logged { failures, sources: vec![Arc::clone(&project.organisation.source)], ..Logged::default() };
    for (history, unread, sources) in found {
        logged.histories.push(history);
        logged.unread.extend(unread);
        logged.sources.extend(sources);
    }
    Ok(logged)
}

/// The files that a history is made of.
fn sources(case: &Case) -> Vec<Arc<Source>> {
    let papers = case.documents.iter().map(|document| &document.source);
    let events = case.events.iter().map(|events| &events.source);
    papers.chain(events).chain([&case.child.source]).cloned().collect()
}

/// Prints the sheets on a thread with room for layout; with a cover where they are of many.
///
/// # Errors
/// What is wrong with the form, or what layout found: then nothing may be printed.
pub fn print_log(
    project: &Project,
    settings: &Settings,
    wish: LogWish,
    logged: &Logged,
    child: Option<&str>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let day = settings.day();
    let pages = history::to_pages(&logged.histories, wish.window, day, child.is_none());
    let source = LogSource { pages, child: child.map(str::to_owned), day, sources: logged.sources.clone() };
    let column = Column { project, settings, goal: Depth::Export };
    let Finished { pdf, findings, .. } = thread::scope(|scope| {
        let work = || column.paper(Work::Log(Request::Log(&source)), &mut None, &mut |_| {});
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.expect("internal: the system gives a thread");
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    pdf.ok_or(findings)
}

/// Where the sheets go below the output folder. The two readers have a file each, so that neither is taken for the other.
#[must_use]
pub fn log_file(child: Option<&str>, wish: LogWish) -> PathBuf {
    let name = if wish.internal { "log-internal.pdf" } else { "log-submission.pdf" };
    child.map_or_else(|| PathBuf::from(name), |child| Path::new(child).join(name))
}

/// Writes the sheets among the prints, and remembers those of one child, so that it is said when it is gone.
///
/// # Errors
/// What the system says.
pub fn keep_log(project: &Project, output: &dyn Output, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let cache = Cache::open(output, project);
    output.write(path, bytes)?;
    if path.components().count() > 1 {
        cache.keep(path, PrintMemory::of_child(bytes));
        cache.save(output);
    }
    Ok(())
}
