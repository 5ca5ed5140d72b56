//! A モニタリング報告書 that asks for a new 障害児支援利用計画.

use super::super::duty::Deed;
use super::super::{Done, Duty, Excuse, Timeline, What};
use crate::case::consult::monitoring::{MonitoringReport, MonitoringResult};
use crate::case::paper::Role;
use crate::case::{Document, Model};
use crate::value::{Date, Month};

pub(super) fn after_report<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Model::ConsultationMonitoring(report) = &document.model else { return Vec::new() };
    let Some(reported) = document.date.filter(|_| asks_for_plan(report)) else { return Vec::new() };
    let plan = timeline.linked(document, Role::Subject);
    if plan.is_some_and(Document::is_copy) {
        return Vec::new();
    }
    let due = limit(report, reported, plan);
    let excuse = due.filter(|due| !timeline.uses().runs_on(*due)).map(|_| Excuse::NotInUse);
    let done = Done::by(followed(timeline, reported, plan).into_iter().map(|new| Deed {
        // Any plan before the next report is an answer to this one.
        day: None,
        place: new.place(new.paper().dated()),
    }));
    vec![Duty { due, done, excuse, ..Duty::new(What::NewPlan, timeline, document) }]
}

/// Whether a report asks for a new plan. 様式3-2 with the new week is the change of a week itself.
fn asks_for_plan(report: &MonitoringReport) -> bool {
    let only_the_week = report.changes().all(|(name, _)| name == "週間計画") && report.changes().next().is_some();
    let asked = match report.outcome.get() {
        Some(MonitoringResult::Continue | MonitoringResult::End) => false,
        Some(MonitoringResult::Change | MonitoringResult::Renewal) => true,
        None => report.changes().next().is_some(),
    };
    asked && !(only_the_week && report.week.is_set())
}

/// The last day on which the new plan may still be missing.
fn limit(report: &MonitoringReport, reported: Date, plan: Option<&Document>) -> Option<Date> {
    let next_month = Month::of(reported).plus(1).last_day()?;
    match report.outcome.get() {
        Some(MonitoringResult::Renewal) => {
            Some(plan.and_then(Document::last_day).map_or(next_month, |end| end.max(next_month)))
        }
        _ => Some(next_month),
    }
}

/// A 障害児支援利用計画 that was made since, before the next report judged anew; or one that was made ready before the
/// report, for the time after it.
fn followed<'a>(timeline: &Timeline<'a>, reported: Date, plan: Option<&Document>) -> Option<&'a Document> {
    let next_report = timeline.reports().filter_map(|(other, _)| other.date).filter(|date| *date > reported).min();
    let new = timeline.consultation_plans().map(|(document, _)| document).filter(|new| {
        let Some(made) = new.date else { return false };
        let since = made >= reported && next_report.is_none_or(|next| made <= next);
        let newer = plan.and_then(|plan| plan.date).is_some_and(|old| old < made);
        let begins = new.paper().period().and_then(|period| period.get()?.start.get().copied());
        since || (newer && made < reported && begins.is_some_and(|begins| begins > reported))
    });
    new.min_by_key(|new| new.date)
}
