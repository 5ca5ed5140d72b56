//! The サービス担当者会議 between a 計画案 and the plan.

use super::super::duty::Deed;
use super::super::{Candidate, Done, Duty, Timeline, What};
use super::{own_plan, starts};
use crate::case::Document;
use crate::case::meeting::Meeting;
use crate::case::paper::Role;

pub(super) fn before_plan<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(plan) = own_plan(timeline, document).filter(|plan| !plan.is_draft()) else { return Vec::new() };
    let meetings: Vec<(&Document, &Meeting)> = timeline.care_meetings().collect();
    let draft = plan.draft.get().map(String::as_str);
    let from = timeline.linked(document, Role::Draft).and_then(|draft| draft.date);
    let in_time = |sheet: &Document| {
        let Some(day) = sheet.date else { return true };
        from.is_none_or(|from| from <= day) && document.date.is_none_or(|until| day <= until)
    };
    let about_it = |meeting: &Meeting| {
        let named = meeting.plan.get().map(String::as_str);
        named.is_some() && (named == draft || named == Some(&document.name))
    };
    let named: Vec<&Document> =
        meetings.iter().filter(|(_, meeting)| about_it(meeting)).map(|(sheet, _)| *sheet).collect();
    let held = named.iter().filter(|sheet| in_time(sheet));
    let done = match meetings.iter().any(|(sheet, _)| sheet.broken) {
        true => Done::Unknown,
        // Its own day is judged by its place between the papers, not by the deadline.
        false => Done::by(held.map(|sheet| Deed { day: None, place: sheet.place(None) })),
    };
    let out_of_time = named.first().map(|sheet| Candidate::OutOfTime(sheet));
    // A record that names no plan is most likely the one; one line makes it so.
    let nameless = meetings.iter().find(|(sheet, meeting)| !meeting.plan.is_set() && in_time(sheet));
    let candidates = out_of_time.into_iter().chain(nameless.map(|(sheet, _)| Candidate::Nameless(sheet))).collect();
    vec![Duty { due: starts(document), done, candidates, ..Duty::new(What::CareMeeting, timeline, document) }]
}
