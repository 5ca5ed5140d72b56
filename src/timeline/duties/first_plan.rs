//! The first 個別支援計画 of a child at an office, in each of its services.

use super::super::duty::Deed;
use super::super::{Consent, Done, Duty, Stay, Timeline, What};
use super::unread;
use crate::case::paper::State;
use crate::case::party::Service;
use crate::case::plan::{self, Occasion, SupportPlan};
use crate::case::{Document, Model};
use crate::value::Date;

/// Months after the first day in which the plan may still be made.
const GRACE: u32 = 1;

pub(super) fn of_stay<'a>(timeline: &Timeline<'a>, stay: &Stay<'a>) -> Vec<Duty<'a>> {
    if stay.service.is_none_or(|service| service == Service::Consultation) {
        return Vec::new();
    }
    let grace = stay.started().map(|start| start.plus_months(GRACE));
    vec![Duty {
        due: stay.started(),
        grace,
        // Who leaves within that month is owed none.
        counts_on: grace,
        done: done(timeline, stay),
        ..Duty::of_stay(What::FirstPlan, stay)
    }]
}

/// A plan that holds and is consented to. The oldest plan of the folder may say itself that one came before it, which is not
/// kept here.
fn done(timeline: &Timeline<'_>, stay: &Stay<'_>) -> Done {
    let plans: Vec<(&Document, &SupportPlan)> = timeline.plans_of(stay).collect();
    let made: Vec<(Option<Date>, &Document)> =
        plans.iter().filter_map(|(paper, _)| Some((made_on(timeline, paper)?, *paper))).collect();
    let grace = stay.started().map(|start| start.plus_months(GRACE));
    let in_time = |paper: &Document| paper.first_day() <= grace;
    let oldest = plans.iter().min_by_key(|(paper, _)| paper.first_day());
    let goes_on = oldest.is_some_and(|(_, plan)| match plan.occasion.get() {
        Some(Occasion::Renewal | Occasion::Change) => timeline.is_first(stay),
        Some(Occasion::First) | None => false,
    });
    let late = |day: Option<Date>| day.zip(grace).is_some_and(|(day, grace)| grace < day);
    let unsigned = plans.iter().any(|(paper, _)| in_time(paper) && made_on(timeline, paper).is_none());
    match made.into_iter().min_by_key(|(day, _)| *day) {
        _ if goes_on => Done::Unknown,
        // That the first of two is not consented to is told by itself, and the second is no first.
        Some((day, _)) if unsigned && late(day) => Done::Unknown,
        Some((day, paper)) => Done::By(Deed { day, place: paper.place(paper.paper().dated()) }),
        // That the plan which is there is not consented to is owed, and told, by itself.
        None if unread(timeline, &plan::KIND) || unsigned => Done::Unknown,
        None => Done::No,
    }
}

/// From when on a plan is made and holds: its consent and its first day are there. None where nobody has consented.
fn made_on(timeline: &Timeline<'_>, paper: &Document) -> Option<Option<Date>> {
    let parts = paper.paper().parts();
    match timeline.support_consent(paper, parts.first()?) {
        Consent::Given(lines) => {
            let consented = lines.iter().filter_map(|line| line.date.get().copied()).min();
            Some(consented.map(|day| paper.first_day().map_or(day, |start| day.max(start))))
        }
        Consent::Unknown | Consent::Missing | Consent::Withdrawn(_) => None,
    }
}

impl<'a> Timeline<'a> {
    /// The 確定 plans of a stay: of its office and service, and not over before it began nor begun after it ended.
    fn plans_of<'t>(
        &'t self,
        stay: &'t Stay<'_>,
    ) -> impl Iterator<Item = (&'a Document, &'a SupportPlan)> + use<'t, 'a> {
        let of_office = move |paper: &Document| paper.state() == State::Final && paper.office() == Some(stay.office);
        let in_time = move |paper: &Document| {
            let over = paper.last_day().zip(stay.started()).is_some_and(|(last, start)| last < start);
            let after = paper.first_day().zip(stay.uses.last_day()).is_some_and(|(first, end)| end < first);
            !over && !after
        };
        self.papers().filter_map(move |paper| match &paper.model {
            Model::Plan(plan) if of_office(paper) && in_time(paper) => {
                let service = self.directory.service(plan);
                service.is_none_or(|own| stay.service == Some(own)).then_some((paper, plan))
            }
            _ => None,
        })
    }

    /// Whether the child was not at that office in that service before.
    fn is_first(&self, stay: &Stay<'_>) -> bool {
        let same = |other: &&Stay<'_>| other.office == stay.office && other.service == stay.service;
        self.stays().find(same).is_some_and(|first| first.span == stay.span)
    }
}
