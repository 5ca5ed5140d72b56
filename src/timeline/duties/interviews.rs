//! A モニタリング meets the guardian and the child.

use super::super::duty::Deed;
use super::super::{Done, Duty, Excuse, Timeline, What, Whom};
use crate::case::monitoring::{Heard, Monitoring};
use crate::case::{Document, Model};
use crate::record::Field;

pub(super) fn of_monitoring<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Model::Monitoring(monitoring) = &document.model else { return Vec::new() };
    if timeline.is_received(document) {
        return Vec::new();
    }
    let duty = |(whom, heard): (Whom, Option<&Field<Heard>>)| {
        let said = heard.and_then(Field::get);
        let done = match said.filter(|said| was_met(said)) {
            // It may be on another day than the sheet.
            Some(_) => {
                Done::by(heard.and_then(Field::span).map(|span| Deed { day: None, place: span.place() }).into_iter())
            }
            None if monitoring.interviews.is_unread() || heard.is_some_and(Field::is_unread) => Done::Unknown,
            None => Done::No,
        };
        Duty {
            whom,
            // The sheet itself says whom it met: without it the duty is late as soon as the sheet is there.
            due: document.date.map(|day| day.minus_days(1)),
            counts_on: document.date,
            done,
            excuse: said.is_some_and(|said| said.reason.is_set()).then_some(Excuse::Reasoned),
            ..Duty::new(What::Interview, timeline, document)
        }
    };
    timeline.to_meet(monitoring).into_iter().map(duty).collect()
}

impl Timeline<'_> {
    /// Whether a モニタリング met everybody whom it has to meet.
    #[must_use]
    pub fn has_met_all(&self, monitoring: &Monitoring) -> bool {
        self.to_meet(monitoring).into_iter().all(|(_, heard)| heard.and_then(Field::get).is_some_and(was_met))
    }

    /// Whom a モニタリング has to meet, with what it says of that: the guardian, where there is one, and the child.
    fn to_meet<'m>(&self, monitoring: &'m Monitoring) -> Vec<(Whom, Option<&'m Field<Heard>>)> {
        let said = monitoring.interviews.get();
        let guardian = (Whom::Guardian, said.map(|said| &said.guardian));
        let child = (Whom::Child, said.map(|said| &said.child));
        match self.directory().child().guardians.is_empty() {
            true => vec![child],
            false => vec![guardian, child],
        }
    }
}

/// Whether somebody was met: the day or the manner is written.
fn was_met(said: &Heard) -> bool {
    said.date.is_set() || said.method.is_set()
}
