//! 週間計画: a week of entries, and the blocks that the form's grid draws of them.
//!
//! A column of the grid runs from 5:00 to 5:00 of the next day. What crosses 5:00 goes on in the next day's column; what
//! overlaps stands side by side; what fills the same hours of neighbouring days becomes one block.

use super::super::ids;
use super::super::party::PersonRef;
use super::days::EntryDays;
use super::entry_day::{EntryDay, LAST_COLUMN};
use crate::record::{Field, List};
use crate::value::{Month, Text, TimeRange};
use serde::{Deserialize, Serialize};

/// 週間計画表.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct WeeklyPlan {
    /// 計画開始年月
    #[serde(rename = "開始年月", alias = "～計画開始年月")]
    pub start: Field<Month>,
    #[serde(rename = "予定")]
    pub entries: List<WeeklyEntry>,
    #[serde(rename = "主な日常生活上の活動")]
    pub activities: Field<Text>,
    #[serde(rename = "週単位以外のサービス")]
    pub other_services: Field<Text>,
    #[serde(rename = "実現する生活の全体像", alias = "～サービス提供によって実現する生活の全体像")]
    pub picture: Field<Text>,
}

/// The name under which serde hands [`WeeklyEntry`] on, which no type of Rust can have.
pub const WEEKLY_ENTRY: &str = "$weekly-entry";

/// One entry of the week.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(rename = "$weekly-entry", default)]
pub struct WeeklyEntry {
    #[serde(rename = "曜日")]
    pub days: EntryDays,
    /// May cross midnight: `21:30-6:30`.
    #[serde(rename = "時間")]
    pub time: Field<TimeRange>,
    #[serde(rename = "内容")]
    pub content: Field<String>,
    /// An id of an office or of 関係機関, or one written out.
    #[serde(rename = "提供事業者", alias = "～提供事業者名", alias = "～提供事業所名", with = "ids::partner")]
    pub provider: Field<PersonRef>,
    /// `隔週`, where it is not every week.
    #[serde(rename = "頻度")]
    pub frequency: Field<String>,
}

const DAY: u32 = 24 * 60;
/// When a column begins, in minutes since midnight.
const DAWN: u32 = 5 * 60;

/// A rectangle of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekBlock {
    /// The entry's number in 予定.
    pub entry: usize,
    /// The first and the last column, both included.
    pub columns: (usize, usize),
    /// Minutes since 5:00 of that day, end excluded.
    pub minutes: (u32, u32),
    /// Its place among those side by side.
    pub lane: usize,
    /// How many stand side by side.
    pub lanes: usize,
}

/// A part of an entry in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct WeekPiece {
    column: usize,
    minutes: (u32, u32),
    entry: usize,
}

impl WeeklyPlan {
    /// The blocks of the grid, in the order of the columns and hours. An entry without a day or a time gives none.
    #[must_use]
    pub fn blocks(&self) -> Vec<WeekBlock> {
        let mut blocks: Vec<WeekBlock> = Vec::new();
        let pieces = self.pieces(|_| true);
        for column in 0..=LAST_COLUMN {
            let here: Vec<WeekPiece> = pieces.iter().copied().filter(|piece| piece.column == column).collect();
            for (piece, lane, lanes) in in_lanes(&here) {
                let neighbour = blocks.iter_mut().find(|block| {
                    block.entry == piece.entry
                        && block.minutes == piece.minutes
                        && (block.lanes, lanes) == (1, 1)
                        && block.columns.1 + 1 == column
                });
                match neighbour {
                    Some(block) => block.columns.1 = column,
                    None => blocks.push(WeekBlock {
                        entry: piece.entry,
                        columns: (column, column),
                        minutes: piece.minutes,
                        lane,
                        lanes,
                    }),
                }
            }
        }
        blocks
    }

    /// The pairs of entries (by their numbers) that lie over each other on some day, each pair once. 日 and 祝 share a column
    /// and are not the same day.
    #[must_use]
    pub fn overlaps(&self) -> Vec<(usize, usize)> {
        let mut pairs = self.overlaps_on(|day| day != EntryDay::Holiday);
        pairs.extend(self.overlaps_on(|day| day == EntryDay::Holiday));
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn overlaps_on(&self, wanted: impl Fn(EntryDay) -> bool) -> Vec<(usize, usize)> {
        let pieces = self.pieces(wanted);
        let mut pairs = Vec::new();
        for (index, a) in pieces.iter().enumerate() {
            for b in &pieces[index + 1..] {
                let meet = a.column == b.column && a.minutes.0 < b.minutes.1 && b.minutes.0 < a.minutes.1;
                if meet && a.entry != b.entry {
                    pairs.push((a.entry.min(b.entry), a.entry.max(b.entry)));
                }
            }
        }
        pairs
    }

    /// Every entry on the days that are wanted, cut at 5:00, sorted by column, time and entry.
    fn pieces(&self, wanted: impl Fn(EntryDay) -> bool) -> Vec<WeekPiece> {
        let mut pieces = Vec::new();
        for (entry, written) in self.entries.iter().enumerate() {
            let Some(time) = written.time.get() else { continue };
            for day in written.days.iter().filter(|day| wanted(day.value)) {
                pieces.extend(cut(entry, day.value, *time));
            }
        }
        pieces.sort_unstable();
        pieces.dedup();
        pieces
    }
}

/// The parts of an entry on one of its days. An end at or before the start is on the next day.
fn cut(entry: usize, day: EntryDay, time: TimeRange) -> Vec<WeekPiece> {
    // Counted from 5:00 of Monday; the hours before dawn of Monday belong to the end of Sunday's column.
    let start = day.column() as u32 * DAY + DAY * 7 + time.start.minutes() - DAWN;
    let length = match (time.end.minutes() + DAY - time.start.minutes()) % DAY {
        0 => DAY,
        length => length,
    };
    let mut pieces = Vec::new();
    let (mut from, end) = (start, start + length);
    while from < end {
        let dawn = (from / DAY + 1) * DAY;
        let column = (from / DAY % 7) as usize;
        let until = end.min(dawn);
        pieces.push(WeekPiece { column, minutes: (from % DAY, from % DAY + until - from), entry });
        // What day follows a holiday is not known.
        if day == EntryDay::Holiday {
            break;
        }
        from = until;
    }
    pieces
}

/// The pieces of one column (sorted by time), each with its lane and the number of lanes: those that overlap, directly or
/// through others, share the width.
fn in_lanes(pieces: &[WeekPiece]) -> Vec<(WeekPiece, usize, usize)> {
    let mut placed = Vec::with_capacity(pieces.len());
    let mut cluster: Vec<(WeekPiece, usize)> = Vec::new();
    let mut ends: Vec<u32> = Vec::new();
    for piece in pieces {
        if ends.iter().all(|end| *end <= piece.minutes.0) {
            placed.extend(cluster.drain(..).map(|(piece, lane)| (piece, lane, ends.len())));
            ends.clear();
        }
        let lane = ends.iter().position(|end| *end <= piece.minutes.0).unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = piece.minutes.1,
            None => ends.push(piece.minutes.1),
        }
        cluster.push((*piece, lane));
    }
    placed.extend(cluster.into_iter().map(|(piece, lane)| (piece, lane, ends.len())));
    placed
}

#[cfg(test)]
mod tests {
    use super::{WeekBlock, WeeklyPlan};
    use crate::record;
    use crate::source::Source;

    fn week(entries: &str) -> WeeklyPlan {
        let text = format!("予定:\n{entries}");
        let source = Source::new("plan.yaml", text.as_str());
        let mut findings = Vec::new();
        let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
        let week = record::read(&source, &mut tree, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        week
    }

    fn block(columns: (usize, usize), minutes: (u32, u32)) -> WeekBlock {
        WeekBlock { entry: 0, columns, minutes, lane: 0, lanes: 1 }
    }

    #[test]
    fn neighbouring_days_with_the_same_hours_are_one_block() {
        let week = week("- {曜日: [月, 火, 水, 金], 時間: \"8:00-15:00\", 内容: 小学校}\n");
        assert_eq!(week.blocks(), [block((0, 2), (180, 600)), block((4, 4), (180, 600))]);
    }

    #[test]
    fn what_crosses_midnight_goes_on_below_and_what_crosses_dawn_in_the_next_column() {
        let one_night = week("- {曜日: [月], 時間: \"21:30-6:30\", 内容: 睡眠}\n");
        assert_eq!(one_night.blocks(), [block((0, 0), (990, 1440)), block((1, 1), (0, 90))]);
        let sunday = week("- {曜日: [日], 時間: \"21:30-6:30\", 内容: 睡眠}\n");
        assert_eq!(sunday.blocks(), [block((0, 0), (0, 90)), block((6, 6), (990, 1440))]);
        let every = week("- {曜日: [月, 火, 水, 木, 金, 土, 日], 時間: \"21:30-6:30\", 内容: 睡眠}\n");
        assert_eq!(every.blocks(), [block((0, 6), (0, 90)), block((0, 6), (990, 1440))]);
        // Before dawn is still the night of the day before.
        assert_eq!(week("- {曜日: [火], 時間: \"1:00-2:00\", 内容: 薬}\n").blocks(), [block((0, 0), (1200, 1260))]);
        assert_eq!(week("- {曜日: [祝], 時間: \"21:30-6:30\", 内容: 睡眠}\n").blocks(), [block((6, 6), (990, 1440))]);
    }

    #[test]
    fn overlaps_stand_side_by_side_and_are_known() {
        let week = week(
            "- {曜日: [月, 火], 時間: \"14:00-17:00\", 内容: ほし}\n- {曜日: [月], 時間: \"16:00-18:00\", 内容: 水泳}\n- {曜日: [月], 時間: \"17:00-18:00\", 内容: 宿題}\n- {曜日: [月], 時間: \"18:00-19:00\", 内容: 夕食}\n",
        );
        let lanes: Vec<(usize, (usize, usize), usize, usize)> =
            week.blocks().iter().map(|block| (block.entry, block.columns, block.lane, block.lanes)).collect();
        assert_eq!(
            lanes,
            [(0, (0, 0), 0, 2), (1, (0, 0), 1, 2), (2, (0, 0), 0, 2), (3, (0, 0), 0, 1), (0, (1, 1), 0, 1)]
        );
        assert_eq!(week.overlaps(), [(0, 1), (1, 2)]);
    }

    #[test]
    fn a_sunday_and_a_holiday_share_a_column_and_are_no_overlap() {
        let week = week(
            "- {曜日: [日], 時間: \"10:00-12:00\", 内容: 教会}\n- {曜日: [祝], 時間: \"10:00-16:00\", 内容: ほし}\n- {曜日: [日, 祝], 時間: \"11:00-12:00\", 内容: 昼食}\n",
        );
        assert_eq!(week.overlaps(), [(0, 2), (1, 2)]);
        assert_eq!(week.blocks().len(), 3);
    }

    #[test]
    fn an_entry_that_ends_when_it_begins_lasts_a_day() {
        let blocks = week("- {曜日: [水], 時間: \"5:00-5:00\", 内容: 短期入所}\n").blocks();
        assert_eq!(blocks, [block((2, 2), (0, 1440))]);
    }
}
