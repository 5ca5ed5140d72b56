//! A service in a 確定 障害児支援利用計画 without 提供事業者名.

use super::super::facts::Facts;
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::{Document, Model};
use crate::diagnostic::Code;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("provider-missing"),
    group: Group::Linkage,
    summary: "確定した障害児支援利用計画のサービスに提供事業者がない",
    explanation: include_str!("provider-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["ニーズ", "サービス", "サービス.*", "状態", "写し"]),
        (Reach::Office, &["事業所", "事業所.id", "事業所.名称", "事業所.種類"]),
        (Reach::Child, &["関係機関", "関係機関.id", "関係機関.名称"]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::ConsultationPlan(plan) = &document.model else { return };
    for service in plan.needs.iter().flat_map(|need| need.services.iter()).filter(|service| !service.is_informal()) {
        let Some((kind, span)) = service.kind.spanned() else { continue };
        if facts.directory.provider_name(&service.provider).is_some_and(|name| !name.trim().is_empty()) {
            continue;
        }
        let place = document.place(service.provider.span().filter(|span| span.end > span.start).or(Some(span)));
        let finding = reporter.report(place, format!("「{kind}」の提供事業者が書かれていません"));
        finding.help = Some(
            "`提供事業者` に事業所か関係機関の id、または {名称: …} を書いてください。家族や地域の手助けなら `区分: インフォーマル` と書きます"
                .to_owned(),
        );
    }
}
