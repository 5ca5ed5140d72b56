//! The サービス担当者会議 between a 計画案 and the plan.

use super::super::rule::{Certainty, Check, Facts, Group, Judges, Owed, Reach, Reporter, Rule, States, Tell};
use super::finish;
use crate::case::Document;
use crate::case::paper::Role;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Candidate, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consult-meeting-missing"),
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "案から確定までの間にサービス担当者会議の記録がない",
    explanation: include_str!("consult-meeting-missing.md"),
    certainty: Certainty::Unconfirmed,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し"]),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::All("consult/meeting/"), &["計画", "日時", "種類"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::CareMeeting], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(_: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(owed) = owed.iter().find(|owed| owed.is_missing()) else { return };
    let draft = document.link(Role::Draft).and_then(|link| link.name.get());
    let name = draft.unwrap_or(&document.name);
    let (message, help, sheet) = match owed.duty.candidates.first() {
        Some(Candidate::OutOfTime(sheet)) => (
            format!("サービス担当者会議の日({})が、案の作成日から計画({})の作成日までの間にありません", sheet.name, document.name),
            "会議録の 日時、案と計画の 作成日 のどれかを見直してください。会議を開き直したのなら、その会議録を加えてください".to_owned(),
            Some(*sheet),
        ),
        Some(Candidate::Nameless(sheet)) => (
            format!("計画({})のサービス担当者会議録が分かりません", document.name),
            format!("{} が案を話し合った会議なら、はじめの「---」の間に `計画: {name}` と書いてください", sheet.id()),
            Some(*sheet),
        ),
        None => (
            format!("計画({})を確定するまでのサービス担当者会議の記録がありません", document.name),
            format!("consult/meeting/会議の日.md に会議録を書き、`種類: サービス担当者会議` と `計画: {name}` を入れてください"),
            None,
        ),
    };
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.related.extend(sheet.map(|sheet| (sheet.place(None), "この会議録".to_owned())));
    finish(finding, document, owed, help);
}
