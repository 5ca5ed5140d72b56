//! A period of days, either end of which may be open.

use super::Date;
use crate::record::Field;
use serde::{Deserialize, Serialize};

/// The name under which serde hands a [`Period`] on, which no type of Rust can have.
pub const PERIOD: &str = "$period";

/// 期間: `{開始: 2024-04-01, 終了: 2024-09-30}`, both days included.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(rename = "$period", default)]
pub struct Period {
    /// The first day.
    #[serde(rename = "開始")]
    pub start: Field<Date>,
    /// The last day.
    #[serde(rename = "終了")]
    pub end: Field<Date>,
}

impl Period {
    /// Whether the day lies in the period; an end that is not written is open.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.start.get().is_none_or(|start| *start <= day) && self.end.get().is_none_or(|end| day <= *end)
    }

    /// Whether its last day is before its first.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        self.start.get().zip(self.end.get()).is_some_and(|(start, end)| end < start)
    }

    /// `令和6年4月1日～令和6年9月30日`.
    #[must_use]
    pub fn to_wareki(&self) -> String {
        Self::wareki(self.start.get().copied(), self.end.get().copied())
    }

    /// How long it is from one day to another, both included: `6か月`, `1か月15日`, `20日`.
    #[must_use]
    pub fn length(start: Date, end: Date) -> String {
        match start.until(end.next()) {
            (0, days) => format!("{days}日"),
            (months, 0) => format!("{months}か月"),
            (months, days) => format!("{months}か月{days}日"),
        }
    }

    /// The same for two days.
    #[must_use]
    pub fn wareki(start: Option<Date>, end: Option<Date>) -> String {
        let one = |date: Option<Date>| date.map(Date::to_wareki).unwrap_or_default();
        format!("{}～{}", one(start), one(end))
    }
}
