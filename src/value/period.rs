//! A period of days, either end of which may be open.

use super::Date;
use crate::record::Field;
use serde::{Deserialize, Serialize};

/// 期間: `{開始: 2024-04-01, 終了: 2024-09-30}`, both days included.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
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

    /// `令和6年4月1日～令和6年9月30日`.
    #[must_use]
    pub fn to_wareki(&self) -> String {
        let one = |date: &Field<Date>| date.get().map(|date| date.to_wareki()).unwrap_or_default();
        format!("{}～{}", one(&self.start), one(&self.end))
    }
}
