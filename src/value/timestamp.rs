//! A day with a range of times, as minutes and interviews are dated: `2024-03-25 16:00-17:00`.

use super::{Date, Minutes, Time, TimeRange, half_width, scalar};
use std::fmt::{self, Display};
use std::str::FromStr;
use std::time::SystemTime;

/// 日時. The time may be missing or open at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// When it began.
    pub start: Option<Time>,
    /// When it ended.
    pub end: Option<Time>,
}

impl Moment {
    /// The day and the time in Japan at an instant of a machine's clock.
    #[must_use]
    pub fn at(instant: SystemTime) -> Self {
        Self { date: Date::at(instant), start: Some(Time::at(instant)), end: None }
    }

    /// How long it lasted, where both times are written.
    #[must_use]
    pub fn duration(self) -> Option<Minutes> {
        Some(TimeRange { start: self.start?, end: self.end? }.duration())
    }

    /// `令和6年3月25日(月) 16:00～17:00`.
    #[must_use]
    pub fn to_wareki(self) -> String {
        let day = format!("{}({})", self.date.to_wareki(), self.date.weekday());
        match (self.start, self.end) {
            (Some(start), Some(end)) => format!("{day} {start}～{end}"),
            (Some(start), None) => format!("{day} {start}～"),
            _ => day,
        }
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(start) = self.start {
            write!(f, " {start}")?;
        }
        if let Some(end) = self.end {
            write!(f, "-{end}")?;
        }
        Ok(())
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded = half_width(text.trim());
        let (day, time) = match folded.split_once(' ') {
            Some((day, time)) => (day, time.trim()),
            None => (folded.as_str(), ""),
        };
        let date = day.parse().map_err(|_| {
            format!("「{text}」は日時として読めません\n2024-03-25 16:00-17:00 のように、日付、空白、時間の順に書いてください")
        })?;
        let (start, end) = match time {
            "" => (None, None),
            time if time.contains(['-', '~']) => {
                let range: TimeRange = time.parse()?;
                (Some(range.start), Some(range.end))
            }
            time => (Some(time.parse()?), None),
        };
        Ok(Self { date, start, end })
    }
}

scalar!(Moment, Moment);

#[cfg(test)]
mod tests {
    use super::Moment;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_machine_s_clock_is_read_in_japan() {
        let at = |seconds: u64| Moment::at(UNIX_EPOCH + Duration::from_secs(seconds)).to_string();
        assert_eq!(at(0), "1970-01-01 9:00");
        assert_eq!(at(1_711_378_799), "2024-03-25 23:59");
        assert_eq!(at(1_711_378_800), "2024-03-26 0:00");
        assert_eq!(Moment::at(UNIX_EPOCH - Duration::from_secs(9 * 3600 + 1)).to_string(), "1969-12-31 23:59");
    }

    #[test]
    fn a_moment_is_a_day_and_a_range() {
        let moment: Moment = "2024-03-25 16:00-17:00".parse().expect("both");
        assert_eq!(moment.to_wareki(), "令和6年3月25日(月) 16:00～17:00");
        let moment: Moment = "令和6年3月25日　１６：００〜１７：００".parse().expect("full width");
        assert_eq!(moment.to_string(), "2024-03-25 16:00-17:00");
        assert_eq!("2024-03-25".parse::<Moment>().expect("day").to_wareki(), "令和6年3月25日(月)");
        assert!("月曜 16:00".parse::<Moment>().is_err());
    }
}
