//! Questions to `events.yaml`: what happened to this paper.

use super::super::rule::Scope;
use crate::case::event::{Event, EventKind};
use crate::case::party::Person;
use crate::case::{Document, Loaded};
use crate::record::{List, Spanned, TextOr, Value};
use crate::source::{Place, Span};
use crate::value::Date;

/// The paper trail of a child.
#[derive(Clone, Copy)]
pub(in super::super) struct Trail<'a> {
    file: &'a Loaded<List<Event>>,
}

/// Whether a paper is consented to.
pub(in super::super) enum Consent<'a> {
    /// By nobody yet.
    Missing,
    /// By these lines, at least one, which nothing has taken back since.
    Given(Vec<&'a Event>),
    /// A 不同意 or a 取消 came last.
    Withdrawn(&'a Spanned<Event>),
}

impl<'a> Trail<'a> {
    /// The trail; none where there is no file or it cannot be read whole. Then nothing can be said of what is not in it.
    pub(in super::super) fn of(scope: &Scope<'a>) -> Option<Self> {
        let file = scope.case.events.as_ref().filter(|file| !file.broken)?;
        // A line that is no record has been reported and left out.
        matches!(&file.tree.value, Value::List(lines) if lines.len() == file.value.len()).then_some(Self { file })
    }

    /// A place in the file.
    pub(in super::super) fn place_at(self, span: Span) -> Place {
        self.file.place(Some(span))
    }

    /// The lines about a paper, or about a part of it, in the order of their days; none where a line about it, or about
    /// what nobody knows, cannot be read. A line without a day stands where it was written.
    pub(in super::super) fn about(self, document: &Document, part: Option<&str>) -> Option<Vec<&'a Spanned<Event>>> {
        let id = document.id();
        let wanted = part.map_or_else(|| id.clone(), |part| format!("{id}#{part}"));
        let mut lines: Vec<(Option<Date>, &Spanned<Event>)> = Vec::new();
        let mut day = None;
        for event in self.file.value.iter() {
            let unread = |written: bool, read: bool| written && !read;
            let target = event.target.get();
            if unread(event.target.span().is_some(), target.is_some()) {
                return None;
            }
            if target.is_none_or(|target| *target != wanted) {
                continue;
            }
            if unread(event.kind.span().is_some(), event.kind.is_set()) {
                return None;
            }
            day = event.date.get().copied().or(day);
            lines.push((day, event));
        }
        lines.sort_by_key(|(day, _)| *day);
        Some(lines.into_iter().map(|(_, event)| event).collect())
    }

    /// Whether a paper, or a part of it, is consented to; none where that cannot be said. Who signs, and whether by 代筆,
    /// makes no difference here.
    pub(in super::super) fn consent(self, document: &Document, part: Option<&str>) -> Option<Consent<'a>> {
        let mut consent = Consent::Missing;
        for event in self.about(document, part)? {
            match (event.kind.get(), &mut consent) {
                (Some(EventKind::Consented), Consent::Given(given)) => given.push(event),
                (Some(EventKind::Consented), _) => consent = Consent::Given(vec![event]),
                (Some(EventKind::Refused | EventKind::Revoked), _) => consent = Consent::Withdrawn(event),
                _ => {}
            }
        }
        Some(consent)
    }

    /// Everybody to whom a paper was 交付; none where that cannot be said.
    pub(in super::super) fn recipients(self, document: &Document) -> Option<Vec<&'a TextOr<Person>>> {
        let lines = self.about(document, None)?.into_iter();
        let handed: Vec<_> = lines.filter(|event| event.kind.get() == Some(&EventKind::Delivered)).collect();
        if handed.iter().any(|event| event.recipients.is_unread()) {
            return None;
        }
        Some(
            handed
                .into_iter()
                .flat_map(|event| event.value.recipients.iter())
                .map(|recipient| &recipient.value)
                .collect(),
        )
    }
}
