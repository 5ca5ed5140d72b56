//! 意向, 方針, 目標 and the boxes that only some forms have: carried over, each with its mark.

use super::super::edits::Edits;
use super::super::notation::day_like;
use super::times::{Shift, same_length};
use super::{Reviewed, entry, marks};
use crate::case::Document;
use crate::case::plan::{Goal, SupportPlan};
use crate::record::Field;
use crate::value::Date;

/// What to look at in each box.
const BOXES: [(&str, &str); 8] = [
    ("総合的な支援の方針", "モニタリングの評価を受けて、次の半年の方針にしてください"),
    ("支援の標準的な提供時間等", "別表と同じ時間か確かめてください"),
    ("5領域の補足", "残した行と合うか確かめてください"),
    ("対応しないニーズ", "次の計画でも対応しないか確かめてください"),
    ("送迎", "変わりがないか確かめてください"),
    ("通所自立支援", "変わりがないか確かめてください"),
    ("備考", "次の計画にも要るか確かめてください"),
    ("追加", "変わりがないか確かめてください"),
];

pub(super) fn carry(
    edits: &mut Edits<'_>,
    (before, plan): (&Document, &SupportPlan),
    shift: &Shift,
    review: Reviewed<'_>,
) {
    if let Some(wishes) = entry(before, "意向") {
        let mut comments = vec![marks::carried("本人と家族に聞き直し、今の言葉に改めてください")];
        comments.extend(review.into_iter().flat_map(opinions));
        edits.comment_above(wishes.key_span, &comments);
    }
    for (key, words) in BOXES {
        if let Some(own) = entry(before, key) {
            edits.comment_above(own.key_span, &[marks::carried(words)]);
        }
    }
    if let Some(written) = before.tree.entry("評価及び今後の方針") {
        // It is written at the end of a plan's own time.
        edits.remove_entry(written);
    }
    let long = long_goal(plan, shift);
    goal(edits, before, ("長期目標", &plan.long_goal), long);
    goal(edits, before, ("短期目標", &plan.short_goal), Some((shift.start, shift.end)));
}

/// What child and guardian said at the monitoring.
fn opinions((sheet, monitoring): (&Document, &crate::case::monitoring::Monitoring)) -> Vec<String> {
    let Some(opinions) = monitoring.opinions.get() else { return Vec::new() };
    let said = [("本人", &opinions.child), ("保護者", &opinions.guardian)]
        .into_iter()
        .filter_map(|(who, text)| Some(format!("{} {}に{who}: {}", marks::SAID, sheet.name, text.get()?.as_str())));
    said.collect()
}

/// The period of the long goal: its own while that reaches to the end of the plan, else one as long from the new start.
fn long_goal(plan: &SupportPlan, shift: &Shift) -> Option<(Date, Date)> {
    let period = plan.long_goal.get()?.period.get()?;
    let (start, end) = (*period.start.get()?, *period.end.get()?);
    let year = shift.start.plus_months(12).minus_days(1);
    (end < shift.end).then(|| (shift.start, same_length(start, end, shift.start).clamp(shift.end, year)))
}

fn goal(edits: &mut Edits<'_>, before: &Document, (key, goal): (&str, &Field<Goal>), period: Option<(Date, Date)>) {
    let (Some(own), Some(goal)) = (entry(before, key), goal.get()) else { return };
    let words = match (period, goal.period.get()) {
        (None, Some(_)) => "期間がまだ残っているので、期間もそのままです",
        _ => "達成の様子に合わせて改めてください。期間は新しく数えました",
    };
    edits.comment_above(own.key_span, &[marks::carried(words)]);
    if let (Some((start, end)), Some(written)) = (period, goal.period.get()) {
        for (span, day) in [(written.start.span(), start), (written.end.span(), end)] {
            span.into_iter().for_each(|span| edits.replace(span, day_like(day, edits.written(span))));
        }
    }
}
