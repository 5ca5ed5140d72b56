//! The 相談支援 gets a copy of every 個別支援計画 since April 2024.

use super::super::facts::{Facts, Owed};
use super::super::judges::{InForce, Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Standing, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consultant-delivery-missing"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "個別支援計画を障害児相談支援事業者に交付していない",
    explanation: include_str!("consultant-delivery-missing.md"),
    certainty: Certainty::Verified,
    judges: Judges { states: States::Final, in_force: InForce::from(2024, 4, 1), ..Judges::own(&["plan"]) },
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
    checks: &[Check::Duty(&[What::ConsultantDelivery], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let child = facts.child;
    let Some(owed) = owed.iter().find(|owed| owed.is_missing()) else { return };
    if child.broken || facts.ground.organisation.broken {
        return;
    }
    let remedy = format!(
        "交付したら events.yaml に `- {{種類: 交付, 対象: {}, 日付: 交付した日, 相手: [{}], 方法: 書面}}` を加えてください",
        document.id(),
        facts.directory.consultants().reference()
    );
    let map = facts.timeline.consultation_of_consultant(document);
    let self_planned = child.value.self_plan.get() == Some(&true);
    let (message, help) = match map.filter(|_| self_planned) {
        Some(map) => (
            format!("セルフプランの児童に障害児支援利用計画({})があり、この計画の交付先が分かりません", map.name),
            format!(
                "相談支援があるのなら child.yaml を `セルフプラン: false` に直し、{remedy}。セルフプランになった後の計画なら、障害児支援利用計画の 計画期間 の 終了 を直してください"
            ),
        ),
        None => (
            format!("個別支援計画({})を障害児相談支援事業者に交付した記録がありません", document.name),
            format!("{remedy}。セルフプランの児童なら child.yaml に `セルフプラン: true` と書いてください"),
        ),
    };
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.help = Some(help);
    if owed.standing == Standing::Coming {
        finding.severity = Severity::Info;
    }
    if self_planned && let Some(span) = child.value.self_plan.span() {
        finding.related.push((span.place(), "セルフプランと書かれた所".to_owned()));
    }
}
