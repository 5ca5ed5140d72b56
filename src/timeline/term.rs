//! For how long a plan is the one that holds.

use crate::case::Document;
use crate::value::Date;

/// A plan with the days on which it is the one that holds: a newer one ends it early.
#[derive(Debug)]
pub struct Term<'a, T> {
    /// The paper.
    pub document: &'a Document,
    /// Its record.
    pub plan: &'a T,
    /// The first day.
    pub start: Date,
    /// The last day; open where none is known.
    pub end: Option<Date>,
}

// What is derived would ask this of the plan, too.
impl<T> Clone for Term<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Term<'_, T> {}

impl<T> Term<'_, T> {
    /// Whether it is the one that holds on a day.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

/// Sorts plans by their first day and ends each on the eve of the next.
pub(super) fn in_turn<'a, T>(plans: impl Iterator<Item = (&'a Document, &'a T)>) -> Vec<Term<'a, T>> {
    let mut terms: Vec<Term<'a, T>> = plans
        .filter_map(|(document, plan)| {
            Some(Term { document, plan, start: document.first_day()?, end: document.last_day() })
        })
        .collect();
    terms.sort_by_key(|term| (term.start, term.document.date, &term.document.name));
    for index in 1..terms.len() {
        let eve = terms[index].start.minus_days(1);
        let earlier = &mut terms[index - 1];
        earlier.end = Some(earlier.end.map_or(eve, |end| end.min(eve)));
    }
    terms.retain(|term| term.end.is_none_or(|end| term.start <= end));
    terms
}
