//! What a 個別支援計画 has to go through to be one: explanation, consent, delivery, and that the staff know it.

use super::super::duty::Deed;
use super::super::{Adopted, Consent, Done, Duty, Excuse, Timeline, Trail, What, Whom};
use super::{final_plan, prompt};
use crate::case::event::{Event, EventKind};
use crate::case::paper::Part;
use crate::case::{Document, Model};
use crate::record::Spanned;
use crate::value::Date;

/// To the guardian, and to the child where somebody else is the applicant.
pub(super) fn explanation<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = final_plan(timeline, document) else { return Vec::new() };
    let lines = timeline.trail().and_then(|trail| Some((trail, timeline.explanations_of(document)?)));
    let one = |whom: Whom| {
        let (done, reasoned) = match &lines {
            None => (Done::Unknown, false),
            Some((_, lines)) if lines.iter().any(|line| line.recipients.is_unread()) => (Done::Unknown, false),
            Some((trail, lines)) => {
                let told = lines.iter().filter(|line| timeline.was_told(line, &whom));
                let reasoned = matches!(whom, Whom::Child) && lines.iter().any(|line| line.reason.is_set());
                (missed(timeline, EventKind::Explained, Done::by(told.map(|line| deed(trail, line)))), reasoned)
            }
        };
        let excuse = (reasoned || (matches!(whom, Whom::Child) && timeline.directory().child().untold.is_set()))
            .then_some(Excuse::Reasoned);
        let due = timeline.plan_deadline(document);
        Duty { whom, due, done, excuse, ..Duty::new(What::Explanation, timeline, document) }
    };
    let has_guardian = !timeline.directory().child().guardians.is_empty();
    std::iter::once(one(Whom::Guardian)).chain(has_guardian.then(|| one(Whom::Child))).collect()
}

/// To the main sheet and to each 別表.
pub(super) fn consent<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = final_plan(timeline, document) else { return Vec::new() };
    let parts = document.paper().parts();
    let duty = |part: &Part<'_>| Duty {
        part: part.schedule_name(),
        due: due(timeline, document, part),
        done: consented(timeline, document, part),
        ..Duty::new(What::SupportConsent, timeline, document)
    };
    parts.iter().map(duty).collect()
}

/// The main sheet with the 別表 that were issued with it, and each later 別表 by itself.
pub(super) fn delivery<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = final_plan(timeline, document) else { return Vec::new() };
    let parts = document.paper().parts();
    let own = parts.iter().filter(|part| part.schedule.is_none() || came_later(timeline, document, part));
    let duty = |part: &Part<'_>| {
        let by_consent = match consented(timeline, document, part) {
            Done::By(deed) => Some(deed),
            Done::No | Done::Unknown => None,
        };
        Duty {
            whom: Whom::Guardian,
            part: part.schedule_name(),
            due: due(timeline, document, part),
            done: handed_to_guardian(timeline, document, part),
            by_consent,
            ..Duty::new(What::SupportDelivery, timeline, document)
        }
    };
    own.map(duty).collect()
}

/// Nobody says until when; a month after the consent it is no longer prompt.
pub(super) fn sharing<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = final_plan(timeline, document) else { return Vec::new() };
    let done = match timeline.trail().and_then(|trail| Some((trail, trail.about(&document.id())?))) {
        None => Done::Unknown,
        Some((trail, lines)) => {
            let shared = lines.into_iter().filter(|line| line.kind.get() == Some(&EventKind::Shared));
            missed(timeline, EventKind::Shared, Done::by(shared.map(|line| deed(trail, line))))
        }
    };
    vec![Duty { due: prompt(timeline, document), done, ..Duty::new(What::Sharing, timeline, document) }]
}

/// Until when a part is to be consented to and handed over: before it holds.
fn due(timeline: &Timeline<'_>, document: &Document, part: &Part<'_>) -> Option<Date> {
    let whole = timeline.plan_deadline(document);
    let (Model::Plan(plan), Some((index, _))) = (&document.model, part.schedule) else { return whole };
    let table = plan.schedules.get(index)?;
    let holds = table.period.get().and_then(|period| period.start.get().copied());
    holds.or(part.date.get().copied()).into_iter().chain(whole).max()
}

/// By the first consent that holds: a later one does not make it late.
fn consented(timeline: &Timeline<'_>, document: &Document, part: &Part<'_>) -> Done {
    let Some(trail) = timeline.trail() else { return Done::Unknown };
    match timeline.support_consent(document, part) {
        Consent::Unknown => Done::Unknown,
        Consent::Missing => missed(timeline, EventKind::Consented, Done::No),
        Consent::Withdrawn(_) => Done::No,
        Consent::Given(lines) => {
            let first = lines.iter().min_by_key(|line| line.date.get().copied());
            Done::by(first.into_iter().map(|line| deed(trail, line)))
        }
    }
}

/// Whether a 別表 was issued after the main sheet, and not signed together with it.
fn came_later(timeline: &Timeline<'_>, document: &Document, part: &Part<'_>) -> bool {
    let signed = match timeline.support_consent(document, part) {
        Consent::Given(lines) => lines.iter().filter_map(|line| line.date.get().copied()).min(),
        _ => None,
    };
    part.date.get().copied() > document.date
        && timeline.first_consent(document).zip(signed).is_none_or(|(main, own)| main < own)
}

/// Of the main sheet a delivery of the 原案 counts, too, where the consent was given to that.
fn handed_to_guardian(timeline: &Timeline<'_>, document: &Document, part: &Part<'_>) -> Done {
    let Some(trail) = timeline.trail() else { return Done::Unknown };
    let draft = timeline.adopted_main(document).filter(|adopted| matches!(adopted, Adopted::Same(_)));
    let draft = draft.filter(|_| part.schedule.is_none()).map(|_| timeline.draft_of(document).id());
    let mut handed = Vec::new();
    for target in std::iter::once(part.target(document)).chain(draft) {
        let Some(lines) = trail.deliveries_of(&target) else { return Done::Unknown };
        handed.extend(lines);
    }
    let to = handed.into_iter().filter(|(_, recipient)| timeline.directory().is_guardian(recipient));
    missed(timeline, EventKind::Delivered, Done::by(to.map(|(line, _)| deed(trail, line))))
}

/// What is not done may be done by a line whose 対象 is mistyped.
fn missed(timeline: &Timeline<'_>, kind: EventKind, done: Done) -> Done {
    match done {
        Done::No if timeline.has_stray(kind) => Done::Unknown,
        done => done,
    }
}

fn deed(trail: &Trail<'_>, line: &Spanned<Event>) -> Deed {
    Deed { day: line.date.get().copied(), place: trail.place_at(line.span) }
}

impl Timeline<'_> {
    /// Whether somebody is among those to whom a plan was explained; one that names nobody was explained to all.
    #[must_use]
    pub fn was_told(&self, explanation: &Event, whom: &Whom) -> bool {
        let directory = self.directory();
        let mut listeners = explanation.recipients.iter();
        explanation.recipients.is_empty()
            || match whom {
                Whom::Child => listeners.any(|listener| directory.is_child(&listener.value)),
                _ => listeners.any(|listener| directory.is_guardian(&listener.value)),
            }
    }
}
