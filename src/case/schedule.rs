//! 個別支援計画別表: the hours of each weekday, consented to by itself and re-issued when they change.

use super::version::{self, Versioned};
use crate::record::{Field, Spanned};
use crate::value::{Date, Minutes, Period, PlanHours, Text, TimeRange, Week, Weekday};
use serde::{Deserialize, Serialize};

/// One 別表. A plan may have several: 通常, 長期休暇.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Schedule {
    #[serde(rename = "名称")]
    pub name: Field<String>,
    #[serde(rename = "区分")]
    pub days: Field<DayKind>,
    #[serde(rename = "作成日")]
    pub date: Field<Date>,
    #[serde(rename = "適用", alias = "～適用期間")]
    pub period: Field<Period>,
    #[serde(rename = "提供時間")]
    pub hours: Field<Week<PlanHours>>,
    #[serde(rename = "延長", alias = "～延長支援時間")]
    pub extension: Field<Week<Extension>>,
    #[serde(rename = "延長を必要とする理由")]
    pub extension_reason: Field<Text>,
    #[serde(rename = "特記事項")]
    pub note: Field<Text>,
}

/// 区分 of the days a 別表 is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum DayKind {
    /// 授業日; a 短縮授業 day is one too.
    #[serde(rename = "授業日", alias = "～通常")]
    School,
    /// 学校休業日
    #[serde(rename = "学校休業日", alias = "～休業日")]
    Holiday,
}

/// 延長 of one day.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Extension {
    #[serde(rename = "支援前")]
    pub before: Field<TimeRange>,
    #[serde(rename = "支援後")]
    pub after: Field<TimeRange>,
}

impl Versioned for Schedule {
    fn version(&self) -> String {
        version::of("別表", self, &[])
    }
}

impl Schedule {
    /// A hash over all but its 作成日: a 別表 of a 原案 and the same of the plan that was made of it have one.
    #[must_use]
    pub fn content(&self) -> String {
        version::of("別表", self, &["作成日"])
    }

    /// 提供時間 of a day.
    #[must_use]
    pub fn hours_on(&self, day: Weekday) -> Option<PlanHours> {
        self.hours.get()?.day(day).get().copied()
    }

    /// 延長 of a day.
    #[must_use]
    pub fn extension_on(&self, day: Weekday) -> Option<&Extension> {
        self.extension.get()?.day(day).get()
    }

    /// Minutes of 延長 on a day, before and after together.
    #[must_use]
    pub fn extension_minutes(&self, day: Weekday) -> Option<Minutes> {
        let extension = self.extension_on(day)?;
        let ranges = [extension.before.get(), extension.after.get()];
        Some(ranges.into_iter().flatten().map(|range| range.duration()).sum())
    }

    /// Minutes of 提供時間 in a week.
    #[must_use]
    pub fn weekly_minutes(&self) -> Minutes {
        let days = self.hours.get().into_iter().flat_map(Week::days);
        days.filter_map(|(_, hours)| hours.get()).map(|hours| hours.plan_time()).sum()
    }

    /// Minutes of 延長 in a week.
    #[must_use]
    pub fn weekly_extension(&self) -> Minutes {
        crate::value::DAYS.iter().filter_map(|(day, _)| self.extension_minutes(*day)).sum()
    }
}

/// The name by which events and file names mean a 別表: its 名称, or its number where it has none.
#[must_use]
pub fn label(index: usize, schedule: &Spanned<Schedule>) -> String {
    schedule.name.get().cloned().unwrap_or_else(|| (index + 1).to_string())
}
