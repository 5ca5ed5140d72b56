//! Copies of a 障害児支援利用計画 for the guardian and for everybody who has a service in it.

use super::super::rule::{Certainty, Check, Facts, Group, Judges, Owed, Reporter, Rule, States};
use super::{BASIS, finish};
use crate::case::Document;
use crate::diagnostic::Severity;
use crate::timeline::{What, Whom};

pub(in super::super) static RULE: Rule = Rule {
    code: "consult-delivery-missing",
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "障害児支援利用計画を保護者やサービスの担当者に交付していない",
    explanation: "確定した障害児支援利用計画について、events.yaml に保護者への 交付(送付)と、計画にサービスのある提供事業者それぞれへの 交付 があるかを見ます。計画は保護者と福祉サービス等の担当者に交付するものとされ、事業所は受け取った計画に合わせて個別支援計画を作ります。\n保護者 と認めるのは、「保護者」を含む言葉、child.yaml の 保護者 の氏名・続柄・区分、保護者のいない児童(18歳以上の申請者など)では 本人 です。提供事業者 と認めるのは、その id、名称(名称を含む言葉も)、office.yaml にあるその事業所の職員の id と氏名です。「提供事業者」「サービス事業者」「サービス担当者」「事業所」「関係機関」などと書けば、全部の提供事業者に交付したと読みます。区分 が インフォーマル のもの、提供事業者 の書かれていないもの、計画を作った事業所自身は数えません。\n計画期間の開始までは情報、開始の日からは警告です。受け取った写し、計画の開始より前に利用を終えた児童、events.yaml のない児童は見ません。",
    basis: BASIS,
    certainty: Certainty::Unconfirmed,
    rests_on: &[
        "事業所",
        "計画期間",
        "開始",
        "状態",
        "案",
        "作成日",
        "保護者",
        "氏名",
        "続柄",
        "区分",
        "関係機関",
        "id",
        "名称",
        "職員",
        "ニーズ",
        "サービス",
        "提供事業者",
        "写し",
        "consult/plan/",
        "events.yaml",
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::PlanDelivery], tell)],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    if facts.child.broken || facts.ground.organisation.broken {
        return;
    }
    let missing: Vec<&Owed<'_>> = owed.iter().filter(|owed| owed.is_missing()).collect();
    let Some(first) = missing.first() else { return };
    let applicant = if facts.child.value.guardians.is_empty() { "本人" } else { "保護者" };
    let label = |owed: &&Owed<'_>| match &owed.duty.whom {
        Whom::Nobody | Whom::Guardian => applicant.to_owned(),
        Whom::Provider(party, _) => party.label().to_owned(),
    };
    let reference = |owed: &&Owed<'_>| match &owed.duty.whom {
        Whom::Nobody | Whom::Guardian => applicant.to_owned(),
        Whom::Provider(party, _) => party.reference(),
    };
    let labels: Vec<String> = missing.iter().map(label).collect();
    let references: Vec<String> = missing.iter().map(reference).collect();
    let message = format!("障害児支援利用計画({})を交付した記録がありません: {}", document.name, labels.join("、"));
    let finding = reporter.report(document.place(document.paper().dated()), message);
    for owed in &missing {
        if let Whom::Provider(party, span) = &owed.duty.whom {
            finding.related.push((document.place(Some(*span)), format!("{} のサービス", party.label())));
        }
    }
    let help = format!(
        "交付したら events.yaml に `- {{種類: 交付, 対象: {}, 日付: 交付した日, 相手: [{}], 方法: 書面}}` を加えてください",
        document.id(),
        references.join(", ")
    );
    finish(finding, document, first, help);
}
