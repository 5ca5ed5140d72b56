//! What comes before a 個別支援計画 is explained: the assessment, the 原案, and the 個別支援会議 on it.

use super::super::duty::Deed;
use super::super::{Candidate, Done, Duty, Excuse, Timeline, What};
use super::final_plan;
use crate::case::Document;
use crate::case::meeting::Meeting;
use crate::case::paper::Role;

pub(super) fn assessment<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = final_plan(timeline, document) else { return Vec::new() };
    let sheets = timeline.assessments_of(document);
    let place = |sheet: &Document| Deed { day: sheet.date, place: sheet.place(sheet.paper().dated()) };
    let done = match sheets.iter().find(|sheet| !sheet.broken) {
        // Its place among the papers is judged by their order.
        Some(sheet) => Done::By(Deed { day: None, ..place(sheet) }),
        None if !sheets.is_empty() => Done::Unknown,
        None => Done::by(timeline.reassessment(document).into_iter().map(|sheet| Deed { day: None, ..place(sheet) })),
    };
    vec![Duty { due: timeline.draft_of(document).date, done, ..Duty::new(What::Assessment, timeline, document) }]
}

pub(super) fn draft<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(plan) = final_plan(timeline, document) else { return Vec::new() };
    let organisation = timeline.directory().organisation();
    let one_sheet = organisation.consents_to_drafts(timeline.directory().office_of(document));
    let done = match timeline.linked(document, Role::Draft) {
        Some(draft) => Done::By(Deed { day: None, place: draft.place(draft.paper().dated()) }),
        None if plan.draft.span().is_some() => Done::Unknown,
        None => Done::No,
    };
    let excuse = one_sheet.then_some(Excuse::OneSheet);
    vec![Duty { due: document.date, done, excuse, ..Duty::new(What::SupportDraft, timeline, document) }]
}

pub(super) fn meeting<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = final_plan(timeline, document) else { return Vec::new() };
    let held = timeline.support_meetings_on(document);
    let done = match timeline.support_meetings().any(|(sheet, _)| sheet.broken) {
        true => Done::Unknown,
        // Its own day is judged by its place between the papers.
        false => Done::by(held.iter().map(|sheet| Deed { day: None, place: sheet.place(sheet.paper().dated()) })),
    };
    vec![Duty {
        due: timeline.plan_deadline(document),
        done,
        candidates: nameless(timeline, document),
        ..Duty::new(What::SupportMeeting, timeline, document)
    }]
}

/// A record that names no plan is most likely the one; one line makes it so.
fn nameless<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Candidate<'a>> {
    let from = timeline.previous(document).and_then(|before| before.date);
    let until = timeline.plan_deadline(document);
    let in_time = |sheet: &Document| {
        sheet.date.is_none_or(|day| from.is_none_or(|from| from < day) && until.is_none_or(|until| day <= until))
    };
    let fits = |(sheet, meeting): &(&Document, &Meeting)| !meeting.plan.is_set() && in_time(sheet);
    timeline.support_meetings().find(fits).map(|(sheet, _)| Candidate::Nameless(sheet)).into_iter().collect()
}

impl<'a> Timeline<'a> {
    /// The モニタリング of the plan before that serves as the assessment of a renewal or change: both the guardian and the
    /// child were met.
    #[must_use]
    pub fn reassessment(&self, document: &Document) -> Option<&'a Document> {
        let before = self.previous(document)?;
        let until = self.plan_deadline(document);
        let in_time = |sheet: &Document| sheet.date.is_none_or(|day| until.is_none_or(|until| day <= until));
        let own = self.monitorings_of(before).into_iter();
        let own = own.filter(|(sheet, monitoring)| in_time(sheet) && self.has_met_all(monitoring));
        own.map(|(sheet, _)| sheet).next_back()
    }
}
