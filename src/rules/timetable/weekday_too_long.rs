//! More hours a day than a plan may have: three on a 授業日 of 放課後等デイサービス, five on other days.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::cells::{self, Cell};
use super::{PLANS, open_plan};
use crate::case::Document;
use crate::case::party::Service;
use crate::case::plan::SupportPlan;
use crate::case::schedule::{DayKind, Schedule};
use crate::diagnostic::{Code, Severity};
use crate::tariff::{self, AddOnName, Tier};
use crate::value::{Minutes, Weekday};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("weekday-too-long"),
    group: Group::Timetable,
    summary: "一日の提供時間が上限(授業日の放課後等デイサービスは 3 時間、ほかは 5 時間)を超えている",
    explanation: include_str!("weekday-too-long.md"),
    certainty: Certainty::Verified,
    judges: super::super::judges::Judges { services: &[Service::AfterSchool, Service::ChildDevelopment], ..PLANS },
    rests_on: &[
        (
            Reach::Own,
            &[
                "サービス",
                "別表",
                "別表.区分",
                "別表.延長",
                "別表.延長.*",
                "別表.特記事項",
                "支援",
                "加算",
                "加算.名称",
            ],
        ),
        (Reach::Office, &["事業所", "事業所.id", "事業所.種類"]),
    ],
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// The longest plan time, on a day without school.
pub(super) const LONGEST: Minutes = Minutes(300);
/// The longest plan time of 放課後等デイサービス on a 授業日.
pub(super) const LONGEST_AFTER_SCHOOL: Minutes = Minutes(180);
/// So much more is common, and not billed.
const USUAL_EXCESS: u32 = 60;

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let after_school = facts.directory.service(plan) == Some(Service::AfterSchool);
    for schedule in plan.schedules.iter() {
        let short = after_school && !is_for_truants(plan, schedule);
        for (limit, cell) in cells::hours(schedule, |day| limit(schedule, day, short)) {
            judge(schedule, &cell, limit, reporter);
        }
    }
}

/// The longest plan time of a day. A Saturday is a 学校休業日 in any 別表; a day of 短縮授業 is none.
fn limit(schedule: &Schedule, day: Weekday, short: bool) -> Minutes {
    let shortened = schedule.name.get().is_some_and(|name| name.contains("短縮"));
    let school = schedule.days.get() == Some(&DayKind::School) || shortened;
    if short && school && day < Weekday::Saturday { LONGEST_AFTER_SCHOOL } else { LONGEST }
}

/// Whether the child does not go to school and comes in its hours: 個別サポート加算(Ⅲ).
fn is_for_truants(plan: &SupportPlan, schedule: &Schedule) -> bool {
    let supported = |name: &AddOnName| name.base == "個別サポート加算" && name.tier == Some(Tier::Three);
    tariff::placed_in(plan).iter().any(|placed| supported(&placed.name))
        || schedule.note.get().is_some_and(|note| note.0.contains("不登校"))
}

/// How gravely hours over the limit are judged: by how much they are over, and whether the day has an 延長 for the rest.
fn severity(length: Minutes, limit: Minutes, extended: bool) -> Option<Severity> {
    let over = length.0.checked_sub(limit.0).filter(|over| *over > 0)?;
    match (over <= USUAL_EXCESS, extended) {
        (true, true) => None,
        (true, false) | (false, true) => Some(Severity::Warning),
        (false, false) => Some(Severity::Error),
    }
}

fn judge(schedule: &Schedule, cell: &Cell, limit: Minutes, reporter: &mut Reporter<'_>) {
    let extended = schedule.extension_minutes(cell.day()).is_some_and(|minutes| minutes.0 > 0);
    let Some(severity) = severity(cell.length(), limit, extended) else { return };
    let what = if limit == LONGEST {
        "一日の計画時間"
    } else {
        "授業日の放課後等デイサービスの計画時間"
    };
    let message = format!(
        "{}の提供時間({})は {} で、{what}の上限 {limit} を超えています",
        cell.days(),
        cell.range,
        cell.length()
    );
    let until = cell.range.first.start.plus(limit);
    let finding = reporter.report(cell.place(), message);
    finding.severity = severity;
    finding.help = Some(match (until, limit == LONGEST) {
        (Some(until), false) => format!(
            "提供時間を \"{}-{until}\" とし、残りの時間は(1時間以上なら)延長に書いてください。学校休業日の時間なら、`区分: 学校休業日` の別表に分けます",
            cell.range.first.start
        ),
        (Some(until), true) => {
            format!(
                "提供時間を \"{}-{until}\" とし、残りの時間は(1時間以上なら)延長に書いてください",
                cell.range.first.start
            )
        }
        (None, _) => "提供時間を上限までに直してください".to_owned(),
    });
    if let Some(span) = schedule.days.span() {
        finding.related.push((span.place(), "別表の区分".to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, LONGEST_AFTER_SCHOOL, severity};
    use crate::diagnostic::Severity;
    use crate::value::Minutes;

    #[test]
    fn an_hour_more_than_three_is_common_and_more_is_not() {
        for (length, extended, expected) in [
            (180, false, None),
            (181, false, Some(Severity::Warning)),
            (210, false, Some(Severity::Warning)),
            (240, false, Some(Severity::Warning)),
            (241, false, Some(Severity::Error)),
            (240, true, None),
            (241, true, Some(Severity::Warning)),
        ] {
            assert_eq!(severity(Minutes(length), LONGEST_AFTER_SCHOOL, extended), expected, "{length} {extended}");
        }
        assert_eq!(severity(Minutes(300), LONGEST, false), None);
        assert_eq!(severity(Minutes(301), LONGEST, false), Some(Severity::Warning));
        assert_eq!(severity(Minutes(361), LONGEST, false), Some(Severity::Error));
    }
}
