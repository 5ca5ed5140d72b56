//! 週間計画表 of a pack: the lines of its grid, and the boxes in its right column.

use super::extra::{Extra, ExtraType};
use crate::record::{Field, List};
use serde::{Deserialize, Serialize};

/// 週間計画表 as written.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct WeekEntry {
    /// How far the lines stand apart.
    #[serde(rename = "刻み")]
    pub step: Field<WeekStep>,
    /// The 追加項目 that stand in the right column, by their 名称.
    #[serde(rename = "右の欄")]
    pub further: List<String>,
}

/// 刻み.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum WeekStep {
    /// 30分
    #[serde(rename = "30分", alias = "～半時間")]
    HalfHour,
    /// 1時間
    #[serde(rename = "1時間", alias = "～一時間", alias = "～60分")]
    Hour,
}

/// 週間計画表 after inheritance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekSheet {
    /// How far the lines stand apart.
    pub step: WeekStep,
    /// The boxes in the right column.
    pub further: Vec<String>,
}

impl Default for WeekSheet {
    fn default() -> Self {
        Self { step: WeekStep::HalfHour, further: Vec::new() }
    }
}

impl WeekSheet {
    /// Takes over what a nearer pack says.
    pub(super) fn extend(&mut self, nearer: Option<&WeekEntry>) {
        let Some(nearer) = nearer else { return };
        self.step = nearer.step.get().copied().unwrap_or(self.step);
        if nearer.further.span().is_some() {
            self.further = nearer.further.iter().map(|name| name.value.clone()).collect();
        }
    }
}

/// How many letters a label in the right column has that leaves room for a value beside it.
pub(super) const LONGEST_LABEL: usize = 12;

/// Why a box has no place in the right column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misplaced {
    /// The document has no 追加項目 of this name.
    Unknown,
    /// It is one of each row.
    OfRows,
    /// One chooses in it, which is too wide.
    Choice,
    /// Its label is longer than [`LONGEST_LABEL`].
    LongLabel,
}

impl Misplaced {
    /// Judges a name under 右の欄 by the document's 追加項目; none where the box has its place there.
    pub(super) fn judge(name: &str, extras: &[Extra], label: &str) -> Option<Self> {
        let mut named = extras.iter().filter(|extra| extra.name == name).peekable();
        if named.peek().is_none() {
            return Some(Self::Unknown);
        }
        let Some(extra) = named.find(|extra| extra.rows.is_none()) else { return Some(Self::OfRows) };
        if !matches!(extra.kind, ExtraType::Text | ExtraType::Date | ExtraType::Number) {
            return Some(Self::Choice);
        }
        (label.chars().count() > LONGEST_LABEL).then_some(Self::LongLabel)
    }
}

/// The further sheet with the grid.
pub const WEEK_SHEET: &str = "週間計画表";
