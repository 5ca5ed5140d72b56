//! Dates in 西暦 and 和暦, and what follows from a date of birth: age and 学年.

use super::{half_width, scalar};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::fmt::{self, Display};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

/// A day. Written `2024-03-28`, `2024/3/28`, `2024年3月28日`, `令和6年3月28日` or `R6.3.28`; printed in 和暦.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// An era of the Japanese calendar with its first day (改元の政令・元号法).
struct Era {
    name: &'static str,
    letter: char,
    start: (i32, u32, u32),
}

const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', start: (2019, 5, 1) },
    Era { name: "平成", letter: 'H', start: (1989, 1, 8) },
    Era { name: "昭和", letter: 'S', start: (1926, 12, 25) },
    Era { name: "大正", letter: 'T', start: (1912, 7, 30) },
    Era { name: "明治", letter: 'M', start: (1868, 1, 25) },
];

const HOW_TO_WRITE: &str = "2024-03-28、2024/3/28、令和6年3月28日、R6.3.28 のように書いてください";

impl Date {
    /// The day, if the calendar has it.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Year, month and day of the common era.
    #[must_use]
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Today in Japan.
    #[must_use]
    pub fn today() -> Self {
        Self::at(SystemTime::now())
    }

    /// The day in Japan at an instant of a machine's clock, which may be set to anything. Beyond the years that dates can
    /// be written in it is the first or the last of them.
    #[must_use]
    pub fn at(instant: SystemTime) -> Self {
        let seconds = seconds_in_japan(instant);
        let (first, last) = (NaiveDate::from_ymd_opt(1000, 1, 1), NaiveDate::from_ymd_opt(9999, 12, 31));
        let ends = first.zip(last).expect("internal: both are days");
        let days = seconds.div_euclid(24 * 60 * 60);
        let day = i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days);
        let edge = if seconds < 0 { ends.0 } else { ends.1 };
        Self(day.unwrap_or(edge).clamp(ends.0, ends.1))
    }

    /// The day `days` earlier.
    #[must_use]
    pub fn minus_days(self, days: u64) -> Self {
        Self(self.0.checked_sub_days(Days::new(days)).unwrap_or(self.0))
    }

    /// The day `days` later.
    #[must_use]
    pub fn plus_days(self, days: u64) -> Self {
        Self(self.0.checked_add_days(Days::new(days)).unwrap_or(self.0))
    }

    /// `5月13日`, where the year stands elsewhere on the paper.
    #[must_use]
    pub fn to_month_and_day(self) -> String {
        format!("{}月{}日", self.0.month(), self.0.day())
    }

    /// The same day of the month `months` later, or that month's last day (民法143条).
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        Self(self.0.checked_add_months(Months::new(months)).unwrap_or(self.0))
    }

    /// The same day of the month `months` before, or that month's last day.
    #[must_use]
    pub fn minus_months(self, months: u32) -> Self {
        Self(self.0.checked_sub_months(Months::new(months)).unwrap_or(self.0))
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_days(Days::new(1)).unwrap_or(self.0))
    }

    /// Whole months from here to a later day, and the days that are left over.
    #[must_use]
    pub fn until(self, later: Self) -> (u32, u32) {
        let ((year, month, _), (later_year, later_month, _)) = (self.parts(), later.parts());
        let most = u32::try_from((later_year - year) * 12 + later_month as i32 - month as i32).unwrap_or_default();
        let months = if self.plus_months(most) <= later { most } else { most.saturating_sub(1) };
        let days = (later.0 - self.plus_months(months).0).num_days();
        (months, u32::try_from(days).unwrap_or_default())
    }

    /// Days from here to another day; fewer than none where that one is before.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// The day of the week as the forms write it: 月 … 日.
    #[must_use]
    pub fn weekday(self) -> char {
        ['月', '火', '水', '木', '金', '土', '日'][self.0.weekday().num_days_from_monday() as usize]
    }

    /// `令和6年3月28日`; the first year is 元年.
    #[must_use]
    pub fn to_wareki(self) -> String {
        let (year, month, day) = self.parts();
        match era_year(self) {
            Some((era, 1)) => format!("{}元年{month}月{day}日", era.name),
            Some((era, n)) => format!("{}{n}年{month}月{day}日", era.name),
            None => format!("{year}年{month}月{day}日"),
        }
    }

    /// `R6.3.28`, for narrow cells.
    #[must_use]
    pub fn to_short_wareki(self) -> String {
        let (year, month, day) = self.parts();
        match era_year(self) {
            Some((era, n)) => format!("{}{n}.{month}.{day}", era.letter),
            None => format!("{year}.{month}.{day}"),
        }
    }
}

fn era_year(date: Date) -> Option<(&'static Era, i32)> {
    let era = ERAS.iter().find(|era| {
        let (year, month, day) = era.start;
        Date::new(year, month, day).is_some_and(|start| start <= date)
    })?;
    Some((era, date.parts().0 - era.start.0 + 1))
}

/// Seconds since the beginning of 1970 by the clocks of Japan, at an instant of a machine's clock.
pub(super) fn seconds_in_japan(instant: SystemTime) -> i64 {
    let whole = |time: Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    let seconds = match instant.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => whole(after),
        // A second that has begun counts as begun before 1970 too.
        Err(before) => -whole(before.duration()) - i64::from(before.duration().subsec_nanos() > 0),
    };
    seconds.saturating_add(9 * 60 * 60)
}

impl Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded = half_width(text.trim());
        let numbers = date_numbers(&folded).filter(|numbers| numbers.len() == 3);
        let Some(numbers) = numbers else {
            return Err(format!("「{text}」は日付として読めません\n{HOW_TO_WRITE}"));
        };
        let (year, month, day) = (numbers[0], numbers[1], numbers[2]);
        let date = u32::try_from(month).ok().zip(u32::try_from(day).ok());
        let date = date.and_then(|(month, day)| Self::new(year, month, day)).ok_or_else(|| {
            let last = (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month as u32, *day).is_some());
            let remedy = match last {
                Some(last) => format!("{month}月は{last}日までです"),
                None => "月は 1 から 12 までです".to_owned(),
            };
            format!("「{text}」という日は暦にありません\n{remedy}")
        })?;
        let era = strip_era(&folded).0;
        let own = era_year(date).map(|(era, _)| era.start.0);
        match era {
            Some(era) if own != Some(era) => {
                Err(format!("「{text}」はその元号にない日です\n「{}」と書いてください", date.to_wareki()))
            }
            _ => Ok(date),
        }
    }
}

/// Year (of the common era), month and day, as many as are written; none where the text is no date.
pub(super) fn date_numbers(text: &str) -> Option<Vec<i32>> {
    let (base, rest) = strip_era(text);
    let rest = rest.trim().trim_end_matches(['日', '月', '年']);
    let mut numbers = Vec::new();
    for part in rest.split(['年', '月', '-', '/', '.']) {
        let part = part.trim();
        let number = if part == "元" && numbers.is_empty() { 1 } else { digits(part)? };
        numbers.push(number);
    }
    match (base, numbers.first().copied()?) {
        (Some(base), year) => numbers[0] = base + year - 1,
        // Two digits without an era would be a guess.
        (None, 1000..=9999) => {}
        (None, _) => return None,
    }
    Some(numbers)
}

fn digits(text: &str) -> Option<i32> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn strip_era(text: &str) -> (Option<i32>, &str) {
    for era in &ERAS {
        if let Some(rest) = text.strip_prefix(era.name) {
            return (Some(era.start.0), rest);
        }
        let mut chars = text.chars();
        if chars.next().is_some_and(|c| c.to_ascii_uppercase() == era.letter) {
            return (Some(era.start.0), chars.as_str());
        }
    }
    (None, text)
}

scalar!(Date, Day);

/// Age in whole years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Age(pub u32);

impl Age {
    /// The age on a day. One grows older at the end of the day before the birthday (年齢計算ニ関する法律), which for
    /// a date on a form is the birthday itself; who is born on 29 February has the birthday of common years on 1 March.
    #[must_use]
    pub fn on(day: Date, born: Date) -> Option<Self> {
        let ((year, month, date), (birth_year, birth_month, birth_date)) = (day.parts(), born.parts());
        let had_birthday = (month, date) >= (birth_month, birth_date);
        u32::try_from(year - birth_year - i32::from(!had_birthday)).ok().map(Self)
    }
}

impl Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}歳", self.0)
    }
}

/// 学年, by the date of birth alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// 未就学; the number of years before 小1 (1 is 年長).
    Preschool(u32),
    /// 小学 1 to 6.
    Elementary(u32),
    /// 中学 1 to 3.
    JuniorHigh(u32),
    /// 高校 1 to 3.
    High(u32),
    /// Past school age.
    Over,
}

impl Grade {
    /// The school year on a day. A child enters school on the first 1 April after the sixth birthday is reached,
    /// and is taken to reach it the day before: who is born on 1 April belongs to the older year, who is born on
    /// 2 April to the younger (学校教育法17条, 年齢計算ニ関する法律).
    #[must_use]
    pub fn on(day: Date, born: Date) -> Self {
        let entry = entry_year(born);
        let (year, month, _) = day.parts();
        let school_year = if month >= 4 { year } else { year - 1 };
        match school_year - entry + 1 {
            n if n <= 0 => Self::Preschool((1 - n) as u32),
            n @ 1..=6 => Self::Elementary(n as u32),
            n @ 7..=9 => Self::JuniorHigh((n - 6) as u32),
            n @ 10..=12 => Self::High((n - 9) as u32),
            _ => Self::Over,
        }
    }

    /// Whether it is that of a child too young for a kindergarten, whom nobody puts in a year.
    #[must_use]
    pub fn is_none(self) -> bool {
        matches!(self, Self::Preschool(years) if years > 3)
    }

    /// The day on which a child enters school.
    #[must_use]
    pub fn entry(born: Date) -> Option<Date> {
        Date::new(entry_year(born), 4, 1)
    }
}

fn entry_year(born: Date) -> i32 {
    let (year, month, day) = born.parts();
    year + if (month, day) <= (4, 1) { 6 } else { 7 }
}

impl Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Preschool(1) => f.write_str("年長"),
            Self::Preschool(2) => f.write_str("年中"),
            Self::Preschool(3) => f.write_str("年少"),
            Self::Preschool(_) => f.write_str("未就園"),
            Self::Elementary(n) => write!(f, "小{n}"),
            Self::JuniorHigh(n) => write!(f, "中{n}"),
            Self::High(n) => write!(f, "高{n}"),
            Self::Over => f.write_str("高校卒業後"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Age, Date, Grade};
    use std::time::{Duration, SystemTime};

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn every_notation_of_a_day_is_the_same_day() {
        for text in [
            "2024-03-28",
            "2024/3/28",
            "2024.3.28",
            "2024年3月28日",
            "令和6年3月28日",
            "R6.3.28",
            "r6.3.28",
            "２０２４－０３－２８",
            "令和６年３月２８日",
            " R6/3/28 ",
        ] {
            assert_eq!(date(text).to_string(), "2024-03-28", "{text}");
        }
        assert_eq!(date("令和元年5月1日").to_string(), "2019-05-01");
        assert_eq!(date("平成31年4月30日").to_wareki(), "平成31年4月30日");
        assert_eq!(date("2019-05-01").to_wareki(), "令和元年5月1日");
        assert_eq!(date("S61.8.2").to_wareki(), "昭和61年8月2日");
    }

    #[test]
    fn what_is_no_day_is_refused_with_a_remedy() {
        for text in ["", "3月28日", "24-03-28", "2024-02-30", "2024-13-01", "来週", "2024-03-28-01", "2024-03", "令和"]
        {
            let error = text.parse::<Date>().expect_err(text);
            assert!(error.contains('\n'), "{text}: {error}");
        }
    }

    #[test]
    fn a_day_outside_its_era_is_answered_with_the_right_one() {
        for (text, right) in [("平成38年9月15日", "令和8年9月15日"), ("R1.4.30", "平成31年4月30日")] {
            let error = text.parse::<Date>().expect_err(text);
            assert!(error.contains(right), "{error}");
        }
    }

    #[test]
    fn the_school_year_turns_on_the_second_of_april() {
        let day = date("2024-04-01");
        assert_eq!(Grade::on(day, date("2017-04-01")), Grade::Elementary(2));
        assert_eq!(Grade::on(day, date("2017-04-02")), Grade::Elementary(1));
        assert_eq!(Grade::on(day, date("2018-04-01")), Grade::Elementary(1));
        assert_eq!(Grade::on(day, date("2018-04-02")), Grade::Preschool(1));
        assert_eq!(Grade::on(date("2024-03-31"), date("2017-04-02")), Grade::Preschool(1));
        assert_eq!(Grade::on(day, date("2016-05-14")).to_string(), "小2");
        assert_eq!(Grade::on(date("2026-03-31"), date("2013-11-03")).to_string(), "小6");
        assert_eq!(Grade::on(date("2031-04-01"), date("2012-04-02")), Grade::Over);
    }

    #[test]
    fn the_age_grows_on_the_birthday() {
        assert_eq!(Age::on(date("2024-05-13"), date("2016-05-14")), Some(Age(7)));
        assert_eq!(Age::on(date("2024-05-14"), date("2016-05-14")), Some(Age(8)));
        assert_eq!(Age::on(date("2025-02-28"), date("2016-02-29")), Some(Age(8)));
        assert_eq!(Age::on(date("2025-03-01"), date("2016-02-29")), Some(Age(9)));
        assert_eq!(Age::on(date("2015-01-01"), date("2016-01-01")), None);
    }

    #[test]
    fn every_clock_has_a_day() {
        let at = |seconds: i64| {
            let span = Duration::from_secs(seconds.unsigned_abs());
            let epoch = SystemTime::UNIX_EPOCH;
            if seconds < 0 { epoch.checked_sub(span) } else { epoch.checked_add(span) }
        };
        for (seconds, day) in [
            (0, "1970-01-01"),
            // 15:00 in Greenwich is the next day in Japan.
            (1_774_969_199, "2026-03-31"),
            (1_774_969_200, "2026-04-01"),
            (-1, "1970-01-01"),
            (-32_401, "1969-12-31"),
            (253_402_300_799, "9999-12-31"),
            (i64::MAX, "9999-12-31"),
            (i64::MIN, "1000-01-01"),
        ] {
            // A system that cannot hold the instant cannot be set to it.
            if let Some(instant) = at(seconds) {
                assert_eq!(Date::at(instant).to_string(), day, "{seconds}");
            }
        }
    }

    #[test]
    fn months_later_end_on_the_last_day_of_short_months() {
        assert_eq!(date("2024-08-31").plus_months(6).to_string(), "2025-02-28");
        assert_eq!(date("2024-04-01").plus_months(6).to_string(), "2024-10-01");
    }

    #[test]
    fn the_time_between_two_days_is_months_and_days() {
        for (from, to, months, days) in [
            ("2024-04-01", "2024-10-01", 6, 0),
            ("2024-04-01", "2024-09-30", 5, 29),
            ("2024-07-19", "2025-01-31", 6, 12),
            ("2024-08-31", "2025-02-28", 6, 0),
            ("2024-04-01", "2024-04-01", 0, 0),
        ] {
            assert_eq!(date(from).until(date(to)), (months, days), "{from} {to}");
        }
    }
}
