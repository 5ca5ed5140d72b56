//! Months, as periods of monitoring and the times of goals are written.

use super::date::date_numbers;
use super::{Date, half_width, scalar};
use std::fmt::{self, Display};
use std::str::FromStr;

/// A month: `2024-04`, `2024年4月`, `令和6年4月` or `R6.4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year of the common era.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let (year, month, _) = day.parts();
        Self { year, month }
    }

    /// The month `months` later.
    #[must_use]
    pub fn plus(self, months: u32) -> Self {
        let count = self.month - 1 + months;
        Self { year: self.year + (count / 12) as i32, month: count % 12 + 1 }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month, 1)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        Some(self.plus(1).first_day()?.minus_days(1))
    }

    /// `令和6年4月`.
    #[must_use]
    pub fn to_wareki(self) -> String {
        // The last day decides the era: May 2019 is 令和元年5月.
        let wareki = Date::new(self.year, self.month, 28).map(Date::to_wareki).unwrap_or_default();
        wareki.trim_end_matches("28日").to_owned()
    }
}

impl Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = date_numbers(&half_width(text.trim()));
        match numbers.as_deref() {
            Some(&[year, month]) if (1..=12).contains(&month) => Ok(Self { year, month: month as u32 }),
            _ => Err(format!("「{text}」は年月として読めません\n2024-04、令和6年4月、R6.4 のように書いてください")),
        }
    }
}

scalar!(Month, Month);

#[cfg(test)]
mod tests {
    use super::Month;

    #[test]
    fn months_are_read_and_printed() {
        assert_eq!("2024-04".parse::<Month>().expect("iso").to_wareki(), "令和6年4月");
        assert_eq!("R6.4".parse::<Month>().expect("short").to_string(), "2024-04");
        assert_eq!("平成31年4月".parse::<Month>().expect("wareki").to_wareki(), "平成31年4月");
        assert!("2024-13".parse::<Month>().is_err());
    }

    #[test]
    fn months_are_counted_over_the_year() {
        let month: Month = "2024-11".parse().expect("iso");
        assert_eq!(month.plus(0), month);
        assert_eq!(month.plus(2).to_string(), "2025-01");
        assert_eq!(month.plus(13).to_string(), "2025-12");
        assert_eq!("2024-02".parse::<Month>().expect("iso").last_day().expect("a day").to_string(), "2024-02-29");
    }
}
