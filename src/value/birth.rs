//! 生年月日 of a relative: a day, or only the year or the month, where no more is known.

use super::date::date_numbers;
use super::{Age, Date, half_width, read_scalar};
use crate::record::Scalar;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::str::FromStr;

/// When somebody was born, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Birth {
    /// The day.
    Day(Date),
    /// A year, or a month of one: the first and the last day that it may have been, and the words (`昭和61年`).
    Within(Date, Date, String),
}

impl Birth {
    /// The first day that it may have been.
    #[must_use]
    pub fn earliest(&self) -> Date {
        match self {
            Self::Day(day) | Self::Within(day, ..) => *day,
        }
    }

    /// The last day that it may have been.
    #[must_use]
    pub fn latest(&self) -> Date {
        match self {
            Self::Day(day) | Self::Within(_, day, _) => *day,
        }
    }

    /// The age on a day, where every day that it may have been gives the same.
    #[must_use]
    pub fn age_on(&self, day: Date) -> Option<Age> {
        Age::on(day, self.earliest()).filter(|age| Age::on(day, self.latest()) == Some(*age))
    }

    /// As it is printed in place of an age that is not known for sure: `昭和61年生`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Day(day) => format!("{}生", day.to_wareki()),
            Self::Within(.., text) => format!("{text}生"),
        }
    }
}

impl FromStr for Birth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded: String = half_width(text.trim()).chars().filter(|c| !c.is_whitespace()).collect();
        let folded = folded.trim_end_matches("生まれ").trim_end_matches('生');
        let within = |first: Option<Date>, last: Option<Date>, marked: &str| {
            first.zip(last).map(|(first, last)| Self::Within(first, last, marked.to_owned()))
        };
        let numbers = date_numbers(folded);
        let read = match numbers.as_deref() {
            Some(&[year]) => {
                let (first, last) = (Date::new(year, 1, 1), Date::new(year, 12, 31));
                within(first, last, &year_words(folded, [first, last]))
            }
            Some(&[year, month]) => {
                let month = super::Month { year, month: month.unsigned_abs() };
                let real = (1..=12).contains(&month.month);
                let words = if folded.ends_with('月') { folded.to_owned() } else { month.to_wareki() };
                if real { within(month.first_day(), month.last_day(), &words) } else { None }
            }
            _ => return folded.parse().map(Self::Day).map_err(|error: String| with_year(&error)),
        };
        read.ok_or_else(|| with_year(&format!("「{}」は生年月日として読めません\n{HOW_TO_WRITE}", text.trim())))
    }
}

/// A year as it is printed: as written, the letter of an era spelt out.
fn year_words(written: &str, bounds: [Option<Date>; 2]) -> String {
    let letter = written.chars().next().map(|c| c.to_ascii_uppercase()).filter(char::is_ascii_alphabetic);
    let of_era = |day: &Date| letter.is_some_and(|letter| day.to_short_wareki().starts_with(letter));
    let spelt = bounds.into_iter().flatten().find(of_era).map(Date::to_wareki);
    match spelt.as_deref().and_then(|day| day.split_once('年')) {
        Some((year, _)) => format!("{year}年"),
        None => format!("{}年", written.trim_end_matches('年')),
    }
}

const HOW_TO_WRITE: &str = "昭和61年8月2日、1986-08-02 のように書いてください";

/// The remedy also says that a year will do.
fn with_year(error: &str) -> String {
    format!("{error}。年しか分からないときは 昭和61年、1986 のように、分からないときは書かずに `年齢` に書いてください")
}

impl Serialize for Birth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Day(day) => day.serialize(serializer),
            Self::Within(.., text) => serializer.serialize_newtype_struct("Birth", text),
        }
    }
}

impl<'de> Deserialize<'de> for Birth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_scalar(Scalar::Birth, deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Birth;
    use crate::value::{Age, Date};

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn a_year_alone_is_enough() {
        for (text, words) in [
            ("昭和61年", "昭和61年生"),
            ("昭和61年生まれ", "昭和61年生"),
            ("S61", "昭和61年生"),
            ("s61年", "昭和61年生"),
            ("1986", "1986年生"),
            ("１９８６年", "1986年生"),
            ("昭和61年8月", "昭和61年8月生"),
            ("1986-08", "昭和61年8月生"),
        ] {
            let birth: Birth = text.parse().expect(text);
            assert_eq!(birth.words(), words, "{text}");
            assert_eq!(birth.earliest().parts().0, 1986, "{text}");
        }
    }

    #[test]
    fn an_age_is_said_only_where_it_is_certain() {
        let year: Birth = "昭和61年".parse().expect("a year");
        assert_eq!(year.age_on(date("2024-03-05")), None);
        assert_eq!(year.age_on(date("2024-12-31")), Some(Age(38)));
        let month: Birth = "昭和61年8月".parse().expect("a month");
        assert_eq!(month.age_on(date("2024-03-05")), Some(Age(37)));
        let day: Birth = "昭和61年8月2日".parse().expect("a day");
        assert_eq!(day.age_on(date("2024-08-02")), Some(Age(38)));
    }

    #[test]
    fn what_is_no_birth_is_answered_with_the_three_ways() {
        for text in ["不明", "61年", "1986-13", "昭和61年2月30日", ""] {
            let error = text.parse::<Birth>().expect_err(text);
            assert!(error.contains("昭和61年、1986"), "{text}: {error}");
        }
    }
}
