//! The sheets about a child that no file of its own is for: フェイスシート, 受給者証, and a plan in plain words.

use super::build::STACK;
use super::cache::{Cache, PrintMemory};
use super::column::{Column, Depth, Finished, Work};
use super::project::Project;
use super::request::Request;
use super::settings::{Settings, SetupError};
use super::write::Output;
use crate::case::{self, Case, Document, Model};
use crate::diagnostic::Diagnostic;
use crate::forms::{self, Form};
use crate::record::{Node, Value, parse_yaml};
use crate::source::{Place, Source};
use crate::template::Readings;
use crate::template::context::{self, Context, EasyReader, Printing, SheetSubject};
use crate::value::Date;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChildSheet {
    /// フェイスシート
    Face,
    /// What the 受給者証 say.
    Certificate,
    /// A plan in plain words.
    Easy(EasyReader),
}

impl ChildSheet {
    /// The name under which it finds its form.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Face => forms::FACE,
            Self::Certificate => forms::CERTIFICATE,
            Self::Easy(EasyReader::Child) => forms::EASY_CHILD,
            Self::Easy(EasyReader::Guardian) => forms::EASY_GUARDIAN,
        }
    }

    /// As its file is named.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Certificate => "certificate",
            Self::Easy(EasyReader::Child) => "easy-child",
            Self::Easy(EasyReader::Guardian) => "easy-guardian",
        }
    }
}

/// What goes into a sheet that no file of its own is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetSource<'a> {
    /// The child's folder.
    pub(super) case: &'a Case,
    /// The day on which it holds.
    pub(super) day: Date,
    /// Which sheet.
    pub(super) sheet: ChildSheet,
    /// The plan that it tells, where it tells one.
    pub(super) plan: Option<&'a Document>,
}

impl<'a> SheetSource<'a> {
    /// Where what is wrong with it as a whole is said.
    pub(super) fn whole(&self) -> Place {
        self.plan.map_or_else(|| self.case.child.place(None), |plan| plan.place(None))
    }

    /// The files whose values it prints, with their trees.
    pub(super) fn files(&self, project: &'a Project) -> Vec<(&'a Arc<Source>, &'a Node)> {
        let (child, organisation) = (&self.case.child, &project.organisation);
        let plan = self.plan.map(|plan| (&plan.source, &plan.tree));
        plan.into_iter().chain([(&child.source, &child.tree), (&organisation.source, &organisation.tree)]).collect()
    }
}

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

impl SheetSource<'_> {
    /// What its template sees.
    pub(super) fn context(&self, project: &Project, form: &Form, printing: &Printing) -> Context {
        let Self { case, day, sheet, plan } = *self;
        let subject = SheetSubject { case, organisation: &project.organisation.value, form, day, id: sheet.id() };
        match (sheet, plan) {
            (ChildSheet::Easy(reader), Some(plan)) => {
                let readings = readings(project).with_names(&case.child.value);
                context::build_easy_sheet(subject, plan, reader, &readings, printing)
            }
            _ => context::build_child_sheet(subject, printing),
        }
    }
}

/// Where an office corrects readings: `友達: ともだち`, and a word without one that is to stay bare.
const READINGS: &str = "cases/readings.yaml";

/// The readings of the program and of the office.
fn readings(project: &Project) -> Readings {
    let text = project.files.read(Path::new(READINGS), MOST_BYTES).unwrap_or_default();
    let source = Source::new(READINGS, String::from_utf8_lossy(&text).into_owned());
    let tree = parse_yaml(&source, 0..source.text().len(), &mut Vec::new());
    let Value::Map(entries) = &tree.value else { return Readings::new([]) };
    Readings::new(entries.iter().map(|entry| match &entry.node.value {
        Value::Text(reading) => (entry.key.as_str(), reading.as_str()),
        _ => (entry.key.as_str(), ""),
    }))
}

/// A larger file is none that an office writes.
const MOST_BYTES: u64 = 1 << 20;
