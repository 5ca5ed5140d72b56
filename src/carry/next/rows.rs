//! The rows of the table: those that ended are left out, the others are carried over with what the モニタリング said.

use super::super::edits::{Edits, end_of, head_of};
use super::super::notation::day_like;
use super::super::scalar::{Quotes, scalar};
use super::times::{Shift, ShiftedTiming};
use super::{Reviewed, marks};
use crate::case::Document;
use crate::case::UNREAD_MARK;
use crate::case::monitoring::{Achievement, Future, RowResult};
use crate::case::plan::{SupportPlan, SupportRow};
use crate::forms::Ratings;
use crate::record::{Node, Spanned, Value};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowFate {
    Ended,
    Changed,
    Continued,
    Unreviewed,
}

/// Carries the rows over, and says what became of them.
pub(super) fn carry(
    edits: &mut Edits<'_>,
    (before, plan): (&Document, &SupportPlan),
    shift: &Shift,
    (review, ratings): (Reviewed<'_>, &Ratings),
) -> Vec<String> {
    let Some(table) = before.tree.entry("支援") else { return Vec::new() };
    let Value::List(nodes) = &table.node.value else { return Vec::new() };
    let mut ended = Vec::new();
    let mut counts = [0; 4];
    let several: Vec<(&Spanned<SupportRow>, &Node, usize)> = plan
        .rows
        .iter()
        .filter_map(|row| {
            let index = nodes.iter().position(|node| node.span == row.span)?;
            Some((row, &nodes[index], index))
        })
        .collect();
    for (row, node, index) in several {
        let result = review.and_then(|(_, monitoring)| result_of(row, &monitoring.rows));
        let fate = fate(result, ratings);
        counts[fate as usize] += 1;
        let said = result.map(|result| said(result, review)).unwrap_or_default();
        match fate {
            RowFate::Ended => {
                ended.push(format!("{} {}{}", marks::ENDED, called(row), said));
                if !remove(edits, before, nodes, index) {
                    edits.comment_above(
                        node.span,
                        &[format!("{UNREAD_MARK} {} は終えました。この行を消してください", called(row))],
                    );
                }
            }
            fate => {
                edits.comment_above(head_of(node), &comments(fate, row, &said));
                due(edits, row, shift);
            }
        }
    }
    edits.comment_above(table.key_span, &ended);
    told(review, counts, &ended)
}

fn told(review: Reviewed<'_>, [ended, changed, continued, unreviewed]: [usize; 4], rows: &[String]) -> Vec<String> {
    let mut told = match review {
        Some((sheet, _)) => vec![format!(
            "モニタリング({})により、継続 {continued} 行、変更 {changed} 行を引き継ぎ、終了 {ended} 行を除きました",
            sheet.name
        )],
        None => vec![
            "前の計画のモニタリングがないので、すべての行を引き継ぎました。先にモニタリングをしてください".to_owned(),
        ],
    };
    if review.is_some() && unreviewed > 0 {
        told.push(format!("モニタリングに結果のない {unreviewed} 行も引き継ぎました"));
    }
    told.extend(rows.iter().map(|row| format!("・{}", row.trim_start_matches(marks::ENDED).trim_start())));
    told
}

fn result_of<'r>(row: &SupportRow, results: &'r [Spanned<RowResult>]) -> Option<&'r RowResult> {
    let id = row.id.get()?;
    results.iter().find(|result| result.row.get() == Some(id)).map(|result| &result.value)
}

/// 今後 decides; where it is not written, what is achieved has ended.
fn fate(result: Option<&RowResult>, ratings: &Ratings) -> RowFate {
    let Some(result) = result else { return RowFate::Unreviewed };
    let counted = result.result.get().map(|word| ratings.counts(word));
    match (result.future.get(), counted) {
        (Some(Future::End), _) | (None, Some(Some(Achievement::Achieved))) => RowFate::Ended,
        (Some(Future::Change), _) => RowFate::Changed,
        (Some(Future::Continue), _) | (None, Some(_)) => RowFate::Continued,
        (None, None) => RowFate::Unreviewed,
    }
}

fn comments(fate: RowFate, row: &SupportRow, said: &str) -> Vec<String> {
    let id = row.id.get().map_or("この行", String::as_str);
    let words = match fate {
        RowFate::Changed => format!("{id} は変更です。課題・支援目標・支援内容を改めてください"),
        RowFate::Continued => format!("{id} は継続です。今の様子に合うか読み直してください"),
        RowFate::Unreviewed | RowFate::Ended => {
            format!("{id} はモニタリングに結果がありません。続けるか決めてください")
        }
    };
    let mut comments = vec![marks::carried(&words)];
    if !said.is_empty() {
        comments.push(format!("{}{said}", marks::SAID));
    }
    comments
}

/// ` 2024-09-12 評価 一部達成。理由: … 備考: …`
fn said(result: &RowResult, review: Reviewed<'_>) -> String {
    let mut words = String::new();
    if let Some((sheet, _)) = review {
        words.push_str(&format!(" {}", sheet.name));
    }
    words.push_str(&result.result.get().map(|word| format!(" 評価 {word}。")).unwrap_or_default());
    for (key, text) in [("理由", &result.reason), ("備考", &result.note)] {
        words.push_str(&text.get().map(|text| format!("{key}: {} ", text.as_str())).unwrap_or_default());
    }
    words.trim_end().to_owned()
}

/// `s4(本人支援)支援目標の初め…`
fn called(row: &SupportRow) -> String {
    let kind = row.kind.get().map(|kind| format!("({})", kind.label())).unwrap_or_default();
    let id = row.id.get().map_or("", String::as_str);
    let goal = row.goal.get().map_or("", |goal| goal.as_str());
    format!("{id}{kind} {goal}")
}

/// Takes a row out, with the comments directly above it; false where it does not stand on lines of its own.
fn remove(edits: &mut Edits<'_>, before: &Document, nodes: &[Node], index: usize) -> bool {
    let text = before.source.text();
    let begin = |node: &Node| edits.start_of_line(head_of(node).start as usize);
    let start = begin(&nodes[index]);
    if !text[start..].trim_start().starts_with("- ") {
        return false;
    }
    let above = |start: usize| {
        let mut start = start;
        while let Some(line) = text[..start].strip_suffix('\n').map(|head| head.rfind('\n').map_or(0, |at| at + 1)) {
            if !text[line..start].trim_start().starts_with('#') {
                break;
            }
            start = line;
        }
        start
    };
    let end = match nodes.get(index + 1) {
        Some(next) => above(begin(next)),
        None => edits.end_of_line(end_of(&nodes[index])),
    };
    edits.remove_lines(above(start)..end);
    true
}

/// 達成時期 of a row that goes on.
fn due(edits: &mut Edits<'_>, row: &SupportRow, shift: &Shift) {
    let Some((timing, span)) = row.due.spanned() else { return };
    let written = edits.written(span);
    let text = match shift.timing(timing) {
        Some(ShiftedTiming::Day(day)) => day_like(day, written),
        Some(ShiftedTiming::Month(month)) => {
            let is_era = written.contains('年');
            scalar(&if is_era { month.to_wareki() } else { month.to_string() }, Quotes::of(written))
        }
        None => return,
    };
    edits.replace(span, text);
}
