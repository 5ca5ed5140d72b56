//! 達成時期 of each row: within the plan, and not all of them on its last day.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::last_of_six_months;
use crate::case::plan::{SupportKind, SupportPlan};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::source::Span;
use crate::value::{Date, Timing};

/// A 達成時期 is held against the plan's period.
const RESTS_ON: &[(Reach, &[&str])] = &[
    (Reach::Own, &["計画期間", "計画期間.開始", "計画期間.終了", "達成時期", "状態"]),
    (Reach::All("plan/"), &["原案"]),
];

pub(in super::super) static TOO_FAR: Rule = Rule {
    code: Code::new("due-too-far"),
    group: Group::Time,
    summary: "達成時期が計画期間の後",
    explanation: include_str!("due-too-far.md"),
    certainty: Certainty::Guide,
    rests_on: RESTS_ON,
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check_each)],
    ..Rule::BASE
};

pub(in super::super) static UNIFORM: Rule = Rule {
    code: Code::new("due-uniform"),
    group: Group::Time,
    severity: Severity::Info,
    summary: "どの目標の達成時期も計画期間の終わり",
    explanation: include_str!("due-uniform.md"),
    certainty: Certainty::OneSource,
    rests_on: RESTS_ON,
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check_all)],
    ..Rule::BASE
};

fn check_each(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let Some(period) = plan.period.get().filter(|_| facts.timeline.is_open(document)) else { return };
    let start = period.start.get().copied();
    let Some(limit) = period.end.get().copied().or(start.map(last_of_six_months)) else { return };
    for row in plan.rows.iter() {
        let Some((due, span)) = row.due.spanned() else { continue };
        let Some(day) = first_meant(due, start).filter(|day| *day > limit) else { continue };
        let written = match due {
            Timing::Day(day) => day.to_string(),
            Timing::Month(month) => month.to_string(),
            Timing::Words(text, _) => format!("{text}、{day}"),
        };
        let message = format!("達成時期({written})が、計画期間の終わり {limit} の後です");
        let finding = reporter.report(span.place(), message);
        finding.related.extend(period.end.span().map(|span| (span.place(), "計画期間の終わり".to_owned())));
        finding.help = Some(format!(
            "`達成時期: {limit}` か、それより前にしてください。先の長い目標は長期目標に書き、この計画で届くところまでを支援目標にします"
        ));
    }
}

/// The first day that a 達成時期 may mean: a month fits as soon as it begins in time.
fn first_meant(due: &Timing, start: Option<Date>) -> Option<Date> {
    match due {
        Timing::Month(month) => month.first_day(),
        Timing::Day(_) | Timing::Words(..) => due.last_day(start),
    }
}

fn check_all(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let Some(period) = plan.period.get().filter(|_| facts.timeline.is_open(document)) else { return };
    let (Some(start), Some(end)) = (period.start.get().copied(), period.end.get().copied()) else { return };
    if end < last_of_six_months(start) {
        return;
    }
    let own = || plan.rows.iter().filter(|row| row.kind.get() == Some(&SupportKind::Child));
    let at_the_end = own().all(|row| row.due.get().and_then(|due| due.last_day(Some(start))) == Some(end));
    if own().count() > 1 && at_the_end {
        let place = document.place(first_due(plan));
        let finding = reporter.report(place, format!("本人支援の達成時期が、どれも計画期間の終わり({end})です"));
        finding.help = Some("1 か月から 3 か月で届く目標があれば、その時期を書いてください".to_owned());
    }
}

fn first_due(plan: &SupportPlan) -> Option<Span> {
    plan.rows.iter().find_map(|row| row.due.span())
}
