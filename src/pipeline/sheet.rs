//! The sheets about a child that no file of its own is for: フェイスシート, 受給者証, and a plan in plain words.

use super::build::STACK;
use super::cache::{Cache, PrintMemory};
use super::column::{Column, Depth, Finished, Work};
use super::project::Project;
use super::request::Request;
use super::settings::{Settings, SetupError};
use super::sheet_source::{ChildSheet, SheetSource};
use super::write::Output;
use crate::case::{self, Case, Document, Model};
use crate::diagnostic::Diagnostic;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

/// A sheet that may be written.
#[derive(Debug)]
pub struct PrintedSheet {
    /// Where it goes below the output folder.
    pub path: PathBuf,
    /// Its bytes.
    pub pdf: Vec<u8>,
    /// What was found on the way; nothing of it kept it from being printed.
    pub findings: Vec<Diagnostic>,
}

/// Prints a sheet of a child on a thread with room for layout. `plan` names the plan of a わかりやすい版; without it the newest.
///
/// # Errors
/// When there is no such plan; inside, what is wrong with the form or was found by layout: then nothing may be printed.
pub fn print_sheet(
    project: &Project,
    settings: &Settings,
    child: &str,
    sheet: ChildSheet,
    plan: Option<&str>,
) -> Result<Result<PrintedSheet, Vec<Diagnostic>>, SetupError> {
    let case = case::load_case(project.files.as_ref(), child);
    let plan = match sheet {
        ChildSheet::Easy(_) => Some(plan_of(&case, plan)?),
        ChildSheet::Face | ChildSheet::Certificate => None,
    };
    let source = SheetSource { case: &case, day: settings.day(), sheet, plan };
    let column = Column { project, settings, goal: Depth::Export };
    let Finished { pdf, findings, .. } = thread::scope(|scope| {
        let work = || column.paper(Work::Log(Request::Sheet(&source)), &mut None, &mut |_| {});
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.expect("internal: the system gives a thread");
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    let name = match plan {
        Some(plan) => format!("{}-{}.pdf", sheet.id(), plan.name),
        None => format!("{}.pdf", sheet.id()),
    };
    Ok(match pdf {
        Some(pdf) => Ok(PrintedSheet { path: Path::new(child).join(name), pdf, findings }),
        None => Err(findings),
    })
}

/// The plan that is named, or the newest; one that cannot be read is none.
fn plan_of<'a>(case: &'a Case, named: Option<&str>) -> Result<&'a Document, SetupError> {
    let plans = case.documents.iter().filter(|document| matches!(document.model, Model::Plan(_)) && !document.broken);
    let mut plans: Vec<&Document> = plans.collect();
    plans.sort_by_key(|plan| (plan.date, &plan.name));
    let found = match named {
        Some(name) => plans.iter().find(|plan| plan.name == name.trim_start_matches("plan/").trim_end_matches(".yaml")),
        None => plans.last(),
    };
    found.copied().ok_or_else(|| {
        let known: Vec<&str> = plans.iter().map(|plan| plan.name.as_str()).collect();
        let message = match named {
            Some(name) => format!("{} に個別支援計画 {name} はありません", case.id),
            None => format!("{} に読める個別支援計画がありません", case.id),
        };
        SetupError::new(message, format!("あるもの: {}", known.join("、")))
    })
}

/// Writes a sheet among the prints, and remembers that it goes only with the child.
///
/// # Errors
/// What the system says.
pub fn keep_sheet(project: &Project, output: &dyn Output, sheet: &PrintedSheet) -> io::Result<()> {
    let cache = Cache::open(output, project);
    output.write(&sheet.path, &sheet.pdf)?;
    cache.keep(&sheet.path, PrintMemory::of_child(&sheet.pdf));
    cache.save(output);
    Ok(())
}
