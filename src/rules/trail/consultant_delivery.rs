//! The 相談支援 gets a copy of every 個別支援計画 since April 2024.

use super::super::due::Due;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope, States};
use super::events::Trail;
use super::parties::Consultants;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::diagnostic::Severity;
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: "consultant-delivery-missing",
    group: Group::Trail,
    summary: "個別支援計画を障害児相談支援事業者に交付していない",
    explanation: include_str!("consultant-delivery-missing.md"),
    certainty: Certainty::Verified,
    since: Some((2024, 4, 1)),
    states: States::Final,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "作成日", "障害児支援利用計画"]),
        (Reach::All("consult/plan/"), &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案"]),
        (
            Reach::Child,
            &[
                "関係機関",
                "関係機関.id",
                "関係機関.名称",
                "関係機関.役割",
                "セルフプラン",
                "利用",
                "利用.開始日",
                "利用.終了日",
                "利用.休止",
                "利用.事業所",
            ],
        ),
        (Reach::Office, &["事業所", "事業所.id", "事業所.名称", "事業所.種類", "職員", "職員.id", "職員.氏名"]),
        (Reach::Events, &[]),
    ],
    check: Check::Document(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let start = plan.period.get().and_then(|period| period.start.get().copied());
    let due = scope.due(document.office(), start);
    let child = &scope.case.child;
    if due == Due::Never || child.broken || scope.organisation.broken {
        return;
    }
    let Some(recipients) = Trail::of(scope).and_then(|trail| trail.recipients(document)) else { return };
    let consultants = Consultants::of(scope);
    if recipients.iter().any(|recipient| consultants.includes(scope, recipient)) {
        return;
    }
    let map = consultation_plan(scope, plan, start);
    if map.is_some_and(|map| map.office().is_some() && map.office() == document.office()) {
        return;
    }
    let self_planned = child.value.self_plan.get() == Some(&true);
    let (message, help) = match (self_planned, map) {
        (true, None) => return,
        (true, Some(map)) => (
            format!("セルフプランの児童に障害児支援利用計画({})があり、この計画の交付先が分かりません", map.name),
            format!(
                "相談支援があるのなら child.yaml を `セルフプラン: false` に直し、{}。セルフプランになった後の計画なら、障害児支援利用計画の 計画期間 の 終了 を直してください",
                remedy(document, &consultants)
            ),
        ),
        (false, _) => (
            format!("個別支援計画({})を障害児相談支援事業者に交付した記録がありません", document.name),
            format!(
                "{}。セルフプランの児童なら child.yaml に `セルフプラン: true` と書いてください",
                remedy(document, &consultants)
            ),
        ),
    };
    let doubtful = self_planned || (consultants.is_unknown() && !child.value.self_plan.is_set());
    let finding = reporter.report(document.place(plan.date.span()), message);
    finding.help = Some(help);
    if due == Due::Coming || doubtful {
        finding.severity = Severity::Warning;
    }
    if self_planned && let Some(span) = child.value.self_plan.span() {
        finding.related.push((child.place(Some(span)), "セルフプランと書かれた所".to_owned()));
    }
}

fn remedy(document: &Document, consultants: &Consultants) -> String {
    format!(
        "交付したら events.yaml に `- {{種類: 交付, 対象: {}, 日付: 交付した日, 相手: [{}], 方法: 書面}}` を加えてください",
        document.id(),
        consultants.reference()
    )
}

/// The 障害児支援利用計画 under which a plan begins: the one it names, or one in force on its first day.
fn consultation_plan<'a>(scope: &Scope<'a>, plan: &SupportPlan, start: Option<Date>) -> Option<&'a Document> {
    let named = plan.consultation_plan.get().and_then(|name| scope.case.consultation_plan(name));
    let in_force = |document: &&Document| match &document.model {
        Model::ConsultationPlan(map) => {
            let covers = |day| map.period.get().is_some_and(|period| period.start.is_set() && period.contains(day));
            !map.is_draft() && start.is_some_and(covers)
        }
        _ => false,
    };
    named.map(|(document, _)| document).or_else(|| scope.case.documents.iter().find(in_force))
}
