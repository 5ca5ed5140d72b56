//! A day of the 週間計画, in which 祝 is a day of its own.

use serde::{Deserialize, Serialize};

/// 日・祝.
pub(super) const LAST_COLUMN: usize = 6;

/// 曜日 of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[allow(missing_docs, reason = "the serde names say it")]
pub enum EntryDay {
    #[serde(rename = "月")]
    Monday,
    #[serde(rename = "火")]
    Tuesday,
    #[serde(rename = "水")]
    Wednesday,
    #[serde(rename = "木")]
    Thursday,
    #[serde(rename = "金")]
    Friday,
    #[serde(rename = "土")]
    Saturday,
    #[serde(rename = "日", alias = "～日・祝")]
    Sunday,
    #[serde(rename = "祝", alias = "～祝日")]
    Holiday,
}

impl EntryDay {
    /// The day with this character of 月火水木金土日祝.
    pub(super) fn of(letter: char) -> Option<Self> {
        use EntryDay::{Friday, Holiday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        let all = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, Holiday];
        all.into_iter().find(|day| day.label().starts_with(letter))
    }

    /// Its word on the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        ["月", "火", "水", "木", "金", "土", "日", "祝"][self as usize]
    }

    /// Its column in the grid: 月 is 0, 日・祝 is 6.
    #[must_use]
    pub fn column(self) -> usize {
        (self as usize).min(LAST_COLUMN)
    }
}
