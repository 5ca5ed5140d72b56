//! Who was at a meeting and who was not, each with what stands before the name: 所属 and 職種 of the day.

use super::Subject;
use super::appearance::{Appearance, Expected};
use super::people::{People, PersonContext};
use crate::case::Model;
use crate::source::Span;

/// The 職種 and 所属 of those named in the table of a meeting.
pub(super) fn expected(subject: Subject<'_>, people: &People<'_>) -> Vec<Expected> {
    let Model::Meeting(meeting) = &subject.document.model else { return Vec::new() };
    let present = meeting.present.iter().map(|one| (people.person(&one.value), one.span));
    let absent = meeting.absent.iter().map(|one| (people.written_out(&one.person()), one.span));
    present.chain(absent).filter_map(|(person, span)| of(subject, person, span)).collect()
}

fn of(subject: Subject<'_>, person: PersonContext, span: Span) -> Option<Expected> {
    let PersonContext { name, duty, affiliation: from, .. } = person;
    // Who is known by a 職種 alone stands beside no name.
    if name.is_empty() {
        return None;
    }
    let form = Appearance::Of { name, duty: duty?, from };
    subject.may_expect("人.職種", subject.document.place(Some(span)), form)
}
