//! The two sides of a comparison: a document with what is around it, and how prints name it.

use crate::case::paper::Role;
use crate::case::party::Organisation;
use crate::case::{Case, Document, Model, mark_at};
use crate::directory::Directory;
use crate::source::Source;
use crate::timeline::Timeline;
use crate::tree::{Leaf, NUMBERED, NameBook, WordTree};
use crate::value::{Date, Moment};
use std::sync::Arc;
use std::time::SystemTime;

/// The lists whose rows have marks.
const ROWS: [&str; 2] = ["支援", "ニーズ"];

/// What a comparison is read on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Medium {
    #[default]
    /// A screen, for those who write the files: ids stand as they are written.
    Screen,
    /// Paper, for those who know no file: no id stands on it.
    Paper,
}

/// A document with what is around it: the child's folder and the offices as they were.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The folder.
    pub case: &'a Case,
    /// The document.
    pub document: &'a Document,
    /// The offices.
    pub organisation: &'a Organisation,
    /// The git revision it was read at, where it is not today's.
    pub revision: Option<&'a Revision>,
}

/// A git revision that files were read at.
#[derive(Debug, Clone)]
pub struct Revision {
    /// As it was named, with the commit: `main~3 1a2b3c4`.
    pub label: String,
    /// When it was committed.
    pub committed: SystemTime,
}

impl Revision {
    /// As paper names it, for those who know no git: `令和6年9月20日 9:00に保存`, in the time of Japan.
    #[must_use]
    pub fn on_paper(&self) -> String {
        let Moment { date, start, .. } = Moment::at(self.committed);
        let time = start.map(|start| format!(" {start}")).unwrap_or_default();
        format!("{}{time}に保存", date.to_wareki())
    }
}

impl<'a> Version<'a> {
    pub(super) fn names(&self) -> NameBook<'a> {
        NameBook {
            directory: Some(Directory::new(self.organisation, self.case)),
            case: Some(self.case),
            plan: self.plan(),
            needs: self.needs(),
            strangers: None,
        }
    }

    /// The plan whose rows the document names: the one that it says, and for the days of a month the one in force then.
    fn plan(&self) -> Option<&'a Document> {
        let Model::Provision(month) = &self.document.model else { return self.case.plan_of(self.document) };
        let directory = Directory::new(self.organisation, self.case);
        let timeline = Timeline::new(self.case, &directory);
        let line = month.days.first()?;
        let terms = timeline.support_terms_at(line.office.get().map(String::as_str), directory.service_of_day(line));
        let day = *line.date.get()?;
        let held = terms.iter().find(|term| term.contains(day))?;
        self.case.document(held.document.kind.id, &held.document.name)
    }

    /// The 障害児支援利用計画 on which a plan rests, or which a report looks back on.
    fn needs(&self) -> Option<&'a Document> {
        let own = || self.case.plan_of(self.document).filter(|plan| matches!(plan.model, Model::ConsultationPlan(_)));
        self.case.linked(self.document, Role::Ground).or_else(own)
    }

    /// The mark of a row on paper: by its place in a plan's own list, else by the row or need that it names; none of a row
    /// that is called by its own words.
    pub(super) fn row_mark(&self, list: &str, (index, row): (usize, &WordTree), names: NameBook<'_>) -> Option<String> {
        let own = ROWS.contains(&list).then(|| mark_at(self.document, index)).flatten();
        let named = || {
            let mut ids = NUMBERED.iter().filter_map(|word| Some((word, row.get(word)?)));
            ids.find(|(_, id)| id.id.is_some() && !names.passes_over(id)).map(|(word, id)| names.shown(word, id))
        };
        own.map(|mark| mark.shown()).or_else(named)
    }
}

/// One side of a comparison, as prints name it.
#[derive(Debug, Clone)]
pub struct Side {
    /// `plan/2024-03-28`.
    pub id: String,
    /// The file.
    pub source: Arc<Source>,
    /// Its date.
    pub date: Option<Date>,
    /// 原案 or 確定, where the kind has it.
    pub status: Option<String>,
    /// The 版 of the main sheet, where the kind has one.
    pub version: Option<String>,
    /// The git revision it was read at, where it is not today's.
    pub revision: Option<Revision>,
}

impl Side {
    pub(super) fn of(version: &Version<'_>, tree: &WordTree) -> Self {
        let document = version.document;
        Self {
            id: document.id(),
            source: Arc::clone(&document.source),
            date: document.date,
            status: tree.get("状態").and_then(WordTree::leaf).map(Leaf::shown),
            version: document.version(),
            revision: version.revision.cloned(),
        }
    }

    /// The document's name, and the commit it was read at: `2024-03-28`, `2024-03-28@1a2b3c4`.
    #[must_use]
    pub fn stem(&self) -> String {
        let name = self.id.rsplit('/').next().unwrap_or_default();
        // `main~3 1a2b3c4`
        let commit = self.revision.as_ref().and_then(|revision| revision.label.rsplit(' ').next());
        commit.map_or_else(|| name.to_owned(), |commit| format!("{name}@{commit}"))
    }

    /// The document as prints name it: `令和6年3月28日 確定`.
    #[must_use]
    pub fn shown(&self, medium: Medium) -> String {
        let date = self.date.map_or_else(|| self.id.clone(), Date::to_wareki);
        let revision = self.revision.as_ref().map(|revision| match medium {
            Medium::Screen => format!("({})", revision.label),
            Medium::Paper => format!("({})", revision.on_paper()),
        });
        [Some(date), self.status.clone(), revision].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}
