//! The written consent to a 計画案, and to the plan that is made of it.

use super::super::duty::Deed;
use super::super::{Consent, Done, Duty, Timeline, What};
use super::{adopted, excuse, own_plan, starts};
use crate::case::Document;

pub(super) fn to_draft<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = own_plan(timeline, document).filter(|plan| plan.is_draft()) else { return Vec::new() };
    vec![Duty {
        due: adopted(timeline, document),
        done: done(timeline, document),
        excuse: excuse(timeline, document),
        ..Duty::new(What::DraftConsent, timeline, document)
    }]
}

pub(super) fn to_plan<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = own_plan(timeline, document).filter(|plan| !plan.is_draft()) else { return Vec::new() };
    vec![Duty {
        due: starts(document),
        done: done(timeline, document),
        ..Duty::new(What::PlanConsent, timeline, document)
    }]
}

/// Whether the main sheet is consented to.
fn done(timeline: &Timeline<'_>, document: &Document) -> Done {
    let Some(trail) = timeline.trail() else { return Done::Unknown };
    let parts = document.paper().parts();
    let Some(main) = parts.first() else { return Done::Unknown };
    match timeline.consent(document, main) {
        Consent::Unknown => Done::Unknown,
        Consent::Missing | Consent::Withdrawn(_) => Done::No,
        Consent::Given(lines) => {
            // The first of those that hold: a later one does not make it late.
            let first = lines.iter().min_by_key(|line| line.date.get().copied());
            Done::by(
                first.into_iter().map(|line| Deed { day: line.date.get().copied(), place: trail.place_at(line.span) }),
            )
        }
    }
}
