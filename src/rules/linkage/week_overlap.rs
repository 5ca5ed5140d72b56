//! Two entries of a 週間計画 at the same hours of the same day.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::plausible::is_doubted;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::consult::week::WeeklyEntry;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("week-overlap"),
    group: Group::Timetable,
    severity: Severity::Warning,
    summary: "週間計画表の二つの予定が同じ時間に重なっている",
    explanation: include_str!("week-overlap.md"),
    certainty: Certainty::Unconfirmed,
    rests_on: &[(Reach::Own, &["週間計画", "週間計画.*"]), (Reach::All("consult/plan/"), &["案"])],
    judges: Judges::own(&["consult-plan", "consult-basic", "consult-monitoring"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if !facts.timeline.is_open(document) {
        return;
    }
    let week = match &document.model {
        Model::ConsultationPlan(plan) => &plan.week,
        Model::ConsultationBasic(basic) => &basic.week,
        Model::ConsultationMonitoring(report) => &report.week,
        _ => return,
    };
    let Some(week) = week.get() else { return };
    for (first, second) in week.overlaps() {
        let (Some(first), Some(second)) = (week.entries.get(first), week.entries.get(second)) else { continue };
        if first.frequency.is_set() || second.frequency.is_set() {
            continue;
        }
        // Hours the wrong way round lie over everything.
        if is_doubted(facts, first) || is_doubted(facts, second) {
            continue;
        }
        let message = format!("週間計画表の{}と{}が重なっています", words(first), words(second));
        let finding = reporter.report(document.place(second.time.span()), message);
        finding.help =
            Some("時間か曜日を直してください。毎週ではない予定には `頻度: 隔週` のように書きます".to_owned());
        finding.related.push((document.place(first.time.span()), "この予定と重なります".to_owned()));
        if !(first.provider.is_set() && second.provider.is_set()) {
            finding.severity = Severity::Info;
        }
    }
}

fn words(entry: &WeeklyEntry) -> String {
    let content = entry.content.get().map_or("予定", String::as_str);
    let time = entry.time.get().map(ToString::to_string).unwrap_or_default();
    format!("「{content}」({time})")
}
