//! 量 and 支給量 as they are written: `月12日`, `週3日`, `当該月の日数−8日`.

use crate::value::half_width;
use std::fmt::{self, Display};

/// How many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    /// Days a week.
    Week(u32),
    /// Days a month.
    Month(u32),
    /// The days of the month less so many: 原則の日数.
    MonthLess(u32),
}

/// What 原則の日数 takes off the days of a month.
const USUAL_REST: u32 = 8;

impl Amount {
    /// The amount, where the text says one number of days a week or a month. Hours, ranges and words say nothing.
    pub fn of(text: &str) -> Option<Self> {
        let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
        if text.contains("原則の日数") {
            return Some(Self::MonthLess(USUAL_REST));
        }
        if let Some((_, rest)) = text.split_once("日数") {
            return days(rest.trim_start_matches(|c: char| !c.is_ascii_digit())).map(Self::MonthLess);
        }
        // What stands before the mark makes another amount of it: 3か月に1回.
        let after = |mark| {
            let (before, rest) = text.split_once(mark)?;
            let plain = ["", "毎", "各", "1", "1か", "1ヶ", "1カ", "1箇"].contains(&before);
            if plain { days(rest.trim_start_matches(['に', '間', ':'])) } else { None }
        };
        if let Some(number) = after("月") {
            return Some(Self::Month(number));
        }
        if let Some(number) = after("週") {
            return Some(Self::Week(number));
        }
        let number = days(&text)?;
        if text.ends_with("/週") { Some(Self::Week(number)) } else { Some(Self::Month(number)) }
    }

    /// The days that it gives in a month of this length.
    pub fn in_month(self, length: u32) -> u32 {
        match self {
            Self::Week(days) => days * length.div_ceil(7),
            Self::Month(days) => days,
            Self::MonthLess(rest) => length.saturating_sub(rest),
        }
    }
}

impl Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week(days) => write!(f, "週{days}日"),
            Self::Month(days) => write!(f, "月{days}日"),
            Self::MonthLess(rest) => write!(f, "当該月の日数−{rest}日"),
        }
    }
}

/// The number at the beginning, where days or visits are counted.
fn days(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let counts = text[end..].starts_with(['日', '回']);
    if counts { text[..end].parse().ok().filter(|number| (1..=31).contains(number)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::Amount::{self, Month, MonthLess, Week};

    #[test]
    fn amounts_are_read_as_certificates_and_plans_write_them() {
        for (text, amount) in [
            ("月15日", Month(15)),
            ("月 １２ 日", Month(12)),
            ("月に2回", Month(2)),
            ("15日/月", Month(15)),
            ("15日", Month(15)),
            ("1月23日", Month(23)),
            ("月12日(1回3時間)", Month(12)),
            ("週3日", Week(3)),
            ("週に2回、1時間", Week(2)),
            ("2日/週", Week(2)),
            ("当該月の日数−8日", MonthLess(8)),
            ("各月の日数から8日を控除した日数", MonthLess(8)),
            ("原則の日数", MonthLess(8)),
        ] {
            assert_eq!(Amount::of(text), Some(amount), "{text}");
        }
        for text in ["月20時間", "週2~3日", "3か月に1回", "面談は半年に2回、延長は週1回", "必要時", "", "月", "月99日"]
        {
            assert_eq!(Amount::of(text), None, "{text}");
        }
        assert_eq!([28, 30, 31].map(|length| MonthLess(8).in_month(length)), [20, 22, 23]);
    }
}
