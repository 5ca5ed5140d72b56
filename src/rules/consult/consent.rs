//! The written consent to a 計画案, and to the plan that is made of it.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{change, finish};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Consent, Deed, Done, What};

pub(in super::super) static DRAFT: Rule = Rule {
    code: Code::new("consult-draft-consent-missing"),
    group: Group::Consult,
    summary: "障害児支援利用計画案への同意がない",
    explanation: include_str!("consult-draft-consent-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し"]),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    judges: Judges { states: States::Draft, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::DraftConsent], Tell::Paper(tell))],
    ..Rule::BASE
};

pub(in super::super) static PLAN: Rule = Rule {
    code: Code::new("consult-consent-missing"),
    group: Group::Consult,
    summary: "障害児支援利用計画への同意がない",
    explanation: include_str!("consult-consent-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し"]),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::PlanConsent], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    owed.iter().for_each(|owed| after_start(document, owed, reporter));
    let (Some(trail), Some(owed)) = (facts.timeline.trail(), owed.iter().find(|owed| owed.is_missing())) else {
        return;
    };
    if change::tells(facts, document) {
        return;
    }
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

/// A plan that was consented to when it had begun: a late 決定 at the turn of the year is no fault of the 相談支援.
fn after_start(document: &Document, owed: &Owed<'_>, reporter: &mut Reporter<'_>) {
    let (What::PlanConsent, Done::By(Deed { day: Some(day), place })) = (owed.duty.what, &owed.duty.done) else {
        return;
    };
    let Some(due) = owed.duty.due else { return };
    let message = format!("障害児支援利用計画({})への同意 {day} が、計画の始まり {due} の後です", document.name);
    let finding = reporter.report(place.clone(), message);
    finding.severity = Severity::Warning;
    finding
        .related
        .push((document.place(document.paper().period().and_then(|period| period.span())), "計画期間".to_owned()));
    finding.help = Some(
        "支給決定が遅れたのなら、その経緯を 備考 に残してください。計画期間の開始が違うのなら直してください".to_owned(),
    );
}
