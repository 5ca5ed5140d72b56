//! The サービス担当者会議 between a 計画案 and the plan.

use super::super::duty::Deed;
use super::super::{Candidate, Consent, Done, Duty, Timeline, What};
use super::{own_plan, starts};
use crate::case::Document;
use crate::case::meeting::Meeting;
use crate::case::paper::Role;
use crate::value::Date;

pub(super) fn before_plan<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = own_plan(timeline, document).filter(|plan| !plan.is_draft()) else { return Vec::new() };
    let meetings: Vec<(&Document, &Meeting)> = timeline.care_meetings().collect();
    let from = timeline.linked(document, Role::Draft).and_then(|draft| draft.date);
    // The plan is made by its consent: its own date may be that on which it was drawn up.
    let until = timeline.consulted(document).into_iter().chain(document.date).max();
    let in_time = |sheet: &Document| {
        let Some(day) = sheet.date else { return true };
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
    };
    let named: Vec<&Document> = timeline.care_meetings_on(document).into_iter().map(|(sheet, _)| sheet).collect();
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

impl<'a> Timeline<'a> {
    /// The サービス担当者会議 on a plan or on the 案 of which it was made.
    #[must_use]
    pub fn care_meetings_on(&self, document: &Document) -> Vec<(&'a Document, &'a Meeting)> {
        let draft = document.link(Role::Draft).and_then(|link| link.name.get());
        let about_it = |meeting: &Meeting| {
            let named = meeting.plan.get();
            named.is_some() && (named == draft || named == Some(&document.name))
        };
        self.care_meetings().filter(|(_, meeting)| about_it(meeting)).collect()
    }

    /// The day of the first consent to the main sheet of a 障害児支援利用計画 or its 案.
    #[must_use]
    pub fn consulted(&self, document: &Document) -> Option<Date> {
        let parts = document.paper().parts();
        match self.consent(document, parts.first()?) {
            Consent::Given(lines) => lines.iter().filter_map(|line| line.date.get().copied()).min(),
            Consent::Unknown | Consent::Missing | Consent::Withdrawn(_) => None,
        }
    }
}
