//! The table of duties: what a paper, a stay or a 給付決定 obliges to, a row each.

mod agreement;
mod consent;
mod consultant;
mod delivery;
mod first_plan;
mod grant;
mod interviews;
mod meeting;
mod monitoring;
mod new_plan;
mod next_plan;
mod preparation;
mod review;
mod sharing;
mod visit;

pub use monitoring::MonitoringMonths;

use super::{Duty, Excuse, Grant, Stay, Timeline};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::paper::State;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Kind, Model, consult, meeting as meeting_paper, monitoring as case_monitoring, plan};
use crate::value::Date;

/// A row: what obliges, and to what.
enum Row {
    /// Papers of a kind.
    Paper(&'static Kind, for<'a> fn(&Timeline<'a>, &'a Document) -> Vec<Duty<'a>>),
    /// The child at an office.
    Stay(for<'a> fn(&Timeline<'a>, &Stay<'a>) -> Vec<Duty<'a>>),
    /// A service that a 受給者証 gives.
    Grant(for<'a> fn(&Timeline<'a>, &Grant<'a>) -> Vec<Duty<'a>>),
}

/// Every row, in the order in which papers come about.
static ROWS: &[Row] = &[
    Row::Grant(grant::renewal),
    Row::Stay(first_plan::of_stay),
    Row::Paper(&consult::plan::KIND, visit::before_plan),
    Row::Paper(&consult::plan::KIND, consent::to_draft),
    Row::Paper(&consult::plan::KIND, delivery::of_draft),
    Row::Paper(&consult::plan::KIND, meeting::before_plan),
    Row::Paper(&consult::plan::KIND, consent::to_plan),
    Row::Paper(&consult::plan::KIND, delivery::of_plan),
    Row::Paper(&consult::plan::KIND, monitoring::reports),
    Row::Paper(&consult::monitoring::KIND, visit::of_report),
    Row::Paper(&consult::monitoring::KIND, new_plan::after_report),
    Row::Paper(&plan::KIND, preparation::assessment),
    Row::Paper(&plan::KIND, preparation::draft),
    Row::Paper(&plan::KIND, preparation::meeting),
    Row::Paper(&plan::KIND, agreement::explanation),
    Row::Paper(&plan::KIND, agreement::consent),
    Row::Paper(&plan::KIND, agreement::delivery),
    Row::Paper(&plan::KIND, consultant::delivery),
    Row::Paper(&plan::KIND, agreement::sharing),
    Row::Paper(&plan::KIND, review::of_plan),
    Row::Paper(&case_monitoring::KIND, interviews::of_monitoring),
    Row::Paper(&plan::KIND, next_plan::after_plan),
    Row::Paper(&plan::KIND, sharing::of_support),
    Row::Paper(&meeting_paper::KIND, sharing::of_minutes),
];

/// What a child's papers, stays and 給付決定 oblige to.
pub(super) fn of<'a>(timeline: &Timeline<'a>) -> Vec<Duty<'a>> {
    let rows = ROWS.iter().flat_map(|row| match row {
        Row::Paper(kind, of) => {
            let papers = timeline.papers().filter(|paper| paper.kind.id == kind.id);
            papers.flat_map(|paper| of(timeline, paper)).collect::<Vec<_>>()
        }
        Row::Stay(of) => timeline.stays().flat_map(|stay| of(timeline, stay)).collect(),
        Row::Grant(of) => timeline.grants().iter().flat_map(|grant| of(timeline, grant)).collect(),
    });
    rows.collect()
}

/// Whether a paper of a kind cannot be read: it may be the one that is missed.
fn unread(timeline: &Timeline<'_>, kind: &Kind) -> bool {
    timeline.files().any(|paper| paper.broken && paper.kind.id == kind.id)
}

/// The 障害児支援利用計画 that a paper is, where it was made here and is known to be 案 or 確定.
fn own_plan<'a>(timeline: &Timeline<'_>, document: &'a Document) -> Option<&'a ConsultationPlan> {
    match &document.model {
        Model::ConsultationPlan(plan) if timeline.is_judged(document) => Some(plan),
        _ => None,
    }
}

/// The 個別支援計画 that a paper is, where it is 確定 and made here.
fn final_plan<'d>(timeline: &Timeline<'_>, document: &'d Document) -> Option<&'d SupportPlan> {
    match &document.model {
        Model::Plan(plan) if document.state() == State::Final && !timeline.is_received(document) => Some(plan),
        _ => None,
    }
}

/// Until when something of a plan is prompt where no law names a day: 30 days after the consent, or the eve of the next
/// plan; where no consent is known, after the plan's first day.
fn prompt(timeline: &Timeline<'_>, document: &Document) -> Option<Date> {
    const DAYS: u64 = 30;
    let by_month = timeline.first_consent(document).or_else(|| starts(document)).map(|day| day.plus_days(DAYS));
    let replaced = timeline.next(document).and_then(starts).map(|start| start.minus_days(1));
    by_month.into_iter().chain(replaced).min()
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
