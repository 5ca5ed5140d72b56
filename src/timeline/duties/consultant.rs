//! The 相談支援 gets a copy of every 個別支援計画.

use super::super::duty::Deed;
use super::super::{Consent, Done, Duty, Excuse, Timeline, What};
use super::starts;
use crate::case::Document;
use crate::case::paper::State;
use crate::value::Date;

/// No law names a day; a month after the consent it is no longer prompt.
const DAYS: u64 = 30;

pub(super) fn delivery<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    if document.state() != State::Final || timeline.is_received(document) {
        return Vec::new();
    }
    let directory = timeline.directory();
    let map = timeline.consultation_under(document);
    let self_planned = directory.child().self_plan.get() == Some(&true);
    let excuse = match map {
        None if self_planned => Some(Excuse::SelfPlan),
        Some(map) if map.office().is_some() && map.office() == document.office() => Some(Excuse::Own),
        _ => None,
    };
    let done = match timeline.trail().and_then(|trail| Some((trail, trail.deliveries(document)?))) {
        None => Done::Unknown,
        Some((trail, deliveries)) => {
            let consultants = directory.consultants();
            let to = deliveries.into_iter().filter(|(_, recipient)| consultants.includes(recipient));
            Done::by(to.map(|(event, _)| Deed { day: event.date.get().copied(), place: trail.place_at(event.span) }))
        }
    };
    vec![Duty { due: due(timeline, document), done, excuse, ..Duty::new(What::ConsultantDelivery, timeline, document) }]
}

/// 30 days after the consent, or the eve of the next plan; where no consent is known, after the plan's first day.
fn due(timeline: &Timeline<'_>, document: &Document) -> Option<Date> {
    let parts = document.paper().parts();
    let consented = match timeline.consent(document, parts.first()?) {
        Consent::Given(lines) => lines.iter().filter_map(|line| line.date.get().copied()).min(),
        _ => None,
    };
    let by_month = consented.or_else(|| starts(document)).map(|day| day.plus_days(DAYS));
    let replaced = timeline.next(document).and_then(starts).map(|start| start.minus_days(1));
    by_month.into_iter().chain(replaced).min()
}
