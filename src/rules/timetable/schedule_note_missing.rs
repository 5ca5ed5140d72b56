//! The plan foresees other days or other hours, and 特記事項 of the 別表 says nothing of them.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::{PLANS, is_empty, open_plan};
use crate::case::Document;
use crate::case::plan::SupportPlan;
use crate::case::schedule::DayKind;
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::source::Span;
use crate::value::Text;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("schedule-note-missing"),
    group: Group::Timetable,
    severity: Severity::Info,
    summary: "計画に振替や短縮授業の日のことがあり、別表の特記事項が空である",
    explanation: include_str!("schedule-note-missing.md"),
    certainty: Certainty::OneSource,
    judges: PLANS,
    rests_on: &[(Reach::Own, &["別表", "別表.特記事項"])],
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// What people call days and hours outside the weekly table.
const FORESEEN: [&str; 9] =
    ["短縮授業", "短縮日課", "午前授業", "振替", "振り替え", "不定期", "臨時の利用", "追加利用", "曜日の変更"];

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let school = plan.schedules.iter().filter(|schedule| schedule.days.get() != Some(&DayKind::Holiday));
    let school: Vec<_> = school.collect();
    // What one 別表 says holds for the plan.
    if school.is_empty() || !plan.schedules.iter().all(|schedule| is_empty(&schedule.note)) {
        return;
    }
    let Some((word, span)) = foreseen(plan) else { return };
    let message = format!("計画は{word}のことに触れていますが、別表の特記事項に、その日の時間がありません");
    let place = school[0].name.span().or(Some(school[0].span));
    let finding = reporter.report(document.place(place), message);
    finding.help = Some(format!("見込まれる時間を `特記事項: {word}の日は 13:30-16:30` のように書いてください"));
    finding.related.push((span.place(), format!("{word}に触れている所")));
}

/// The first such word in the texts of a plan about its hours.
fn foreseen(plan: &SupportPlan) -> Option<(&'static str, Span)> {
    let rows = plan.rows.iter().flat_map(|row| [&row.value.content, &row.value.caution]);
    let texts: Vec<&Field<Text>> = [&plan.standard_hours, &plan.note].into_iter().chain(rows).collect();
    let spoken = texts.into_iter().filter_map(Field::spanned);
    spoken
        .into_iter()
        .find_map(|(text, span)| FORESEEN.iter().find(|word| text.as_str().contains(**word)).map(|word| (*word, span)))
}
