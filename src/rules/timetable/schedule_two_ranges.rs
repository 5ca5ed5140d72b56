//! Two ranges of hours in one weekday of a 別表, where the municipality has not said that they may stand there.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::{PLANS, cells, open_plan};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("schedule-two-ranges"),
    group: Group::Timetable,
    severity: Severity::Warning,
    summary: "別表の一つの曜日に、時間帯が二つある",
    explanation: include_str!("schedule-two-ranges.md"),
    certainty: Certainty::OneSource,
    judges: Judges { ..PLANS },
    rests_on: &[(Reach::Own, &["別表", "別表.提供時間", "別表.提供時間.*"])],
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    if facts.form(document).is_ok_and(|form| form.two_ranges) {
        return;
    }
    for schedule in plan.schedules.iter() {
        for (_, cell) in cells::hours(schedule, |_| ()) {
            let Some(second) = cell.range.second else { continue };
            let message = format!("{}に、時間帯が二つ({})あります(確認事項)", cell.days(), cell.range);
            let finding = reporter.report(cell.place(), message);
            finding.help = Some(format!(
                "時期や日によって分かれるのなら、{second} を別の `別表` に分けてください(例: `名称: 長期休暇`)。二つ書くことを市町村が認めているなら、様式の `一日に二つの時間帯: true` で知らせなくなります"
            ));
        }
    }
}
