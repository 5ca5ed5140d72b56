//! The table of duties: what a paper obliges to, a row each.

mod consent;
mod consultant;
mod delivery;
mod meeting;
mod monitoring;
mod new_plan;
mod visit;

pub use monitoring::MonitoringMonths;

use super::{Duty, Excuse, Timeline};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::{Document, Kind, Model, consult, plan};
use crate::value::Date;

/// A row: of papers of which kind what is owed.
struct Row {
    kind: &'static Kind,
    of: for<'a> fn(&Timeline<'a>, &'a Document) -> Vec<Duty<'a>>,
}

/// Every row, in the order in which papers come about.
static ROWS: &[Row] = &[
    Row { kind: &consult::plan::KIND, of: visit::before_plan },
    Row { kind: &consult::plan::KIND, of: consent::to_draft },
    Row { kind: &consult::plan::KIND, of: meeting::before_plan },
    Row { kind: &consult::plan::KIND, of: consent::to_plan },
    Row { kind: &consult::plan::KIND, of: delivery::of_plan },
    Row { kind: &consult::plan::KIND, of: monitoring::reports },
    Row { kind: &consult::monitoring::KIND, of: visit::of_report },
    Row { kind: &consult::monitoring::KIND, of: new_plan::after_report },
    Row { kind: &plan::KIND, of: consultant::delivery },
];

/// What all papers of a child oblige to.
pub(super) fn of<'a>(timeline: &Timeline<'a>) -> Vec<Duty<'a>> {
    let rows = ROWS.iter().flat_map(|row| {
        let papers = timeline.papers().filter(|paper| paper.kind.id == row.kind.id);
        papers.flat_map(|paper| (row.of)(timeline, paper))
    });
    rows.collect()
}

/// The 障害児支援利用計画 that a paper is, where it was made here and is known to be 案 or 確定.
fn own_plan<'a>(timeline: &Timeline<'_>, document: &'a Document) -> Option<&'a ConsultationPlan> {
    match &document.model {
        Model::ConsultationPlan(plan) if timeline.is_judged(document) => Some(plan),
        _ => None,
    }
}

/// Until when what belongs to a 案 is owed: until a plan was made of it, else until it begins.
fn adopted<'a>(timeline: &Timeline<'a>, draft: &'a Document) -> Option<Date> {
    let adopting = timeline.made_of(draft).filter(|plan| timeline.is_judged(plan)).filter_map(|plan| plan.date).min();
    let starts = draft.paper().period().and_then(|period| period.get()?.start.get().copied());
    adopting.into_iter().chain(starts).min()
}

/// Why what belongs to a 案 is not owed after all.
fn excuse<'a>(timeline: &Timeline<'a>, draft: &'a Document) -> Option<Excuse> {
    is_superseded(timeline, draft).then_some(Excuse::Superseded)
}

/// Whether another paper took the place of a 案 of which none was made.
fn is_superseded<'a>(timeline: &Timeline<'a>, draft: &'a Document) -> bool {
    timeline.made_of(draft).next().is_none()
        && timeline.own_consultation_plans().any(|(other, _)| other.date > draft.date)
}

/// The first day of a plan's period.
fn starts(document: &Document) -> Option<Date> {
    document.paper().period().and_then(|period| period.get()?.start.get().copied())
}
