//! An 延長 of less than an hour on one side.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use super::{PLANS, cells, open_plan};
use crate::case::Document;
use crate::diagnostic::Code;
use crate::value::Minutes;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("extension-too-short"),
    group: Group::Timetable,
    summary: "別表の延長支援時間が 1 時間に満たない",
    explanation: include_str!("extension-too-short.md"),
    certainty: Certainty::Verified,
    judges: PLANS,
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// What an 延長 has to have on each side, before and after the hours.
const LEAST: Minutes = Minutes(60);

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    for schedule in plan.schedules.iter() {
        for (side, cell) in cells::extensions(schedule).into_iter().filter(|(_, cell)| cell.length() < LEAST) {
            let message =
                format!("{}の延長({side} {})は {} で、1時間に足りません", cell.days(), cell.range, cell.length());
            reporter.report(cell.place(), message).help = Some(
                "延長は支援の前と後のそれぞれで1時間以上を計画し、満たない側は消して提供時間を見直してください。その日だけ短くなった延長(30分以上)は、計画を変えずに記録に残します"
                    .to_owned(),
            );
        }
    }
}
