//! How long something lasted, by the clock or in minutes: `15:00-15:40`, `40分`.

use super::{Minutes, TimeRange, half_width, scalar};
use std::fmt::{self, Display};
use std::str::FromStr;

/// A length of time, with its hours where they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// From one time to another.
    Hours(TimeRange),
    /// So long.
    Minutes(Minutes),
}

impl Length {
    /// How long; nothing when it ends before it begins.
    #[must_use]
    pub fn minutes(self) -> Minutes {
        match self {
            Self::Hours(range) => range.duration(),
            Self::Minutes(minutes) => minutes,
        }
    }
}

impl Display for Length {
    /// `15:00～15:40`, `40分`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours(range) => write!(f, "{}～{}", range.start, range.end),
            Self::Minutes(minutes) => minutes.fmt(f),
        }
    }
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded = half_width(text.trim()).replace(' ', "");
        if let Some(minutes) = of_words(&folded) {
            return Ok(Self::Minutes(minutes));
        }
        let range = folded.parse().map(Self::Hours);
        range.map_err(|_| {
            format!("「{text}」は時間の長さとして読めません\n40分、1時間30分、\"15:00-15:40\" のように書いてください")
        })
    }
}

/// `40分`, `40分間`, `1時間`, `1時間半`, `1時間30分`.
fn of_words(text: &str) -> Option<Minutes> {
    let text = text.trim_end_matches('間').replace("時半", "時間30分").replace("時間半", "時間30分");
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|number| *number <= 24 * 60);
    let (hours, rest) = match text.split_once('時') {
        Some((hours, rest)) => (number(hours)?, rest.trim_start_matches('間')),
        None => (0, text.as_str()),
    };
    let minutes = match rest.strip_suffix('分') {
        Some(minutes) => number(minutes)?,
        None if rest.is_empty() && hours > 0 => 0,
        None => return None,
    };
    Some(Minutes(hours * 60 + minutes))
}

scalar!(Length, Length);

#[cfg(test)]
mod tests {
    use super::Length;
    use crate::value::Minutes;

    #[test]
    fn lengths_are_read_in_every_usual_spelling() {
        for (text, minutes, shown) in [
            ("40分", 40, "40分"),
            ("４０分間", 40, "40分"),
            ("1時間", 60, "1時間"),
            ("1時間半", 90, "1時間30分"),
            ("1時間30分", 90, "1時間30分"),
            ("15:00-15:40", 40, "15:00～15:40"),
            ("15時から15時半まで", 30, "15:00～15:30"),
        ] {
            let length: Length = text.parse().expect(text);
            assert_eq!((length.minutes(), length.to_string().as_str()), (Minutes(minutes), shown), "{text}");
            assert_eq!(length.to_string().parse(), Ok(length), "{text}: what is shown is read");
        }
        for text in ["", "40", "分", "長い", "15:00", "100000分"] {
            assert!(text.parse::<Length>().is_err(), "{text}");
        }
    }
}
