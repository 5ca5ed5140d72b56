//! The 相談支援専門員 goes to the child's home: for the assessment before a 案, and for each モニタリング.
//!
//! No form has a box for the day of the assessment's visit, so it is a line of `events.yaml` (`居宅訪問`); a モニタリング報告書
//! has its own key.

use super::super::duty::Deed;
use super::super::{Done, Duty, Timeline, Trail, What};
use super::{adopted, excuse, own_plan, starts};
use crate::case::event::EventKind;
use crate::case::paper::Role;
use crate::case::{Document, Model};
use crate::value::Date;

pub(super) fn of_report<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Model::ConsultationMonitoring(report) = &document.model else { return Vec::new() };
    if timeline.is_received(document) {
        return Vec::new();
    }
    let done = match report.visit.spanned() {
        Some((_, span)) => Done::By(Deed { day: None, place: span.place() }),
        None if report.visit.is_unread() => Done::Unknown,
        None => Done::No,
    };
    // The report itself says when it was: without it the duty is late as soon as the report is there.
    let due = document.date.map(|day| day.minus_days(1));
    vec![Duty { due, done, ..Duty::new(What::MonitoringVisit, timeline, document) }]
}

pub(super) fn before_plan<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(plan) = own_plan(timeline, document) else { return Vec::new() };
    let (due, excuse) = match plan.is_draft() {
        true => (adopted(timeline, document), excuse(timeline, document)),
        false if plan.draft.is_set() => return Vec::new(),
        false => (starts(document), None),
    };
    vec![Duty { due, done: done(timeline, document), excuse, ..Duty::new(What::AssessmentVisit, timeline, document) }]
}

/// A visit since the plan before and up to this one, whichever paper of this side speaks of it.
fn done(timeline: &Timeline<'_>, document: &Document) -> Done {
    let Some(trail) = timeline.trail() else { return Done::Unknown };
    let until = document.date;
    let finals = timeline.own_consultation_plans().filter(|(_, plan)| !plan.is_draft());
    let previous = finals.filter_map(|(other, _)| other.date);
    let previous = previous.filter(|day| until.is_some_and(|until| *day < until)).max();
    let in_time = |day: Date| until.is_none_or(|until| day <= until) && previous.is_none_or(|previous| previous < day);
    for paper in timeline.papers() {
        let made_of_it = paper.link(Role::Draft).is_some_and(|link| link.name.get() == Some(&document.name));
        let of_this = paper.id() == document.id() || (made_of_it && paper.kind.id == document.kind.id);
        let Some(visits) = visits(trail, paper) else { return Done::Unknown };
        let found = visits.into_iter().find(|visit| visit.day.map_or(of_this, in_time));
        if let Some(deed) = found {
            // In time by its place between the papers.
            return Done::By(Deed { day: None, ..deed });
        }
    }
    Done::No
}

/// The visits that a paper of this side speaks of, itself or in `events.yaml`, where a line may have no day; none where that
/// cannot be said.
fn visits(trail: &Trail<'_>, paper: &Document) -> Option<Vec<Deed>> {
    match &paper.model {
        Model::ConsultationMonitoring(report) => {
            let visit = report.visit.spanned();
            Some(visit.map(|(day, span)| Deed { day: Some(*day), place: span.place() }).into_iter().collect())
        }
        Model::ConsultationPlan(_) | Model::ConsultationBasic(_) => {
            let lines = trail.about(&paper.id())?.into_iter();
            let visits = lines.filter(|event| event.kind.get() == Some(&EventKind::Visited));
            Some(
                visits
                    .map(|event| Deed { day: event.date.get().copied(), place: trail.place_at(event.span) })
                    .collect(),
            )
        }
        _ => Some(Vec::new()),
    }
}
