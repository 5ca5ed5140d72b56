//! The 相談支援 gets a copy of every 個別支援計画.

use super::super::duty::Deed;
use super::super::{Done, Duty, Excuse, Timeline, What};
use super::prompt;
use crate::case::Document;
use crate::case::event::EventKind;
use crate::case::paper::State;

pub(super) fn delivery<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    if document.state() != State::Final || timeline.is_received(document) {
        return Vec::new();
    }
    let directory = timeline.directory();
    let map = timeline.consultation_of_consultant(document);
    let self_planned = directory.child().self_plan.get() == Some(&true);
    let excuse = match map {
        None if self_planned => Some(Excuse::SelfPlan),
        Some(map) if map.office().is_some() && map.office() == document.office() => Some(Excuse::Own),
        _ => None,
    };
    let excuse = excuse.or_else(|| is_waived(timeline, document).then_some(Excuse::Reasoned));
    let done = match timeline.trail().and_then(|trail| Some((trail, trail.deliveries(document)?))) {
        None => Done::Unknown,
        Some((trail, deliveries)) => {
            let consultants = directory.consultants();
            let to = deliveries.into_iter().filter(|(_, recipient)| consultants.includes(recipient));
            Done::by(to.map(|(event, _)| Deed { day: event.date.get().copied(), place: trail.place_at(event.span) }))
        }
    };
    vec![Duty {
        due: prompt(timeline, document),
        done,
        excuse,
        ..Duty::new(What::ConsultantDelivery, timeline, document)
    }]
}

/// Whether a line says that the 相談支援 needs none; whether it also says why is asked by a rule.
fn is_waived(timeline: &Timeline<'_>, document: &Document) -> bool {
    let consultants = timeline.directory().consultants();
    let lines = timeline.trail().and_then(|trail| trail.about(&document.id())).unwrap_or_default();
    lines.into_iter().any(|line| {
        line.kind.get() == Some(&EventKind::Delivered)
            && line.is_waiver()
            && line.recipients.iter().any(|recipient| consultants.includes(&recipient.value))
    })
}
