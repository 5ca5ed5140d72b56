//! 達成時期 and 評価時期 as people write them: a day, a month, or words such as `令和6年7月末` and `6か月`.
//!
//! The box of the form is free, so the words are printed as they stand. What can be reckoned is reckoned, for the rules;
//! only what was meant as a date and is none is refused.

use super::count::{self, Count};
use super::date::date_numbers;
use super::{Date, Month, half_width, read_scalar};
use crate::record::Scalar;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::str::FromStr;

/// When something is to be reached or looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timing {
    /// `2024-07-19`.
    Day(Date),
    /// `2024-07`, `令和6年7月`.
    Month(Month),
    /// Anything else, as written, with what it comes to.
    Words(String, Reckoning),
}

/// What the words of a [`Timing`] come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reckoning {
    /// A day of the calendar: `令和6年7月末` is the 31st.
    By(Date),
    /// So long after the plan begins: `6か月`, `半年ごと`.
    After(Count),
    /// A day of the year (month, day), the next one after the plan begins: `9月末`.
    Next(u32, u32),
    /// Nothing that could be reckoned: `随時`, `卒業まで`.
    Open,
}

impl Timing {
    /// The last day that is meant, for a plan that begins on `start`. A plan of six months that begins on 1 April ends on
    /// 30 September, and so does `6か月` of it.
    #[must_use]
    pub fn last_day(&self, start: Option<Date>) -> Option<Date> {
        match self {
            Self::Day(day) => Some(*day),
            Self::Month(month) => month.last_day(),
            Self::Words(_, Reckoning::By(day)) => Some(*day),
            Self::Words(_, Reckoning::After(count)) => Some(count.after(start?).minus_days(1)),
            Self::Words(_, Reckoning::Next(month, day)) => next(start?, *month, *day),
            Self::Words(_, Reckoning::Open) => None,
        }
    }

    /// As it is printed: a day and a month in 和暦, words as they stand.
    #[must_use]
    pub fn to_wareki(&self) -> String {
        match self {
            Self::Day(day) => day.to_wareki(),
            Self::Month(month) => month.to_wareki(),
            Self::Words(text, _) => text.clone(),
        }
    }
}

fn next(start: Date, month: u32, day: u32) -> Option<Date> {
    let year = start.parts().0;
    let in_year = |year| Month { year, month }.last_day().map(|last| Date::new(year, month, day).unwrap_or(last));
    in_year(year).filter(|day| *day >= start).or_else(|| in_year(year + 1))
}

impl FromStr for Timing {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let written = text.trim();
        let folded: String = half_width(written).chars().filter(|c| !c.is_whitespace()).collect();
        match date_numbers(&folded).map(|numbers| numbers.len()) {
            Some(3) => return folded.parse().map(Self::Day),
            Some(2) => return folded.parse().map(Self::Month),
            _ => {}
        }
        if let Some(reckoning) = of_calendar(&folded) {
            return Ok(Self::Words(written.to_owned(), reckoning));
        }
        if is_meant_as_date(&folded) {
            return Err(format!("「{written}」は時期として読めません\n{HOW_TO_WRITE}"));
        }
        let reckoning = count::within(&folded).map_or(Reckoning::Open, Reckoning::After);
        Ok(Self::Words(written.to_owned(), reckoning))
    }
}

const HOW_TO_WRITE: &str = "2024-09-30、2024-09、令和6年9月末、6か月 のように書いてください";

/// A date or a month with words behind it; of a range, its end.
fn of_calendar(text: &str) -> Option<Reckoning> {
    if let Some((from, until)) = text.split_once('~').filter(|(_, until)| !until.is_empty()) {
        let from = of_calendar(from);
        return match (of_calendar(until)?, from) {
            // The year is written once: 令和6年4月〜9月.
            (Reckoning::Next(month, day), Some(Reckoning::By(from))) => next(from, month, day).map(Reckoning::By),
            (until, Some(_)) => Some(until),
            (_, None) => None,
        };
    }
    let end = text.find(|c: char| !is_of_date(c)).unwrap_or(text.len());
    // The letter or the name of an era stands in front.
    let era = if end == 0 { text.find(|c: char| c.is_ascii_digit() || c == '元').unwrap_or(0) } else { 0 };
    let end = era + text[era..].find(|c: char| !is_of_date(c)).unwrap_or(text.len() - era);
    let (head, rest) = text.split_at(end);
    let part = part_of(rest)?;
    let month_day = |month: u32, day: Option<u32>| (1..=12).contains(&month).then(|| (month, day.unwrap_or(part)));
    if let Some(numbers) = date_numbers(head) {
        return match numbers[..] {
            [year, month, day] => Date::new(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?),
            [year, month] => {
                let (month, day) = month_day(u32::try_from(month).ok()?, None)?;
                Date::new(year, month, day).or_else(|| Month { year, month }.last_day())
            }
            // 年度 ends in the March of the next year.
            [year] if rest.starts_with("度") => Date::new(year + 1, 3, 31),
            [year] if head.ends_with('年') => Date::new(year, 12, 31),
            _ => None,
        }
        .map(Reckoning::By);
    }
    let (month, day) = head.split_once('月').filter(|_| era == 0)?;
    let day = match day.trim_end_matches('日') {
        "" => None,
        day => Some(day.parse().ok().filter(|day| (1..=31).contains(day))?),
    };
    let (month, day) = month_day(month.parse().ok()?, day)?;
    Some(Reckoning::Next(month, day))
}

fn is_of_date(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '元' | '年' | '月' | '日' | '-' | '/' | '.')
}

/// The day of a month that the words behind it mean; the last (31) where they say no part of it. None where they are no
/// such words but the rest of something misspelt.
fn part_of(rest: &str) -> Option<u32> {
    let outside = rest.split(['(', '（']).next().unwrap_or_default();
    if outside.chars().any(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.')) {
        return None;
    }
    Some(match outside {
        part if part.starts_with("上旬") || part.starts_with("初") => 10,
        part if part.starts_with("中旬") || part.starts_with("半ば") => 20,
        _ => 31,
    })
}

/// Whether somebody meant to write a date: an era or four digits in front, or numbers with the marks of a date between.
fn is_meant_as_date(text: &str) -> bool {
    let number = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let behind = text[number..].chars().next();
    let era = ["令和", "平成", "昭和"].iter().any(|era| text.starts_with(era))
        || (text.starts_with(['R', 'r', 'H', 'h']) && text[1..].starts_with(|c: char| c.is_ascii_digit()));
    let marked = number > 0 && matches!(behind, Some('-' | '/' | '.'));
    era || number >= 4 || marked
}

impl Serialize for Timing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A day and a month are what they are elsewhere, so that a plan keeps its 版.
        match self {
            Self::Day(day) => day.serialize(serializer),
            Self::Month(month) => month.serialize(serializer),
            Self::Words(text, _) => serializer.serialize_newtype_struct("Timing", text),
        }
    }
}

impl<'de> Deserialize<'de> for Timing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_scalar(Scalar::Timing, deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Timing;
    use crate::value::Date;

    fn last_day(text: &str) -> Option<String> {
        let start: Date = "2024-04-01".parse().expect("a day");
        let timing: Timing = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        timing.last_day(Some(start)).map(|day| day.to_string())
    }

    #[test]
    fn what_people_write_is_reckoned_from_the_first_of_april_2024() {
        for (text, day) in [
            ("2024-07-19", "2024-07-19"),
            ("令和6年7月19日", "2024-07-19"),
            ("2024-07", "2024-07-31"),
            ("令和6年7月", "2024-07-31"),
            ("R6.9", "2024-09-30"),
            ("令和６年７月", "2024-07-31"),
            ("令和6年7月末", "2024-07-31"),
            ("令和6年7月末日まで", "2024-07-31"),
            ("令和6年 7月 上旬", "2024-07-10"),
            ("2024年7月中旬", "2024-07-20"),
            ("2024-07下旬", "2024-07-31"),
            ("令和7年2月末", "2025-02-28"),
            ("令和6年7月頃", "2024-07-31"),
            ("令和6年7月19日まで", "2024-07-19"),
            ("令和6年7月(運動会の後、1回目)", "2024-07-31"),
            ("令和6年度末", "2025-03-31"),
            ("2024年度中", "2025-03-31"),
            ("令和6年末", "2024-12-31"),
            ("令和6年4月〜9月", "2024-09-30"),
            ("2024-04〜2024-09", "2024-09-30"),
            ("9月末", "2024-09-30"),
            ("9月", "2024-09-30"),
            ("3月末", "2025-03-31"),
            ("9月13日", "2024-09-13"),
            ("6か月", "2024-09-30"),
            ("6ヶ月", "2024-09-30"),
            ("６ヵ月後", "2024-09-30"),
            ("6ヶ月ごと", "2024-09-30"),
            ("3か月ごと", "2024-06-30"),
            ("六か月", "2024-09-30"),
            ("6か月以内", "2024-09-30"),
            ("1年", "2025-03-31"),
            ("１年後", "2025-03-31"),
            ("一年", "2025-03-31"),
            ("1年半", "2025-09-30"),
            ("半年", "2024-09-30"),
            ("半年ごと", "2024-09-30"),
            ("毎月", "2024-04-30"),
            ("3か月に1回", "2024-06-30"),
            ("12週間", "2024-06-23"),
        ] {
            assert_eq!(last_day(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn words_that_no_calendar_knows_are_kept() {
        for text in ["随時", "卒業まで", "小学3年生の終わり", "第2回モニタリング時", "10歳の誕生日まで", "次回更新時"]
        {
            assert_eq!(last_day(text), None, "{text}");
            assert_eq!(text.parse::<Timing>().expect(text).to_wareki(), text);
        }
        assert_eq!("6か月".parse::<Timing>().expect("a length").last_day(None), None, "from no day nothing is counted");
    }

    #[test]
    fn what_was_meant_as_a_date_and_is_none_is_refused() {
        for text in [
            "2024-13",
            "2024-02-30",
            "2024-7-l9",
            "令和6年13月末",
            "令和6年2月30日",
            "20240719",
            "9/30",
            "令和",
            "平成38年9月15日",
            "20024-07",
        ] {
            let error = text.parse::<Timing>().expect_err(text);
            assert!(error.contains('\n'), "{text}: {error}");
        }
    }

    #[test]
    fn a_day_and_a_month_serialise_as_they_always_did() {
        let json = |text: &str| serde_json::to_string(&text.parse::<Timing>().expect(text)).expect("a text");
        assert_eq!(json("令和6年7月19日"), "\"2024-07-19\"");
        assert_eq!(json("令和6年9月"), "\"2024-09\"");
        assert_eq!(json(" 6ヶ月ごと "), "\"6ヶ月ごと\"");
        assert_eq!("2024-09".parse::<Timing>().expect("a month").to_wareki(), "令和6年9月");
        assert_eq!("令和6年7月末".parse::<Timing>().expect("words").to_wareki(), "令和6年7月末");
    }
}
