//! Hours of less than half an hour without a reason.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::{PLANS, cells, is_empty, open_plan};
use crate::case::Document;
use crate::diagnostic::Code;
use crate::value::Minutes;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("schedule-short-unreasoned"),
    group: Group::Timetable,
    summary: "30 分に満たない提供時間に、特記事項の理由がない",
    explanation: include_str!("schedule-short-unreasoned.md"),
    certainty: Certainty::Verified,
    judges: PLANS,
    rests_on: &[(Reach::Own, &["別表", "別表.特記事項"])],
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// What the shortest band begins with.
const LEAST: Minutes = Minutes(30);

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    for schedule in plan.schedules.iter().filter(|schedule| is_empty(&schedule.note)) {
        for (_, cell) in cells::hours(schedule, |_| ()).into_iter().filter(|(_, cell)| cell.length() < LEAST) {
            let message = format!(
                "{}の提供時間({})は {} で、30分に足りず、特記事項に理由がありません",
                cell.days(),
                cell.range,
                cell.length()
            );
            let finding = reporter.report(cell.place(), message);
            finding.help = Some(
                "30分以上にするか、市町村が認めた理由と担当の課を `特記事項: 体調に合わせて 20 分から始めるため(〇〇市障害福祉課と 4 月 2 日に協議)` のように書いてください"
                    .to_owned(),
            );
            if let Some((_, span)) = schedule.name.spanned() {
                finding.related.push((span.place(), "特記事項のない別表".to_owned()));
            }
        }
    }
}
