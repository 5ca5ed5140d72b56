//! 新旧対照表 as prints: made on a thread with room for layout, kept among a child's prints.

use super::build::STACK;
use super::cache::{Cache, PrintMemory};
use super::column::{Column, Depth, Finished, Work};
use super::project::Project;
use super::request::{Request, print_path};
use super::settings::Settings;
use super::write::Output;
use crate::compare::{Comparison, Version};
use crate::diagnostic::Diagnostic;
use crate::directory::Directory;
use crate::forms::{self, Order};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

/// Prints a comparison on a thread with room for layout, on the pack `form` where one is named.
///
/// # Errors
/// What is wrong with the form, or what layout found: then nothing may be printed.
pub fn print_comparison(
    project: &Project,
    form: Option<&str>,
    versions: (&Version<'_>, &Version<'_>),
    comparison: &Comparison,
    all: bool,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let settings = Settings { form: form.map(str::to_owned), ..Settings::default() };
    let column = Column { project, settings: &settings, goal: Depth::Export };
    let work = Work::Comparison(Request::Comparison { versions, comparison, all });
    let Finished { pdf, findings, .. } = thread::scope(|scope| {
        let thread =
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || column.paper(work, &mut None, &mut |_| {}));
        let thread = thread.expect("internal: the system gives a thread");
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    pdf.ok_or(findings)
}

/// Writes a comparison among the child's prints, and remembers it, so that it is said when one of its documents is gone.
///
/// # Errors
/// What the system says.
pub fn keep_comparison(
    project: &Project,
    output: &dyn Output,
    versions: (&Version<'_>, &Version<'_>),
    path: &Path,
    bytes: &[u8],
) -> io::Result<()> {
    let cache = Cache::open(output, project);
    output.write(path, bytes)?;
    // What was read at a revision is in git still.
    let today = [versions.0, versions.1].into_iter().filter(|version| version.revision.is_none());
    let documents: Vec<PathBuf> = today.map(|version| print_path(version.case, version.document)).collect();
    if !documents.is_empty() {
        cache.keep(path, PrintMemory::of_comparison(bytes, documents));
        cache.save(output);
    }
    Ok(())
}

/// Which side of a 新旧対照表 the form of the newer document puts first.
#[must_use]
pub fn comparison_order(project: &Project, newer: &Version<'_>, form: Option<&str>) -> Order {
    let directory = Directory::new(&project.organisation.value, newer.case);
    forms::choose_comparison(&project.packs, newer.case, newer.document, &project.organisation, &directory, form)
        .map(|form| form.order)
        .unwrap_or_default()
}
