//! What of the list a call wants to see.

use super::item::AgendaItem;
use super::kind::AgendaKind;
use crate::directory::same;
use crate::value::Date;

/// What is wanted; everything where nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only of these offices, by id or name.
    pub offices: Vec<String>,
    /// Only what these people have to see to, by id or name.
    pub persons: Vec<String>,
    /// Only of these kinds.
    pub kinds: Vec<AgendaKind>,
    /// Only what is late or due within so many days.
    pub within: Option<u64>,
    /// Only what came up after this day: what came into the list, or became late.
    pub new_since: Option<Date>,
}

impl Wanted {
    /// Whether a line is wanted.
    #[must_use]
    pub fn includes(&self, item: &AgendaItem) -> bool {
        self.is_asked(item) && self.is_near(item) && self.is_new(item)
    }

    /// Whether only its distance keeps a line out.
    pub(super) fn is_farther(&self, item: &AgendaItem) -> bool {
        self.is_asked(item) && !self.is_near(item) && self.new_since.is_none()
    }

    fn is_asked(&self, item: &AgendaItem) -> bool {
        let office =
            |word: &String| item.office.as_ref().is_some_and(|office| office.id == *word || same(&office.name, word));
        let person = |word: &String| item.persons.iter().any(|person| person.id == *word || same(&person.name, word));
        (self.offices.is_empty() || self.offices.iter().any(office))
            && (self.persons.is_empty() || self.persons.iter().any(person))
            && (self.kinds.is_empty() || self.kinds.contains(&item.kind))
    }

    fn is_near(&self, item: &AgendaItem) -> bool {
        self.within.is_none_or(|days| i64::try_from(days).is_ok_and(|days| item.days_left <= days))
    }

    fn is_new(&self, item: &AgendaItem) -> bool {
        self.new_since.is_none_or(|since| item.came_up(self.within).is_some_and(|day| since < day))
    }
}
