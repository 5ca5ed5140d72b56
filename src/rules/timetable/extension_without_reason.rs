//! An 延長 without its reason.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::{PLANS, cells, is_empty, open_plan};
use crate::case::Document;
use crate::diagnostic::Code;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("extension-without-reason"),
    group: Group::Timetable,
    summary: "延長支援時間があるのに、延長を必要とする理由がない",
    explanation: include_str!("extension-without-reason.md"),
    certainty: Certainty::Verified,
    judges: PLANS,
    rests_on: &[(Reach::Own, &["別表", "別表.延長を必要とする理由"])],
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    for schedule in plan.schedules.iter().filter(|schedule| is_empty(&schedule.extension_reason)) {
        let Some((side, cell)) = cells::extensions(schedule).into_iter().next() else { continue };
        let message =
            format!("{}に延長({side} {})がありますが、延長を必要とする理由がありません", cell.days(), cell.range);
        let finding = reporter.report(document.place(schedule.extension.span()), message);
        finding.help = Some(
            "その時間に家庭で迎えられない事情を `延長を必要とする理由: 保護者の勤務が 18 時までで、迎えが 18 時 30 分になるため` のように書いてください"
                .to_owned(),
        );
        finding.related.push((cell.place(), "延長の時間".to_owned()));
    }
}
