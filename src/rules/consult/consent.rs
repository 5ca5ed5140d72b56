//! The written consent to a 計画案, and to the plan that is made of it.

use super::super::rule::{Certainty, Check, Facts, Group, Judges, Owed, Reporter, Rule, States};
use super::{BASIS, finish};
use crate::case::Document;
use crate::diagnostic::Severity;
use crate::timeline::{Consent, What};

pub(in super::super) static DRAFT: Rule = Rule {
    code: "consult-draft-consent-missing",
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "障害児支援利用計画案への同意がない",
    explanation: "障害児支援利用計画の案について、events.yaml に 対象 を consult/plan/案の名前 とする 同意 があるかを見ます。計画案は利用者と家族に説明し、文書で同意を得てから市町村に出すものとされます。同意の後に 不同意 や 取消 があれば、その後の同意を待ちます。代筆の同意も同意です。\n案をもとに計画を確定した後、または計画期間が始まった後は警告、それまでは情報です。別の案に取って代わられた案、受け取った写し、events.yaml のない児童は見ません。",
    basis: BASIS,
    certainty: Certainty::Unconfirmed,
    rests_on: &["事業所", "計画期間", "開始", "状態", "案", "作成日", "写し", "consult/plan/", "events.yaml"],
    judges: Judges { states: States::Draft, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::DraftConsent], tell)],
    ..Rule::BASE
};

pub(in super::super) static PLAN: Rule = Rule {
    code: "consult-consent-missing",
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "障害児支援利用計画への同意がない",
    explanation: "確定した障害児支援利用計画について、events.yaml に 対象 を consult/plan/計画の名前 とする 同意 があるかを見ます。サービス担当者会議を経た計画は、案とは別に説明し、文書で同意を得るものとされます(様式の利用者同意署名欄)。同意の後に 不同意 や 取消 があれば、その後の同意を待ちます。代筆の同意も同意です。\n計画期間の開始までは情報、開始の日からは警告です。計画の開始より前に利用を終えた児童、受け取った写し、events.yaml のない児童は見ません。",
    basis: BASIS,
    certainty: Certainty::Unconfirmed,
    rests_on: &["事業所", "計画期間", "開始", "状態", "案", "作成日", "写し", "consult/plan/", "events.yaml"],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::PlanConsent], tell)],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let (Some(trail), Some(owed)) = (facts.timeline.trail(), owed.iter().find(|owed| owed.is_missing())) else { return };
    let parts = document.paper().parts();
    let Some(main) = parts.first() else { return };
    let title = document.form_title();
    let (message, withdrawn) = match facts.timeline.consent(document, main) {
        Consent::Unknown | Consent::Given(_) => return,
        Consent::Missing => (format!("{title}({})への同意がありません", document.name), None),
        Consent::Withdrawn(event) => {
            (format!("{title}({})は、不同意か取消の後に同意がありません", document.name), Some(event))
        }
    };
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.related.extend(withdrawn.map(|event| (trail.place_at(event.span), "最後の不同意・取消".to_owned())));
    let help = format!(
        "説明して署名をもらったら events.yaml に `- {{種類: 同意, 対象: {}, 日付: 署名の日, 署名者: 氏名, 方法: 書面, 版: {}}}` を加えてください",
        document.id(),
        main.content.version()
    );
    finish(finding, document, owed, help);
}
