//! What a child's folder is: one file per noun, and the loader that collects every problem of every file.

#![allow(missing_docs, reason = "each field says by its serde name which box of the form it is")]

pub(crate) mod added;
pub mod assessment;
pub mod child;
pub mod consult;
mod entry;
pub mod event;
mod file_names;
mod files;
mod find;
mod folder;
mod foreign;
pub(crate) mod ids;
pub mod interview;
mod kind;
mod kinds;
mod load;
mod mark;
pub mod medical;
pub mod meeting;
mod misnamed;
mod mistaken;
pub mod monitoring;
mod names;
mod newest;
mod oddity;
pub mod paper;
mod paper_name;
pub mod party;
pub mod plan;
pub mod provision;
mod read;
mod repeated;
mod row_mark;
pub mod schedule;
mod schedule_days;
mod second_copy;
pub mod specialist;
mod terms;
pub mod version;
mod whose;
pub mod words;

pub use file_names::{CHILD_FILE, CHILD_ON_PAPER, EVENTS_ON_PAPER, FILES_ON_PAPER};
pub use files::FileKind;
pub use find::find;
pub use folder::{Folder, find_files};
pub use kind::{Covers, Format, Kind};
pub use kinds::KINDS;
pub use load::{CaseTexts, load_case, load_child, load_files, load_organisation, read_files, reload_case};
pub use mark::{UNREAD_MARK, is_marked_unread, unread_marks};
pub use newest::load_newest_plans;
pub use oddity::summarise;
pub use read::{FileText, MAX_BYTES, read_text};
pub use row_mark::{RowMark, RowMarks, UNKNOWN_NEED, UNKNOWN_ROW, mark_at, mark_of, names_mark};
pub use terms::{MonitoringInterval, MonitoringTerm, monitoring_months};
pub use whose::{PathOwner, whose};

use crate::diagnostic::Diagnostic;
use crate::record::{List, Node};
use crate::source::{Place, Source, Span};
use crate::value::{Date, Month};
use paper::{Paper, Role};
use serde::Serialize;
use std::sync::Arc;

/// A file that was read into a record.
#[derive(Debug, Clone)]
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
        span.map_or_else(|| self.source.whole(), Span::place)
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

    /// The 障害児支援利用計画 that a document refers to by name.
    #[must_use]
    pub fn consultation_plan(&self, name: &str) -> Option<(&Document, &consult::plan::ConsultationPlan)> {
        let document = self.document(consult::plan::KIND.id, name)?;
        match &document.model {
            Model::ConsultationPlan(plan) => Some((document, plan)),
            _ => None,
        }
    }

    /// The document of this child that another one names.
    #[must_use]
    pub fn linked(&self, document: &Document, role: Role) -> Option<&Document> {
        let link = document.link(role)?;
        self.document(link.kind, link.name.get()?)
    }

    /// The 障害児支援利用計画 whose needs a plan says that it does not answer.
    #[must_use]
    pub fn needs_of(&self, document: &Document) -> Option<&Document> {
        let declines = matches!(&document.model, Model::Plan(plan) if !plan.unanswered_needs.is_empty());
        if declines { self.linked(document, Role::Ground) } else { None }
    }

    /// The document of this child that another one names in its `計画` and carries values over from.
    #[must_use]
    pub fn plan_of(&self, document: &Document) -> Option<&Document> {
        self.linked(document, Role::Subject)
    }

    /// The document of this child whose values another one prints beside its own.
    #[must_use]
    pub fn printed_from(&self, document: &Document) -> Option<&Document> {
        self.plan_of(document).or_else(|| self.needs_of(document))
    }
}

/// One document of a child.
#[derive(Debug, Clone)]
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
    /// What every kind answers.
    #[must_use]
    pub fn paper(&self) -> &dyn Paper {
        match &self.model {
            Model::ConsultationBasic(basic) => basic,
            Model::ConsultationPlan(plan) => plan,
            Model::ConsultationMonitoring(report) => report,
            Model::Assessment(assessment) => assessment,
            Model::Plan(plan) => plan,
            Model::Meeting(meeting) => meeting,
            Model::Interview(interview) => interview,
            Model::Monitoring(monitoring) => monitoring,
            Model::Provision(provision) => provision,
            Model::Specialist(plan) => plan,
        }
    }

    /// Its date as people say it, 令和6年3月28日; of what covers a month, the month.
    #[must_use]
    pub fn date_in_words(&self) -> Option<String> {
        let date = self.date?;
        Some(match self.kind.covers {
            Covers::Day => date.to_wareki(),
            Covers::Month => Month::of(date).to_wareki(),
        })
    }

    /// `plan/2024-03-28`, as events and messages name it.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind.folder, self.name)
    }

    /// `plan-2024-03-28`, as the print is named.
    #[must_use]
    pub fn file_stem(&self) -> String {
        match self.kind.file {
            Some(_) => self.kind.id.to_owned(),
            None => format!("{}-{}", self.kind.id, self.name),
        }
    }

    /// Whether it is a paper of the 相談支援 side.
    #[must_use]
    pub fn is_consult(&self) -> bool {
        self.kind.folder.starts_with("consult")
    }

    /// The name under which it finds its form: its kind's title, or that of a 計画案.
    #[must_use]
    pub fn form_title(&self) -> &'static str {
        match &self.model {
            Model::ConsultationPlan(plan) if plan.is_draft() => consult::plan::DRAFT_TITLE,
            _ => self.kind.title,
        }
    }

    /// A place in the file; the whole file where no span is known.
    #[must_use]
    pub fn place(&self, span: Option<Span>) -> Place {
        span.map_or_else(|| self.source.whole(), Span::place)
    }
}

/// The record of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Model {
    /// 申請者の現状(基本情報)
    ConsultationBasic(consult::basic::Basic),
    /// 障害児支援利用計画, 案 or 確定
    ConsultationPlan(consult::plan::ConsultationPlan),
    /// モニタリング報告書
    ConsultationMonitoring(consult::monitoring::MonitoringReport),
    /// アセスメントシート
    Assessment(assessment::Assessment),
    /// 個別支援計画
    Plan(plan::SupportPlan),
    /// 議事録, of either side
    Meeting(meeting::Meeting),
    /// 面談記録
    Interview(interview::Interview),
    /// モニタリング記録
    Monitoring(monitoring::Monitoring),
    /// サービス提供記録 of a month
    Provision(provision::Provision),
    /// 専門的支援実施計画 with its sessions
    Specialist(specialist::SpecialistPlan),
}
