//! `comparison`: a 新旧対照表 of two documents.

use crate::compare::{
    BoxState, Comparison, Hours, Reason, Revision, Section, ShownLine, Side, TableLine, is_new, range_shown,
};
use crate::prose::Stretch;
use crate::value::Date;
use serde::Serialize;

/// A box's word is printed as 【支援目標】.
const BRACKETS: usize = 2;

/// `comparison`.
#[derive(Debug, Serialize)]
pub(super) struct ComparisonContext {
    /// 個別支援計画: what is compared.
    subject: &'static str,
    old: SideContext,
    new: SideContext,
    /// `変更 12、新設 2`, or none where nothing differs.
    tally: Option<String>,
    sections: Vec<SectionContext>,
}

/// `comparison.old`, `comparison.new`.
#[derive(Debug, Serialize)]
struct SideContext {
    /// `plan/2024-03-28`.
    id: String,
    date: Option<String>,
    /// 原案, 案, 確定 or none.
    status: Option<String>,
    /// The 版 of the main sheet, or none.
    version: Option<String>,
    /// When the git revision was committed, in words, or none.
    revision: Option<String>,
}

/// One of `comparison.sections`.
#[derive(Debug, Serialize)]
struct SectionContext {
    /// The box, or the list whose row it is, in the municipality's words.
    title: String,
    /// `本人支援③`, or none where it is no row.
    row: Option<String>,
    /// 変更, 新設, 削除, 移動, or none where it is the same.
    state: Option<&'static str>,
    /// The old and the new place of a row that moved, from 1, or none.
    moved: Option<(usize, usize)>,
    lines: Vec<LineContext>,
    reasons: Vec<ReasonContext>,
}

/// One of `section.lines`.
#[derive(Debug, Serialize)]
struct LineContext {
    /// `課題（内容）`; empty where the section is one box. Of an omitted line the names of all its boxes.
    name: String,
    /// 変更, 新設, 削除, or none where it is the same.
    state: Option<&'static str>,
    /// Whether the values are left out because they are the same.
    omitted: bool,
    /// Texts and whether each differs; empty where that side has no such box.
    old: Vec<(String, bool)>,
    new: Vec<(String, bool)>,
    /// Characters and lines of the longer side, for an upper bound of its height.
    length: usize,
    lines: usize,
    /// `6か月 → 3か月`, or none.
    meaning: Option<String>,
    /// The days, where the box is a timetable.
    hours: Vec<HoursContext>,
}

/// One of `line.hours`.
#[derive(Debug, Serialize)]
struct HoursContext {
    day: String,
    old: Option<String>,
    new: Option<String>,
    changed: bool,
    /// `+120分`.
    difference: String,
}

/// One of `section.reasons`.
#[derive(Debug, Serialize)]
struct ReasonContext {
    /// `モニタリング記録（令和6年9月12日）`.
    source: String,
    /// The word of a box and what it says.
    said: Vec<(String, String)>,
    /// Characters and lines, for an upper bound of its height.
    length: usize,
    lines: usize,
}

pub(super) fn context(comparison: &Comparison, all: bool, label: &dyn Fn(&str) -> String) -> ComparisonContext {
    let tally = comparison.tally();
    ComparisonContext {
        subject: comparison.title,
        old: side(&comparison.old),
        new: side(&comparison.new),
        tally: (!tally.is_empty()).then_some(tally),
        sections: comparison.sections.iter().map(|one| section(one, all, label)).collect(),
    }
}

/// `旧 令和6年3月28日 版 7f3a9c21 → 新 令和6年9月20日 版 …`: which two are compared.
pub(super) fn dated(comparison: &Comparison, label: &dyn Fn(&str) -> String) -> String {
    let named = |word: &str, side: &Side| {
        let date = side.date.map(Date::to_wareki);
        let version = side.version.as_ref().map(|version| format!("版 {version}"));
        [Some(label(word)), date, version].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    format!("{} → {}", named("旧", &comparison.old), named("新", &comparison.new))
}

fn side(side: &Side) -> SideContext {
    SideContext {
        id: side.id.clone(),
        date: side.date.map(Date::to_wareki),
        status: side.status.clone(),
        version: side.version.clone(),
        revision: side.revision.as_ref().map(Revision::on_paper),
    }
}

fn section(section: &Section, all: bool, label: &dyn Fn(&str) -> String) -> SectionContext {
    SectionContext {
        title: label(&section.title),
        row: section.row.clone(),
        state: section.label(),
        moved: section.moved,
        lines: section.shown(all).into_iter().map(|shown| line(shown, label)).collect(),
        reasons: section.reasons.iter().map(reason).collect(),
    }
}

fn line(shown: ShownLine<'_>, label: &dyn Fn(&str) -> String) -> LineContext {
    match shown {
        ShownLine::Line(line) => one_line(line, label),
        ShownLine::Omitted(lines) => LineContext {
            name: lines.iter().map(|line| line.named(label)).collect::<Vec<_>>().join("、"),
            state: None,
            omitted: true,
            old: Vec::new(),
            new: Vec::new(),
            length: 0,
            lines: 0,
            meaning: None,
            hours: Vec::new(),
        },
    }
}

fn one_line(line: &TableLine, label: &dyn Fn(&str) -> String) -> LineContext {
    let pieces = |pieces: &[Stretch]| pieces.iter().map(|piece| (piece.text.clone(), piece.marked)).collect();
    let extent = |pieces: &[Stretch]| extent(pieces.iter().map(|piece| piece.text.as_str()));
    let (old, new) = (extent(&line.old), extent(&line.new));
    let meaning = usize::from(line.meaning.is_some());
    let is_new = is_new(&line.hours);
    LineContext {
        name: line.named(label),
        state: line.state.label(),
        omitted: false,
        old: pieces(&line.old),
        new: pieces(&line.new),
        length: old.0.max(new.0),
        lines: old.1.max(new.1) + 1 + meaning,
        meaning: line.meaning.clone(),
        hours: line.hours.iter().filter(|_| line.state != BoxState::Same).map(|hours| of_day(hours, is_new)).collect(),
    }
}

fn of_day(hours: &Hours, is_new: bool) -> HoursContext {
    HoursContext {
        day: hours.day.clone(),
        old: hours.old.map(range_shown),
        new: hours.new.map(range_shown),
        changed: hours.changed(),
        difference: if is_new { String::new() } else { hours.difference_shown() },
    }
}

fn reason(reason: &Reason) -> ReasonContext {
    let (length, breaks) = extent(reason.said.iter().map(|(_, text)| text.as_str()));
    let words: usize = reason.said.iter().map(|(word, _)| word.chars().count() + BRACKETS).sum();
    ReasonContext {
        source: reason.source.clone(),
        said: reason.said.clone(),
        length: reason.source.chars().count() + words + length,
        // The source stands on a line of its own, then each box.
        lines: 1 + reason.said.len() + breaks,
    }
}

/// Characters and line breaks.
fn extent<'a>(texts: impl Iterator<Item = &'a str>) -> (usize, usize) {
    texts.fold((0, 0), |(length, breaks), text| (length + text.chars().count(), breaks + text.matches('\n').count()))
}
