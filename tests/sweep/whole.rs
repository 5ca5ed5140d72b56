//! What has to hold of every paper, however many rows it has and however long its texts are.

use crate::form_layout::{enclosing, lines};
use crate::sheets::{FISH, Sheets, holds_fish, runs};
use shien::typeset::{Drawing, TextRun};
use std::collections::BTreeMap;

pub(crate) fn assert_whole(sheets: &Sheets) {
    sheets.assert_nothing_lost();
    sheets.assert_floors_and_edges();
    sheets.assert_no_box_empty_for_nothing();
    assert_signed_in_company(sheets);
    assert_no_line_alone(sheets);
}

/// What is printed where somebody signs.
const SIGNED: [&str; 4] =
    ["説明しました", "説明を受け、内容に同意しました", "児童発達支援管理責任者氏名：", "管理責任者"];

/// The lines for the signatures stand below a row or a box.
fn assert_signed_in_company(sheets: &Sheets) {
    for (number, page) in sheets.pages.iter().enumerate() {
        let is_signed = |run: &TextRun| SIGNED.iter().any(|words| run.text.contains(words));
        let is_company = runs(page).any(|run| {
            holds_fish(run) || ["評価及び今後の方針", "個別支援計画別表"].iter().any(|title| run.text.contains(title))
        });
        assert!(
            !runs(page).any(is_signed) || is_company,
            "{}: the signature stands alone on page {number}",
            sheets.what
        );
    }
}

/// A row that goes on to another sheet has three lines on each.
fn assert_no_line_alone(sheets: &Sheets) {
    let what = &sheets.what;
    for (page, pair) in sheets.pages.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let Some(top) = lines(after).into_iter().filter(holds_fish).map(|run| run.rect.top).min_by(f64::total_cmp)
        else {
            continue;
        };
        let rows = rows_of(after);
        let Some(first) = rows.iter().find(|row| row.top < top && top < row.bottom) else { continue };
        // A row that begins here is not cut.
        if !first.goes_on {
            continue;
        }
        assert!(first.lines >= 3, "{what}: {} lines go on from page {page}", first.lines);
        let last = rows_of(before).into_iter().filter(|row| row.lines > 0).max_by(|a, b| a.top.total_cmp(&b.top));
        let last = last.unwrap_or_else(|| panic!("{what}: a row above the cut"));
        assert!(last.lines >= 3, "{what}: {} lines stay on page {page}", last.lines);
    }
}

/// A row of boxes of a page.
struct Row {
    top: f64,
    bottom: f64,
    /// As many as its longest text has.
    lines: usize,
    /// Whether a text in it does not begin here.
    goes_on: bool,
}

fn rows_of(drawing: &Drawing) -> Vec<Row> {
    let mut boxes: BTreeMap<(i64, i64, i64), (String, Vec<f64>)> = BTreeMap::new();
    for run in lines(drawing).iter().filter(|run| run.text.contains(FISH)) {
        let Some((left, _, top, bottom)) = enclosing(drawing, run) else { continue };
        let tenths = |points: f64| (points * 10.0).round() as i64;
        let (words, heights) = boxes.entry((tenths(top), tenths(bottom), tenths(left))).or_default();
        words.push_str(&run.text);
        if heights.iter().all(|height| (height - run.rect.bottom).abs() > 3.0) {
            heights.push(run.rect.bottom);
        }
    }
    let mut rows: BTreeMap<(i64, i64), Row> = BTreeMap::new();
    for ((top, bottom, _), (words, heights)) in &boxes {
        let new = || Row { top: *top as f64 / 10.0, bottom: *bottom as f64 / 10.0, lines: 0, goes_on: false };
        let row = rows.entry((*top, *bottom)).or_insert_with(new);
        row.lines = row.lines.max(heights.len());
        row.goes_on |= words.find(FISH).is_some_and(|at| !words[at..].starts_with("鯨鯛"));
    }
    rows.into_values().collect()
}
