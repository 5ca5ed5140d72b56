//! What a child's folder is: one file per noun, and the loader that collects every problem of every file.

#![allow(missing_docs, reason = "each field says by its serde name which box of the form it is")]

pub mod assessment;
pub mod child;
pub mod event;
pub mod interview;
mod kind;
mod kinds;
mod load;
pub mod meeting;
pub mod monitoring;
pub mod party;
pub mod plan;
mod read;
pub mod revision;
pub mod schedule;

pub use kind::{Format, Kind};
pub use kinds::KINDS;
pub use load::{find, load_case, load_organisation};
pub use read::{MAX_BYTES, read_source};

use crate::diagnostic::Diagnostic;
use crate::record::{List, Node};
use crate::source::{Place, Source, Span};
use crate::value::Date;
use serde::Serialize;
use std::sync::Arc;

/// A file that was read into a record.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The file.
    pub source: Arc<Source>,
    /// Its tree.
    pub tree: Node,
    /// The record.
    pub value: T,
    /// Whether the file could not be read at all; the record is then empty and means nothing.
    pub broken: bool,
}

impl<T> Loaded<T> {
    /// A place in the file; the whole file where no span is known.
    #[must_use]
    pub fn place(&self, span: Option<Span>) -> Place {
        Place::new(&self.source, span.unwrap_or_default())
    }
}

/// A child's folder.
#[derive(Debug)]
pub struct Case {
    /// The folder's name.
    pub id: String,
    /// `child.yaml`; broken when it is missing.
    pub child: Loaded<child::Child>,
    /// The documents, by kind and then by file name.
    pub documents: Vec<Document>,
    /// `events.yaml`, when there is one.
    pub events: Option<Loaded<List<event::Event>>>,
    /// What was found wrong while loading.
    pub findings: Vec<Diagnostic>,
}

impl Case {
    /// The document `name` (a date, or a date with a slug) of a kind.
    #[must_use]
    pub fn document(&self, kind: &str, name: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.kind.id == kind && document.name == name)
    }

    /// The plan that a document refers to by name.
    #[must_use]
    pub fn plan(&self, name: &str) -> Option<(&Document, &plan::SupportPlan)> {
        let document = self.document(plan::KIND.id, name)?;
        match &document.model {
            Model::Plan(plan) => Some((document, plan)),
            _ => None,
        }
    }
}

/// One document of a child.
#[derive(Debug)]
pub struct Document {
    /// Its kind.
    pub kind: &'static Kind,
    /// The file's name without its ending: a date, or a date with a slug.
    pub name: String,
    /// The file.
    pub source: Arc<Source>,
    /// Its tree.
    pub tree: Node,
    /// The record.
    pub model: Model,
    /// The date of the document itself, or of the file's name where it has none.
    pub date: Option<Date>,
    /// Whether the file could not be read at all.
    pub broken: bool,
}

impl Document {
    /// `plan/2024-03-28`, as events and messages name it.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind.folder, self.name)
    }

    /// `plan-2024-03-28`, as the print is named.
    #[must_use]
    pub fn file_stem(&self) -> String {
        format!("{}-{}", self.kind.id, self.name)
    }

    /// A place in the file; the whole file where no span is known.
    #[must_use]
    pub fn place(&self, span: Option<Span>) -> Place {
        Place::new(&self.source, span.unwrap_or_default())
    }

    /// The id of the office that made it.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        match &self.model {
            Model::Assessment(assessment) => assessment.office.get(),
            Model::Plan(plan) => plan.office.get(),
            Model::Meeting(meeting) => meeting.office.get(),
            Model::Interview(interview) => interview.office.get(),
            Model::Monitoring(monitoring) => monitoring.office.get(),
        }
        .map(String::as_str)
    }
}

/// The record of a document.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "a document holds exactly one, and there are few at a time")]
pub enum Model {
    /// アセスメントシート
    Assessment(assessment::Assessment),
    /// 個別支援計画
    Plan(plan::SupportPlan),
    /// 議事録
    Meeting(meeting::Meeting),
    /// 面談記録
    Interview(interview::Interview),
    /// モニタリング記録
    Monitoring(monitoring::Monitoring),
}
