//! `week`: the 週間計画表, as blocks on its grid.

use super::super::people::People;
use super::super::text::Places;
use crate::case::consult::week::{WeeklyEntry, WeeklyPlan};
use crate::record::Spanned;
use minijinja::value::Value;
use serde::Serialize;

/// `basic.week`, `consultation.week`, `report.week`.
#[derive(Debug, Serialize)]
pub(super) struct WeekContext {
    /// `令和6年4月`: 計画開始年月 or, on 別紙2, none.
    start: Option<String>,
    blocks: Vec<BlockContext>,
    /// Entries that have no day or no time, and so no block: what is written of them.
    unplaced: Vec<String>,
    activities: Option<Value>,
    other_services: Option<Value>,
    /// サービス提供によって実現する生活の全体像.
    picture: Option<Value>,
}

/// One of `week.blocks`.
#[derive(Debug, Serialize)]
struct BlockContext {
    /// The entry's number, from 0: the blocks of one entry share it.
    entry: usize,
    /// The days of the whole entry: `月・水・金`.
    days: String,
    /// Columns from 0 (月) to 6 (日・祝), both included.
    first_column: usize,
    last_column: usize,
    /// Minutes since 5:00, end excluded.
    from: u32,
    until: u32,
    /// Its place among `lanes` blocks side by side, from 0.
    lane: usize,
    lanes: usize,
    /// `14:30-17:30`: the hours of the whole entry.
    hours: String,
    /// 内容, with 頻度 in brackets.
    text: String,
    /// The provider's name, or none.
    provider: Option<String>,
    /// The place of 内容 in the source, for what layout reports.
    place: usize,
}

pub(super) fn context(week: &WeeklyPlan, people: &People<'_>, places: &mut Places<'_>) -> WeekContext {
    let blocks = week.blocks();
    let unplaced = week.entries.iter().enumerate();
    let unplaced = unplaced.filter(|(index, _)| !blocks.iter().any(|block| block.entry == *index));
    WeekContext {
        start: week.start.get().map(|month| month.to_wareki()),
        unplaced: unplaced.map(|(_, entry)| written(entry, people)).collect(),
        blocks: blocks
            .iter()
            .map(|block| {
                let entry = &week.entries[block.entry];
                BlockContext {
                    entry: block.entry,
                    days: days(entry),
                    first_column: block.columns.0,
                    last_column: block.columns.1,
                    from: block.minutes.0,
                    until: block.minutes.1,
                    lane: block.lane,
                    lanes: block.lanes,
                    hours: entry.time.get().map(ToString::to_string).unwrap_or_default(),
                    text: text(entry),
                    provider: provider(entry, people),
                    place: places.mark(entry.content.span().or(Some(entry.span))),
                }
            })
            .collect(),
        activities: places.text("主な日常生活上の活動", &week.activities),
        other_services: places.text("週単位以外のサービス", &week.other_services),
        picture: places.text("サービス提供によって実現する生活の全体像", &week.picture),
    }
}

fn days(entry: &WeeklyEntry) -> String {
    entry.days.iter().map(|day| day.value.label()).collect::<Vec<_>>().join("・")
}

fn text(entry: &WeeklyEntry) -> String {
    let content = entry.content.get().cloned().unwrap_or_default();
    match entry.frequency.get() {
        Some(frequency) => format!("{content}({frequency})"),
        None => content,
    }
}

fn provider(entry: &WeeklyEntry, people: &People<'_>) -> Option<String> {
    entry.provider.get().map(|provider| people.organisation_name(provider)).filter(|name| !name.is_empty())
}

/// All of an entry on one line.
fn written(entry: &Spanned<WeeklyEntry>, people: &People<'_>) -> String {
    let hours = entry.time.get().map(ToString::to_string);
    let parts = [Some(days(entry)), hours, Some(text(entry)), provider(entry, people)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
