//! A row of the plan of which its last monitoring says nothing.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::monitoring::{Future, Monitoring, PlanReview, RowResult};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::Value;
use crate::source::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("monitoring-row-missing"),
    group: Group::Linkage,
    severity: Severity::Warning,
    summary: "モニタリング記録に、計画の支援の行の評価がない",
    explanation: include_str!("monitoring-row-missing.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["支援", "支援.行", "計画", "計画の見直し", "実施日"]),
        (Reach::Named("plan/"), &["支援", "支援.id", "計画期間", "計画期間.開始", "計画期間.終了"]),
        (Reach::Linked("plan/"), &["前計画"]),
        (Reach::Linked("monitoring/"), &["支援", "支援.行", "支援.今後", "計画", "実施日"]),
    ],
    judges: Judges::own(&["monitoring"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// A monitoring this near to the plan's last day closes it.
const CLOSING_MONTHS: u32 = 2;

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Monitoring(monitoring) = &document.model else { return };
    let Some((plan_document, plan)) = facts.timeline.support_plan_of(document) else { return };
    // A row that names none of the plan's is said elsewhere, and is likely the one that seems to be missing.
    let known = |result: &RowResult| plan.rows.iter().any(|row| row.id.is_set() && row.id.get() == result.row.get());
    let rows_read = matches!(document.tree.get("支援").map(|node| &node.value),
        Some(Value::List(rows)) if rows.len() == monitoring.rows.len()
            && monitoring.rows.iter().all(|result| known(result)));
    if !rows_read || !closes(facts, document, monitoring, plan_document) {
        return;
    }
    let ended = ended_before(facts, document, monitoring);
    let missing: Vec<(&String, Span)> = plan
        .rows
        .iter()
        .filter_map(|row| row.id.spanned())
        .filter(|(id, _)| !ended.contains(id) && monitoring.rows.iter().all(|result| result.row.get() != Some(id)))
        .collect();
    if missing.is_empty() {
        return;
    }
    let ids = missing.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join("、");
    let message = format!("計画 {} の支援 {ids} の評価がありません", plan_document.name);
    let finding = reporter.report(document.place(document.tree.entry("支援").map(|entry| entry.key_span)), message);
    finding.help =
        Some(format!("`支援` に `{{行: {}, 評価: …, 理由: …, 今後: …}}` の行を加えてください", missing[0].0));
    finding.related.extend(missing.iter().map(|(_, span)| ((*span).place(), "この行".to_owned())));
}

/// Every other monitoring of the same plan.
fn others<'a>(
    facts: &Facts<'a>,
    document: &Document,
    monitoring: &Monitoring,
) -> impl Iterator<Item = (&'a Document, &'a Monitoring)> {
    let (own, plan) = (document.name.clone(), monitoring.plan.get().cloned());
    facts.timeline.monitorings().filter(move |(other, record)| other.name != own && record.plan.get() == plan.as_ref())
}

/// Whether this is the monitoring that closes the plan's period.
fn closes(facts: &Facts<'_>, document: &Document, monitoring: &Monitoring, plan: &Document) -> bool {
    if others(facts, document, monitoring).any(|(other, _)| other.date >= document.date) {
        return false;
    }
    let near = document.date.zip(plan.last_day()).is_some_and(|(day, end)| end < day.plus_months(CLOSING_MONTHS));
    monitoring.plan_review.get() == Some(&PlanReview::Needed) || facts.timeline.next(plan).is_some() || near
}

/// The rows that an earlier monitoring of the same plan brought to an end.
fn ended_before<'a>(facts: &Facts<'a>, document: &Document, monitoring: &Monitoring) -> Vec<&'a String> {
    let earlier = others(facts, document, monitoring).filter(|(other, _)| other.date < document.date);
    let ended = earlier.flat_map(|(_, record)| record.rows.iter());
    ended.filter(|result| result.future.get() == Some(&Future::End)).filter_map(|result| result.row.get()).collect()
}
