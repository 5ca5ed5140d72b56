//! Times of day and ranges of them.

use super::date::seconds_in_japan;
use super::{half_width, scalar};
use std::fmt::{self, Display};
use std::str::FromStr;
use std::time::SystemTime;

/// A time of day in minutes since midnight, 0:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(u16);

impl Time {
    /// The time in Japan at an instant of a machine's clock: the minute that has begun.
    #[must_use]
    pub fn at(instant: SystemTime) -> Self {
        let minutes = seconds_in_japan(instant).rem_euclid(24 * 60 * 60) / 60;
        Self(u16::try_from(minutes).expect("internal: a day has 1,440 minutes"))
    }

    /// Minutes since midnight.
    #[must_use]
    pub fn minutes(self) -> u32 {
        u32::from(self.0)
    }

    /// The time so much later; none after midnight.
    #[must_use]
    pub fn plus(self, later: Minutes) -> Option<Self> {
        let total = self.minutes().checked_add(later.0)?;
        u16::try_from(total).ok().filter(|total| *total <= 24 * 60).map(Self)
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for Time {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let error = || format!("「{text}」は時刻として読めません\n14:30 のように 24 時間で書いてください");
        let folded = half_width(text.trim()).replace("時半", ":30").replace('時', ":").replace('分', "");
        let (hour, minute) = folded.trim().split_once(':').ok_or_else(error)?;
        let minute = if minute.is_empty() { "0" } else { minute };
        let number = |digits: &str| {
            let fine = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            fine.then(|| digits.parse::<u16>().ok()).flatten()
        };
        let (hour, minute) = number(hour).zip(number(minute)).ok_or_else(error)?;
        let total = hour * 60 + minute;
        if minute < 60 && total <= 24 * 60 { Ok(Self(total)) } else { Err(error()) }
    }
}

/// From one time to another on the same day: `14:30-17:30` (also with ～).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeRange {
    /// When it begins.
    pub start: Time,
    /// When it ends; may be before `start`, which a rule reports.
    pub end: Time,
}

impl TimeRange {
    /// How long it lasts; nothing when it ends before it begins.
    #[must_use]
    pub fn duration(self) -> Minutes {
        Minutes(self.end.minutes().saturating_sub(self.start.minutes()))
    }
}

impl Display for TimeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

impl FromStr for TimeRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded = half_width(text.trim()).replace("から", "~").replace(['ー', '→'], "~");
        let (start, end) = folded
            .trim_end_matches("まで")
            .split_once(['-', '~'])
            .ok_or_else(|| format!("「{text}」は時間帯として読めません\n\"14:30-17:30\" のように書いてください"))?;
        Ok(Self { start: start.parse()?, end: end.parse()? })
    }
}

scalar!(TimeRange, Hours);

/// A length of time in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minutes(pub u32);

impl std::iter::Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.map(|minutes| minutes.0).sum())
    }
}

impl Display for Minutes {
    /// `3時間`, `1時間30分`, `45分`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(f, "{minutes}分"),
            (hours, 0) => write!(f, "{hours}時間"),
            (hours, minutes) => write!(f, "{hours}時間{minutes}分"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Minutes, Time, TimeRange};

    #[test]
    fn ranges_are_read_in_every_usual_spelling() {
        for text in [
            "14:30-17:30",
            "14:30〜17:30",
            "14:30～17:30",
            "１４：３０－１７：３０",
            "14時30分-17時30分",
            "14時半から17時半まで",
            "14:30ー17:30",
        ] {
            let range: TimeRange = text.parse().expect(text);
            assert_eq!(range.to_string(), "14:30-17:30");
            assert_eq!(range.duration(), Minutes(180));
        }
        assert_eq!("9時-10時".parse::<TimeRange>().expect("hours").to_string(), "9:00-10:00");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["25:00", "24:01", "12:60", "1230", "", "12:3a"] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
        assert!("14:30".parse::<TimeRange>().is_err());
    }

    #[test]
    fn lengths_are_printed_in_hours_and_minutes() {
        assert_eq!(Minutes(90).to_string(), "1時間30分");
        assert_eq!(Minutes(180).to_string(), "3時間");
        assert_eq!(Minutes(45).to_string(), "45分");
    }
}
