//! Periods that do not nest: the office's plan in the consultant's, short goals in long ones, needs in their plan.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model, MonitoringTerm};
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::source::Span;
use crate::timeline::Term;
use crate::value::{Date, Month, Period, Timing};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("period-outside"),
    group: Group::Linkage,
    severity: Severity::Warning,
    summary: "期間が、それを含むはずの期間からはみ出している",
    explanation: include_str!("period-outside.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (
            Reach::Own,
            &[
                "障害児支援利用計画",
                "計画期間",
                "計画期間.開始",
                "計画期間.終了",
                "期間",
                "期間.*",
                "達成時期",
                "短期目標",
                "長期目標",
                "支援",
                "ニーズ",
                "状態",
            ],
        ),
        (
            Reach::All("consult/plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "写し", "受領日", "作成日"],
        ),
        (Reach::All("plan/"), &["原案"]),
    ],
    judges: Judges::own(&["plan", "consult-plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if !facts.timeline.is_open(document) {
        return;
    }
    match &document.model {
        Model::Plan(plan) => {
            check_plan(facts, document, plan, reporter);
            check_goals(plan, reporter);
            check_rows(plan, reporter);
        }
        Model::ConsultationPlan(plan) => check_needs(plan, reporter),
        _ => {}
    }
}

fn check_plan(facts: &Facts<'_>, document: &Document, plan: &SupportPlan, reporter: &mut Reporter<'_>) {
    let Some((based_on, consultation)) = facts.timeline.consultation_plan_of(document) else { return };
    let (Some(own), Some(outer)) = (plan.period.get(), consultation.period.get()) else { return };
    // What another 確定 plan covers is no gap.
    let others: Vec<&Term<'_, ConsultationPlan>> =
        facts.timeline.consultations().iter().filter(|term| term.document.name != based_on.name).collect();
    let covered = |day: Date| others.iter().any(|term| term.contains(day));
    let outer_words = || format!("障害児支援利用計画 {} の計画期間", based_on.name);
    if let (Some((start, span)), Some((from, outer_span))) = (own.start.spanned(), outer.start.spanned())
        && start < from
        && !covered(*start)
    {
        let message = format!("計画期間の開始({start})が、{}の開始({from})より前です", outer_words());
        let finding = reporter.report(span.place(), message);
        finding.help = Some(format!(
            "開始を {from} 以後にするか、{start} に有効な障害児支援利用計画を `障害児支援利用計画` に書いてください"
        ));
        finding.related.push((outer_span.place(), "障害児支援利用計画の開始".to_owned()));
    }
    if let (Some((end, span)), Some((until, outer_span))) = (own.end.spanned(), outer.end.spanned())
        && until < end
        && !covered(*end)
    {
        let message = format!("計画期間の終了({end})が、{}の終了({until})より後です", outer_words());
        let finding = reporter.report(span.place(), message);
        if !facts.ground.today.is_over(*until) {
            finding.severity = Severity::Info;
            finding.help =
                Some(format!("{until} までに利用計画が更新されたら、個別支援計画もそれに合わせて見直してください"));
        } else {
            finding.help = Some(format!(
                "更新された障害児支援利用計画を consult/plan/ に置き(他の事業者のものは `写し: true`)、個別支援計画を見直してください。更新がないときは終了を {until} 以前にしてください"
            ));
        }
        finding.related.push((outer_span.place(), "障害児支援利用計画の終了".to_owned()));
    }
}

fn check_goals(plan: &SupportPlan, reporter: &mut Reporter<'_>) {
    let period = |goal: &Field<crate::case::plan::Goal>| goal.get().and_then(|goal| goal.period.get().cloned());
    let (Some(short), Some(long)) = (period(&plan.short_goal), period(&plan.long_goal)) else { return };
    let mut outside = |edge: &str, inner: &Field<Date>, outer: &Field<Date>, is_outside: fn(&Date, &Date) -> bool| {
        let (Some((inner, span)), Some((outer, outer_span))) = (inner.spanned(), outer.spanned()) else { return };
        if is_outside(inner, outer) {
            let message = format!("短期目標の{edge}({inner})が、長期目標の{edge}({outer})の外にあります");
            let finding = reporter.report(span.place(), message);
            finding.help =
                Some("短期目標の期間を長期目標の期間に収めるか、長期目標の期間を見直してください".to_owned());
            finding.related.push((outer_span.place(), format!("長期目標の{edge}")));
        }
    };
    outside("開始", &short.start, &long.start, |inner, outer| inner < outer);
    outside("終了", &short.end, &long.end, |inner, outer| inner > outer);
}

/// 達成時期 of the rows, which are steps of this plan: what lies before it. What lies after it has a rule of its own.
fn check_rows(plan: &SupportPlan, reporter: &mut Reporter<'_>) {
    let Some(period) = plan.period.get() else { return };
    let (Some(start), Some(end)) = (period.start.get().copied(), period.end.get().copied()) else { return };
    for row in plan.rows.iter().filter(|_| start <= end) {
        let Some((timing, span)) = row.due.spanned() else { continue };
        let Some(day) = timing.last_day(Some(start)).filter(|day| *day < start) else { continue };
        // A month of which a part lies in the period may be meant so.
        if matches!(timing, Timing::Month(month) if [start, end].map(Month::of).contains(month)) {
            continue;
        }
        let written = in_words(timing, Some(day.to_string()));
        let message = format!("達成時期({written})が、計画期間({start} から {end} まで)の外にあります");
        let finding = reporter.report(span.place(), message);
        finding.help = Some(format!("{start} から {end} までの日を書くか、計画期間を見直してください"));
        finding.related.extend(plan.period.span().map(|span| (span.place(), "計画期間".to_owned())));
    }
}

/// Months by which モニタリング may be counted from before its plan.
const MONTHS_BEFORE: u32 = 12;

/// The month in which a term of モニタリング期間 begins, with its place.
fn first_month(term: &MonitoringTerm, span: Span) -> Option<(Month, Span)> {
    match term {
        MonitoringTerm::In(month) => Some((*month, span)),
        MonitoringTerm::Every(interval) => interval.start.spanned().map(|(month, span)| (*month, span)),
    }
}

/// A time as it is written, with what it comes to where that is not the same.
fn in_words(timing: &Timing, reckoned: Option<String>) -> String {
    match (timing, reckoned) {
        (Timing::Words(text, _), Some(reckoned)) => format!("{text}、{reckoned}"),
        (Timing::Words(text, _), None) => text.clone(),
        (Timing::Day(day), _) => day.to_string(),
        (Timing::Month(month), _) => month.to_string(),
    }
}

fn check_needs(plan: &ConsultationPlan, reporter: &mut Reporter<'_>) {
    let Some(period) = plan.period.get() else { return };
    let months = |period: &Period| Some((Month::of(*period.start.get()?), Month::of(*period.end.get()?)));
    let Some((first, last)) = months(period).filter(|(first, last)| first <= last) else { return };
    for (month, span) in plan.monitoring.iter().filter_map(|term| first_month(&term.value, term.span)) {
        // The count of months may go on from the plan before.
        if month <= last && first <= month.plus(MONTHS_BEFORE) {
            continue;
        }
        let message = format!("モニタリング期間の {month} が、計画期間({first} から {last} まで)の外にあります");
        let finding = reporter.report(span.place(), message);
        finding.help = Some(format!("{first} から {last} までの年月を書くか、計画期間を見直してください"));
        finding.related.extend(plan.period.span().map(|span| (span.place(), "計画期間".to_owned())));
    }
    for need in plan.needs.iter() {
        for (what, field) in [("達成時期", &need.due), ("評価時期", &need.review)] {
            let Some((timing, span)) = field.spanned() else { continue };
            let month = timing.last_day(period.start.get().copied()).map(Month::of);
            if month.is_none_or(|month| (first..=last).contains(&month)) {
                continue;
            }
            let written = in_words(timing, month.map(|month| month.to_string()));
            let message = format!("{what}({written})が、計画期間({first} から {last} まで)の外にあります");
            let finding = reporter.report(span.place(), message);
            finding.help = Some(format!("{first} から {last} までの月を書くか、計画期間を見直してください"));
            finding.related.extend(plan.period.span().map(|span| (span.place(), "計画期間".to_owned())));
        }
    }
}
