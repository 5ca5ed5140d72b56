//! The days that are asked for.

use crate::value::Date;

/// From one day to another; an end that is not named is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogWindow {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl LogWindow {
    /// Whether a day is asked for. What has none is shown: nobody knows that it is not.
    #[must_use]
    pub fn contains(self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to))
    }

    /// Whether something that lasts reaches into it.
    #[must_use]
    pub fn meets(self, start: Option<Date>, end: Option<Date>) -> bool {
        let begins_in_time = start.zip(self.to).is_none_or(|(start, to)| start <= to);
        begins_in_time && end.zip(self.from).is_none_or(|(end, from)| from <= end)
    }

    /// Whether no days are named.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::LogWindow;
    use crate::value::Date;

    fn day(text: &str) -> Option<Date> {
        Some(text.parse().expect("a day"))
    }

    #[test]
    fn both_ends_count() {
        let window = LogWindow { from: day("2024-04-01"), to: day("2024-09-30") };
        for (text, inside) in [("2024-03-31", false), ("2024-04-01", true), ("2024-09-30", true), ("2024-10-01", false)]
        {
            assert_eq!(window.contains(day(text)), inside, "{text}");
        }
        assert!(window.contains(None) && LogWindow::default().contains(day("1999-01-01")));
    }

    #[test]
    fn what_lasts_is_asked_for_where_a_single_day_of_it_is() {
        let window = LogWindow { from: day("2024-04-01"), to: day("2024-09-30") };
        assert!(window.meets(day("2023-10-01"), day("2024-04-01")));
        assert!(window.meets(day("2024-09-30"), None));
        assert!(!window.meets(day("2023-10-01"), day("2024-03-31")));
        assert!(!window.meets(day("2024-10-01"), day("2025-03-31")));
    }
}
