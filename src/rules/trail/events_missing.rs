//! A plan is in force and nothing at all is on record of its explanation, consent and delivery.

use super::super::due::Due;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope};
use crate::case::plan::Status;
use crate::case::{Model, consult};
use crate::diagnostic::Severity;

pub(in super::super) static RULE: Rule = Rule {
    code: "events-missing",
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "計画が始まっているのに events.yaml がない",
    explanation: include_str!("events-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "作成日"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    check: Check::Case(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    if scope.case.events.is_some() {
        return;
    }
    let in_force = scope.case.documents.iter().filter(|document| !document.broken && !document.is_copy());
    let first = in_force.into_iter().find_map(|document| {
        let (is_final, period, date) = match &document.model {
            Model::Plan(plan) => (plan.status.get() == Some(&Status::Final), &plan.period, &plan.date),
            Model::ConsultationPlan(plan) => {
                (plan.status.get() == Some(&consult::plan::Status::Final), &plan.period, &plan.date)
            }
            _ => return None,
        };
        let start = period.get().and_then(|period| period.start.get().copied());
        (is_final && scope.due(document.office(), start) == Due::Past).then_some((document, date.span()))
    });
    let Some((document, span)) = first else { return };
    let message = format!("{}({})は始まっていますが、events.yaml がありません", document.kind.title, document.name);
    reporter.report(document.place(span), message).help = Some(format!(
        "cases/{}/events.yaml を作り、署名された紙のとおりに `- {{種類: 同意, 対象: {}, 日付: 署名の日, 署名者: 氏名, 方法: 書面}}` のように書いてください",
        scope.case.id,
        document.id()
    ));
}
