//! 別表: those that are in force when the plan before ends go on from the first day of the next.

use super::super::edits::{Edits, end_of, head_of};
use super::super::notation::day_like;
use super::marks;
use super::times::Shift;
use crate::case::Document;
use crate::case::UNREAD_MARK;
use crate::case::plan::SupportPlan;
use crate::record::Value;
use crate::value::Date;

/// Carries the 別表 over, and says which were left out.
pub(super) fn carry(
    edits: &mut Edits<'_>,
    (before, plan): (&Document, &SupportPlan),
    shift: &Shift,
    made: Date,
) -> Vec<String> {
    let Some(list) = before.tree.entry("別表") else { return Vec::new() };
    let Value::List(nodes) = &list.node.value else { return Vec::new() };
    let eve = shift.start.minus_days(1);
    let mut over = Vec::new();
    for schedule in plan.schedules.iter() {
        let name = schedule.name.get().map_or("(名称なし)", String::as_str);
        let period = schedule.period.get();
        let ended = period.and_then(|period| period.end.get()).is_some_and(|end| *end < eve);
        let Some(node) = nodes.iter().find(|node| node.span == schedule.span) else { continue };
        if ended {
            let start = edits.start_of_line(head_of(node).start as usize);
            if before.source.text()[start..].trim_start().starts_with("- ") && nodes.len() > 1 {
                let end = edits.end_of_line(end_of(node));
                edits.remove_lines(start..end);
                over.push(format!("{} 別表「{name}」は期間が終わっています", marks::ENDED));
                continue;
            }
            edits.comment_above(
                node.span,
                &[format!("{UNREAD_MARK} 別表「{name}」は期間が終わっています。要らなければ消してください")],
            );
            continue;
        }
        edits.comment_above(
            node.span,
            &[marks::carried("提供時間・延長・特記事項が、今の利用と合うか確かめてください")],
        );
        let days = [
            (schedule.date.span(), Some(made)),
            (period.and_then(|period| period.start.span()), Some(shift.start)),
            (
                period.and_then(|period| period.end.span()),
                period.and_then(|period| period.end.get()).map(|end| shift.behind_start(*end)),
            ),
        ];
        for (span, day) in days {
            if let (Some(span), Some(day)) = (span, day) {
                edits.replace(span, day_like(day, edits.written(span)));
            }
        }
    }
    edits.comment_above(list.key_span, &over);
    over.iter().map(|line| line.trim_start_matches(marks::ENDED).trim_start().to_owned()).collect()
}
