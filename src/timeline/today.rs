//! The day of the check, asked so that it is known until when the answers hold.

use crate::value::{Age, Date, Month};
use std::cell::Cell;

/// The day of the check. Nobody sees it bare: each question notes the next day on which its answer is another, so that
/// what was found can be kept until then.
#[derive(Debug)]
pub struct Today {
    day: Date,
    next: Cell<Option<Date>>,
}

impl Today {
    /// The check of this day.
    #[must_use]
    pub fn new(day: Date) -> Self {
        Self { day, next: Cell::new(None) }
    }

    /// Whether a day has come: it is today or before.
    pub fn has_come(&self, day: Date) -> bool {
        if self.day < day {
            self.changes_on(day);
        }
        day <= self.day
    }

    /// Whether a day is over: it was before today.
    pub fn is_over(&self, day: Date) -> bool {
        self.has_come(day.next())
    }

    /// Whether today lies between two days, both included; an end that is not known is open.
    pub fn is_within(&self, start: Option<Date>, end: Option<Date>) -> bool {
        start.is_none_or(|start| self.has_come(start)) && end.is_none_or(|end| !self.is_over(end))
    }

    /// How old somebody is who was born on a day.
    #[must_use]
    pub fn age(&self, born: Date) -> Option<Age> {
        let age = Age::on(self.day, born);
        // By law a year of life is over on the eve of the birthday.
        let grown = age.map_or(born, |age| born.plus_months((age.0 + 1) * 12).minus_days(1));
        self.changes_on(grown.max(self.day.next()));
        age
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> i32 {
        let (year, ..) = self.day.parts();
        self.next_year(year);
        year
    }

    /// The month.
    #[must_use]
    pub fn month(&self) -> Month {
        let month = Month::of(self.day);
        if let Some(first) = month.plus(1).first_day() {
            self.changes_on(first);
        }
        month
    }

    /// Days from today to another day; fewer than none where that is over.
    #[must_use]
    pub fn days_until(&self, day: Date) -> i64 {
        self.changes_on(self.day.next());
        self.day.days_until(day)
    }

    /// The first day after today on which one of the answers given so far is another; none where none ever changes.
    #[must_use]
    pub fn next_change(&self) -> Option<Date> {
        self.next.get()
    }

    fn next_year(&self, year: i32) {
        if let Some(first) = Date::new(year + 1, 1, 1) {
            self.changes_on(first);
        }
    }

    fn changes_on(&self, day: Date) {
        self.next.set(Some(self.next.get().map_or(day, |next| next.min(day))));
    }
}

#[cfg(test)]
mod tests {
    use super::Today;
    use crate::value::Date;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn the_next_change_is_the_nearest_day_that_was_asked_about() {
        let today = Today::new(day("2024-09-30"));
        assert!(today.has_come(day("2024-09-30")) && !today.is_over(day("2024-09-30")));
        assert_eq!(today.next_change(), Some(day("2024-10-01")), "tomorrow it is over");
        let today = Today::new(day("2024-09-30"));
        assert!(today.is_over(day("2024-09-29")));
        assert_eq!(today.next_change(), None, "what is over stays over");
        assert!(!today.has_come(day("2025-04-01")) && !today.has_come(day("2024-12-01")));
        assert_eq!(today.next_change(), Some(day("2024-12-01")));
        assert!(today.is_within(Some(day("2024-04-01")), Some(day("2024-10-15"))));
        assert_eq!(today.next_change(), Some(day("2024-10-16")));
        assert!(!today.is_within(None, Some(day("2024-09-29"))));
        assert_eq!(Today::new(day("2024-09-30")).month().to_string(), "2024-09");
        let today = Today::new(day("2024-09-30"));
        assert_eq!((today.days_until(day("2024-10-02")), today.days_until(day("2024-09-29"))), (2, -1));
        assert_eq!(today.next_change(), Some(day("2024-10-01")), "tomorrow it is a day less");
    }
}
