//! The 相談支援 gets a copy of every 個別支援計画.

use super::super::duty::Deed;
use super::super::{Done, Duty, Excuse, Timeline, What};
use super::prompt;
use crate::case::Document;
use crate::case::paper::State;

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
    vec![Duty { due: prompt(timeline, document), done, excuse, ..Duty::new(What::ConsultantDelivery, timeline, document) }]
}
