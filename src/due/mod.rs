//! What is owed and what is to come, of whom, until when and by whom: the list that an office looks at in the morning.
//!
//! Nothing is reckoned here. What is owed are the duties of the timeline; what is late is what `check` says, by its own
//! findings, so that the two never disagree; the days that nobody owes anything by are the timeline's too.

mod calendar;
mod item;
mod kind;
mod reading;
mod rows;
#[cfg(test)]
mod sample;
mod sheet;
mod spreadsheet;
mod table;
mod wanted;

pub use calendar::{CalendarLook, to_calendar};
pub use item::{AgendaItem, AgendaOffice, AgendaPerson};
pub use kind::AgendaKind;
pub use reading::{ReadMonth, ReductionGround, ReductionReading};
pub use sheet::to_html;
pub use spreadsheet::to_spreadsheet;
pub use table::{AgendaLook, to_table};
pub use wanted::Wanted;

use crate::diagnostic::{Diagnostic, slashed};
use crate::rules::{self, Facts};
use crate::timeline::Standing;
use crate::value::Date;
use rows::Rows;
use serde::Serialize;

/// The list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Agenda {
    /// The lines, overdue first.
    pub items: Vec<AgendaItem>,
    /// How many more lines there are, only farther away.
    pub farther: usize,
    /// What could not be looked at.
    pub unread: Vec<AgendaGap>,
    /// The readings of 減算, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reductions: Option<Vec<ReductionReading>>,
}

/// Something that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AgendaGap {
    /// The child's folder.
    pub child: String,
    /// The file.
    pub file: String,
    /// Why.
    pub words: &'static str,
}

/// What one child adds to the list.
#[derive(Debug, Clone, Default)]
pub struct ChildAgenda {
    items: Vec<AgendaItem>,
    unread: Vec<AgendaGap>,
    reductions: Vec<ReductionReading>,
}

impl ChildAgenda {
    /// What a child adds, by its facts and by what `check` found, settled.
    #[must_use]
    pub fn of(facts: &Facts<'_>, findings: &[Diagnostic]) -> Self {
        let told = rules::told(facts);
        let rows = Rows { facts, told: &told, findings };
        Self { items: rows.all(), unread: unread(facts), reductions: rows.reductions() }
    }
}

impl Agenda {
    /// The list of some children, as far as it is wanted.
    #[must_use]
    pub fn of(children: Vec<ChildAgenda>, wanted: &Wanted, with_reductions: bool) -> Self {
        let mut agenda = Self::default();
        let mut reductions = Vec::new();
        for child in children {
            agenda.farther += child.items.iter().filter(|item| wanted.is_farther(item)).count();
            agenda.items.extend(child.items.into_iter().filter(|item| wanted.includes(item)));
            agenda.unread.extend(child.unread);
            reductions.extend(child.reductions);
        }
        let asked = |reading: &ReductionReading| wanted.offices.is_empty() || wanted.offices.contains(&reading.office);
        reductions.retain(asked);
        agenda.items.sort_by(|one, other| one.rank().cmp(&other.rank()));
        agenda.unread.sort();
        agenda.reductions = with_reductions.then_some(reductions);
        agenda
    }

    /// Whether a day that a law or a notice sets is over.
    #[must_use]
    pub fn has_legal_lateness(&self) -> bool {
        self.items.iter().any(|item| item.late && item.legal)
    }
}

/// The list as JSON; `today` is the day on which it holds.
#[must_use]
pub fn to_json(agenda: &Agenda, today: Date) -> serde_json::Value {
    let mut json = serde_json::to_value(agenda).expect("internal: a list is plain data");
    json["as_of"] = today.to_string().into();
    json
}

/// The files of a child that could not be looked at.
fn unread(facts: &Facts<'_>) -> Vec<AgendaGap> {
    let gap = |path: &std::path::Path, words| AgendaGap { child: facts.id.to_owned(), file: slashed(path), words };
    let papers = facts.timeline.files().filter(|paper| paper.broken).map(|paper| paper.source.path());
    let child = Some(facts.child).filter(|child| child.broken).map(|child| child.source.path());
    let events = facts.events.filter(|events| events.broken).map(|events| events.source.path());
    let mut gaps: Vec<AgendaGap> = papers.chain(child).chain(events).map(|path| gap(path, "読めません")).collect();
    let is_unknown = facts.timeline.duties().iter().any(|duty| duty.standing(facts.ground.today) == Standing::Unknown);
    if gaps.is_empty() && is_unknown {
        let folder = facts.child.source.path().with_file_name("events.yaml");
        let words = if facts.events.is_some() { "読めない行があります" } else { "ありません" };
        gaps.push(gap(&folder, words));
    }
    gaps
}
