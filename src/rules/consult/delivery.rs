//! Copies of a 障害児支援利用計画 for the guardian and for everybody who has a service in it.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{change, finish};
use crate::case::Document;
use crate::diagnostic::Code;
use crate::timeline::{What, Whom};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consult-delivery-missing"),
    group: Group::Consult,
    summary: "障害児支援利用計画を保護者やサービスの担当者に交付していない",
    explanation: include_str!("consult-delivery-missing.md"),
    certainty: Certainty::Verified,
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
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::PlanDelivery], Tell::Paper(tell))],
    ..Rule::BASE
};

pub(in super::super) static DRAFT: Rule = Rule {
    code: Code::new("consult-draft-delivery-missing"),
    group: Group::Consult,
    summary: "障害児支援利用計画案を保護者に交付していない",
    explanation: include_str!("consult-draft-delivery-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し"]),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::Child, &["保護者", "保護者.*", "利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    judges: Judges { states: States::Draft, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::DraftDelivery], Tell::Paper(tell_draft))],
    ..Rule::BASE
};

fn tell_draft(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(owed) = owed.iter().find(|owed| owed.is_missing()).filter(|_| !facts.child.broken) else { return };
    let applicant = if facts.child.value.guardians.is_empty() { "本人" } else { "保護者" };
    let message = format!("障害児支援利用計画案({})を{applicant}に交付した記録がありません", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    let help = format!(
        "交付したら events.yaml に `- {{種類: 交付, 対象: {}, 日付: 交付した日, 相手: [{applicant}], 方法: 書面}}` を加えてください",
        document.id()
    );
    finish(finding, document, owed, help);
}

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    if facts.child.broken || facts.ground.organisation.broken {
        return;
    }
    // School, clinic and the like have no deadline: the family decides what they get.
    let (due, free): (Vec<&Owed<'_>>, Vec<&Owed<'_>>) =
        owed.iter().filter(|owed| owed.is_missing()).partition(|owed| owed.duty.due.is_some());
    if !change::tells(facts, document) {
        say(facts, document, &due, reporter);
    }
    say(facts, document, &free, reporter);
}

fn say(facts: &Facts<'_>, document: &Document, missing: &[&Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(first) = missing.first() else { return };
    let applicant = if facts.child.value.guardians.is_empty() { "本人" } else { "保護者" };
    let label = |owed: &&Owed<'_>| match &owed.duty.whom {
        Whom::Nobody | Whom::Guardian | Whom::Child => applicant.to_owned(),
        Whom::Provider(party, _) => party.label().to_owned(),
    };
    let reference = |owed: &&Owed<'_>| match &owed.duty.whom {
        Whom::Nobody | Whom::Guardian | Whom::Child => applicant.to_owned(),
        Whom::Provider(party, _) => party.reference(),
    };
    let labels: Vec<String> = missing.iter().map(label).collect();
    let references: Vec<String> = missing.iter().map(reference).collect();
    let message = format!("障害児支援利用計画({})を交付した記録がありません: {}", document.name, labels.join("、"));
    let finding = reporter.report(document.place(document.paper().dated()), message);
    for owed in missing {
        if let Whom::Provider(party, span) = &owed.duty.whom {
            finding.related.push(((*span).place(), format!("{} のサービス", party.label())));
        }
    }
    let help = format!(
        "交付したら events.yaml に `- {{種類: 交付, 対象: {}, 日付: 交付した日, 相手: [{}], 方法: 書面}}` を加えてください",
        document.id(),
        references.join(", ")
    );
    let consent = if first.duty.due.is_none() {
        "。学校や医療機関などには、保護者の了解を得て渡します"
    } else {
        ""
    };
    finish(finding, document, first, help + consent);
}
