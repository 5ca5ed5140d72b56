//! 別表 as a small timetable: each day with its old and its new hours, and by how much they differ.

use super::delta::Delta;
use crate::tree::Leaf;
use crate::tree::{Branch, RecordKind, WordTree};
use crate::value::TimeRange;

/// One line of the timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// The day: `月`; for 延長 with its side: `金 支援後`.
    pub day: String,
    /// The hours of the old document.
    pub old: Option<TimeRange>,
    /// Those of the new one.
    pub new: Option<TimeRange>,
}

impl Hours {
    /// Whether the hours differ.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.old != self.new
    }

    /// By how many minutes the time grew or, below 0, shrank.
    #[must_use]
    pub fn difference(&self) -> i64 {
        let minutes = |range: Option<TimeRange>| range.map_or(0, |range| i64::from(range.duration().0));
        minutes(self.new) - minutes(self.old)
    }

    /// The difference as it is printed: `+120分`, `-30分`, `増減なし`.
    #[must_use]
    pub fn difference_shown(&self) -> String {
        match self.difference() {
            0 => "増減なし".to_owned(),
            minutes => format!("{minutes:+}分"),
        }
    }
}

/// Whether there was no such timetable before: it differs from nothing, and its days are no change of minutes.
#[must_use]
pub fn is_new(days: &[Hours]) -> bool {
    days.iter().all(|day| day.old.is_none())
}

/// The hours of a range as they are printed.
#[must_use]
pub fn range_shown(range: TimeRange) -> String {
    format!("{}～{}", range.start, range.end)
}

/// The timetable of a week, when this is one.
pub(super) fn timetable(delta: &Delta<'_>) -> Option<Vec<Hours>> {
    let is_week = |tree: &WordTree| matches!(tree.value, Branch::Record { kind: RecordKind::Week, .. });
    if !delta.old.into_iter().chain(delta.new).all(is_week) {
        return None;
    }
    let mut rows = Vec::new();
    collect(delta, "", &mut rows)?;
    Some(rows)
}

/// Adds every range below; none where something else stands there.
fn collect(delta: &Delta<'_>, day: &str, rows: &mut Vec<Hours>) -> Option<()> {
    let range = |tree: Option<&WordTree>| match tree.map(|tree| tree.leaf()) {
        None => Some(None),
        Some(Some(Leaf::Hours(range))) => Some(Some(*range)),
        Some(_) => None,
    };
    if delta.parts().is_empty() {
        rows.push(Hours { day: day.to_owned(), old: range(delta.old)?, new: range(delta.new)? });
        return Some(());
    }
    for part in delta.parts() {
        let day = if day.is_empty() { part.name.clone() } else { format!("{day} {}", part.name) };
        collect(&part.delta, &day, rows)?;
    }
    Some(())
}
