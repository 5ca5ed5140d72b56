//! 長期目標 for about a year, 短期目標 for about six months.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::MONTHS;
use crate::case::plan::Goal;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::Field;

pub(in super::super) static LONG: Rule = Rule {
    code: Code::new("long-goal-period"),
    group: Group::Time,
    severity: Severity::Warning,
    summary: "長期目標の期間が 1 年を超えている",
    explanation: include_str!("long-goal-period.md"),
    certainty: Certainty::Guide,
    rests_on: &[(Reach::Own, &["期間", "期間.*", "長期目標", "短期目標", "状態"]), (Reach::All("plan/"), &["原案"])],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check_long)],
    ..Rule::BASE
};

pub(in super::super) static SHORT: Rule = Rule {
    code: Code::new("short-goal-period"),
    group: Group::Time,
    severity: Severity::Warning,
    summary: "短期目標の期間が 6 か月を超えている",
    explanation: include_str!("short-goal-period.md"),
    certainty: Certainty::Guide,
    rests_on: &[(Reach::Own, &["期間", "期間.*", "長期目標", "短期目標", "状態"]), (Reach::All("plan/"), &["原案"])],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check_short)],
    ..Rule::BASE
};

fn check_long(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    if facts.timeline.is_open(document) {
        check(&LONG_GOAL, &plan.long_goal, reporter);
    }
}

fn check_short(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    if facts.timeline.is_open(document) {
        check(&SHORT_GOAL, &plan.short_goal, reporter);
    }
}

/// A kind of goal: its name, and how long it may run.
struct GoalLimit {
    name: &'static str,
    months: u32,
    length: &'static str,
}

const LONG_GOAL: GoalLimit = GoalLimit { name: "長期目標", months: 2 * MONTHS, length: "1 年" };
const SHORT_GOAL: GoalLimit = GoalLimit { name: "短期目標", months: MONTHS, length: "6 か月" };

/// Reports a goal that runs for too long.
fn check(kind: &GoalLimit, goal: &Field<Goal>, reporter: &mut Reporter<'_>) {
    let Some(period) = goal.get().and_then(|goal| goal.period.get()) else { return };
    let (Some((start, from)), Some((end, span))) = (period.start.spanned(), period.end.spanned()) else { return };
    let last = start.plus_months(kind.months).minus_days(1);
    if *end > last {
        let message = format!("{}の期間({start} から {end} まで)が {}を超えています", kind.name, kind.length);
        let finding = reporter.report(span.place(), message);
        finding.related.push((from.place(), "ここから数えます".to_owned()));
        finding.help = Some(format!("終了を {last} 以前にしてください"));
    }
}
