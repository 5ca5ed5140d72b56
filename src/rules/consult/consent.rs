//! The written consent to a 計画案, and to the plan that is made of it.

use super::super::due::Due;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope, States};
use super::super::trail::{Consent, Trail};
use super::{before_adoption, before_start, finish, judged};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::{Document, revision};
use crate::diagnostic::Severity;

pub(in super::super) static DRAFT: Rule = Rule {
    code: "consult-draft-consent-missing",
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "障害児支援利用計画案への同意がない",
    explanation: include_str!("consult-draft-consent-missing.md"),
    certainty: Certainty::Unconfirmed,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し"]),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    check: Check::Document(check_draft),
    ..Rule::BASE
};

pub(in super::super) static PLAN: Rule = Rule {
    code: "consult-consent-missing",
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "障害児支援利用計画への同意がない",
    explanation: include_str!("consult-consent-missing.md"),
    certainty: Certainty::Unconfirmed,
    states: States::Final,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し"]),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    check: Check::Document(check_plan),
    ..Rule::BASE
};

fn check_draft(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if let Some(plan) = judged(scope, document).filter(|plan| plan.is_draft()) {
        check(scope, document, plan, before_adoption(scope, document, plan), reporter);
    }
}

fn check_plan(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if let Some(plan) = judged(scope, document) {
        check(scope, document, plan, before_start(scope, document, plan), reporter);
    }
}

fn check(scope: &Scope<'_>, document: &Document, plan: &ConsultationPlan, due: Due, reporter: &mut Reporter<'_>) {
    let Some(trail) = Trail::of(scope).filter(|_| due != Due::Never) else { return };
    let title = document.form_title();
    let (message, withdrawn) = match trail.consent(document, None) {
        None | Some(Consent::Given(_)) => return,
        Some(Consent::Missing) => (format!("{title}({})への同意がありません", document.name), None),
        Some(Consent::Withdrawn(event)) => {
            (format!("{title}({})は、不同意か取消の後に同意がありません", document.name), Some(event))
        }
    };
    let finding = reporter.report(document.place(plan.date.span()), message);
    finding.related.extend(withdrawn.map(|event| (trail.place_at(event.span), "最後の不同意・取消".to_owned())));
    let help = format!(
        "説明して署名をもらったら events.yaml に `- {{種類: 同意, 対象: {}, 日付: 署名の日, 署名者: 氏名, 方法: 書面, 版: {}}}` を加えてください",
        document.id(),
        revision::of_consultation_plan(plan)
    );
    finish(finding, document, due, help);
}
