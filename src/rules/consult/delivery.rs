//! Copies of a 障害児支援利用計画 for the guardian and for everybody who has a service in it.

use super::super::due::Due;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope, States};
use super::super::trail::{Organisation, Trail, is_guardian, words};
use super::{before_start, finish, judged};
use crate::case::Document;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::party::Person;
use crate::diagnostic::Severity;
use crate::record::TextOr;
use crate::source::Span;

pub(in super::super) static RULE: Rule = Rule {
    code: "consult-delivery-missing",
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "障害児支援利用計画を保護者やサービスの担当者に交付していない",
    explanation: include_str!("consult-delivery-missing.md"),
    certainty: Certainty::Unconfirmed,
    states: States::Final,
    rests_on: &[
        (
            Reach::Own,
            &[
                "事業所",
                "計画期間",
                "計画期間.開始",
                "計画期間.終了",
                "状態",
                "案",
                "作成日",
                "写し",
                "ニーズ",
                "サービス",
                "サービス.提供事業者",
                "サービス.区分",
                "サービス.種類",
            ],
        ),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (
            Reach::Child,
            &[
                "保護者",
                "保護者.*",
                "氏名",
                "関係機関",
                "関係機関.id",
                "関係機関.名称",
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

/// Words that mean all who have a service in the plan.
const ALL_PROVIDERS: [&str; 16] = [
    "事業者",
    "事業所",
    "各事業者",
    "各事業所",
    "提供事業者",
    "提供事業所",
    "サービス事業者",
    "サービス事業所",
    "サービス提供事業者",
    "サービス提供事業所",
    "通所支援事業者",
    "障害児通所支援事業者",
    "担当者",
    "サービス担当者",
    "福祉サービス等の担当者",
    "関係機関",
];

fn check(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = judged(scope, document) else { return };
    let due = before_start(scope, document, plan);
    let child = &scope.case.child;
    if due == Due::Never || child.broken || scope.organisation.broken {
        return;
    }
    let Some(recipients) = Trail::of(scope).and_then(|trail| trail.recipients(document)) else { return };
    let guardian = recipients.iter().any(|recipient| is_guardian(&child.value, recipient));
    let providers = providers(scope, document, plan);
    let left_out = providers.iter().filter(|(provider, _)| !has_it(provider, &recipients));
    let left_out: Vec<&(Organisation, Span)> = left_out.collect();
    if guardian && left_out.is_empty() {
        return;
    }
    let applicant = if child.value.guardians.is_empty() { "本人" } else { "保護者" };
    let person = (!guardian).then(|| applicant.to_owned());
    let labels = left_out.iter().map(|(provider, _)| provider.label().to_owned());
    let labels: Vec<String> = person.clone().into_iter().chain(labels).collect();
    let references = left_out.iter().map(|(provider, _)| provider.reference());
    let references: Vec<String> = person.into_iter().chain(references).collect();
    let message = format!("障害児支援利用計画({})を交付した記録がありません: {}", document.name, labels.join("、"));
    let finding = reporter.report(document.place(plan.date.span()), message);
    for (provider, span) in left_out {
        finding.related.push((document.place(Some(*span)), format!("{} のサービス", provider.label())));
    }
    let help = format!(
        "交付したら events.yaml に `- {{種類: 交付, 対象: {}, 日付: 交付した日, 相手: [{}], 方法: 書面}}` を加えてください",
        document.id(),
        references.join(", ")
    );
    finish(finding, document, due, help);
}

fn has_it(provider: &Organisation, recipients: &[&TextOr<Person>]) -> bool {
    let all = |recipient: &TextOr<Person>| words(recipient).iter().any(|word| ALL_PROVIDERS.contains(word));
    recipients.iter().any(|recipient| all(recipient) || provider.is(recipient))
}

/// Everybody who has a service in a plan, once, with the first place.
fn providers(scope: &Scope<'_>, document: &Document, plan: &ConsultationPlan) -> Vec<(Organisation, Span)> {
    let mut providers: Vec<(Organisation, Span)> = Vec::new();
    let services = plan.needs.iter().flat_map(|need| need.value.services.iter());
    for service in services.filter(|service| !service.is_informal()) {
        let Some((provider, span)) = service.provider.spanned() else { continue };
        if matches!(provider, TextOr::Text(id) if document.office() == Some(id)) {
            continue;
        }
        let provider = Organisation::of(scope, provider);
        if !provider.label().is_empty() && providers.iter().all(|(known, _)| known.label() != provider.label()) {
            providers.push((provider, span));
        }
    }
    providers
}
