//! What goes into a sheet about a child that no file of its own is for.

use super::project::Project;
use crate::case::{Case, Document};
use crate::forms::{self, Form};
use crate::record::{Node, Value, parse_yaml};
use crate::source::{Place, Source};
use crate::template::Readings;
use crate::template::context::{self, Context, EasyReader, Printing, SheetSubject};
use crate::value::Date;
use std::path::Path;
use std::sync::Arc;

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
