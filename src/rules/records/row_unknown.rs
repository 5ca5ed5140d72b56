//! A day's record that names a row which the plan of that day does not have.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::diagnostic::Code;
use crate::record::nearest_id;
use crate::source::Span;
use crate::timeline::{ProvidedLine, Term};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("record-row-unknown"),
    group: Group::Linkage,
    summary: "サービス提供記録が、その日の計画にない支援の行を指している",
    explanation: include_str!("record-row-unknown.md"),
    certainty: Certainty::Program,
    rests_on: &[
        (Reach::Own, &["日付", "事業所", "サービス"]),
        (
            Reach::All("plan/"),
            &["事業所", "サービス", "状態", "作成日", "計画期間", "計画期間.開始", "計画期間.終了", "支援", "支援.id"],
        ),
        (Reach::Child, &["利用", "利用.事業所", "利用.サービス"]),
    ],
    judges: Judges::own(&["record"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if !matches!(document.model, Model::Provision(_)) {
        return;
    }
    let own = facts.timeline.provided().iter().filter(|line| std::ptr::eq(line.document, document));
    for line in own.filter(|line| line.line.row_ids().next().is_some()) {
        // A day without a plan is another fault.
        let Some(plan) = facts.timeline.support_plan_on(line) else { continue };
        for (id, span) in line.line.row_ids() {
            if !has(plan.plan, id) {
                report(facts, line, &plan, (id, span), reporter);
            }
        }
    }
}

fn has(plan: &SupportPlan, id: &str) -> bool {
    plan.rows.iter().any(|row| row.id.get().is_some_and(|own| own == id))
}

fn report(
    facts: &Facts<'_>,
    line: &ProvidedLine<'_>,
    plan: &Term<'_, SupportPlan>,
    (id, span): (&str, Span),
    reporter: &mut Reporter<'_>,
) {
    let known: Vec<&str> = plan.plan.rows.iter().filter_map(|row| row.id.get().map(String::as_str)).collect();
    let terms = facts.timeline.support_terms_at(line.line.office.get().map(String::as_str), line.service);
    let other = terms.iter().find(|term| has(term.plan, id));
    let message = format!("{} の計画({})の支援に「{id}」がありません", line.day, plan.document.name);
    let finding = reporter.report(span.place(), message);
    finding.related.push((plan.document.place(plan.plan.rows.span()), "この日の計画の支援".to_owned()));
    let near =
        nearest_id(id, known.iter().copied()).map(|near| format!("`{near}` ではありませんか。")).unwrap_or_default();
    finding.help = Some(match other {
        Some(other) => format!(
            "「{id}」は計画 {} の行です。この日の計画の行を書いてください(書けるもの: {})",
            other.document.name,
            known.join("、")
        ),
        None => format!("{near}書けるもの: {}", known.join("、")),
    });
}
