//! The サービス担当者会議 between a 計画案 and the plan.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{change, finish};
use crate::case::Document;
use crate::case::meeting::Method;
use crate::case::paper::Role;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Candidate, Done, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consult-meeting-missing"),
    group: Group::Consult,
    summary: "案から確定までの間にサービス担当者会議の記録がない",
    explanation: include_str!("consult-meeting-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し"]),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::All("consult/meeting/"), &["計画", "日時", "種類"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::CareMeeting], Tell::Paper(tell)), Check::Paper(check_held)],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(owed) = owed.iter().find(|owed| owed.is_missing()) else { return };
    let has_sheet = matches!(owed.duty.candidates.first(), Some(Candidate::OutOfTime(_)));
    if !has_sheet && change::tells(facts, document) {
        return;
    }
    let draft = document.link(Role::Draft).and_then(|link| link.name.get());
    let name = draft.unwrap_or(&document.name);
    let (message, help, sheet) = match owed.duty.candidates.first() {
        Some(Candidate::OutOfTime(sheet)) => (
            format!("サービス担当者会議の日({})が、案の作成日から計画({})の作成日・同意までの間にありません", sheet.name, document.name),
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
    // It was held, only not where it belongs.
    if has_sheet {
        finding.severity = Severity::Warning;
    }
    finish(finding, document, owed, help);
}

/// Of a meeting that was held: how, and between which consents.
fn check_held(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let held = facts.timeline.care_meetings_on(document);
    let [(sheet, meeting)] = held.as_slice() else { return };
    if let Some((Method::InWriting, span)) = meeting.method.spanned() {
        let message = format!("計画({})のサービス担当者会議は、書面の照会だけで行われています", document.name);
        let finding = reporter.report(span.place(), message);
        finding.severity = Severity::Warning;
        finding.help = Some(
            "オンラインでも集まれなかった理由を 検討内容 に残してください。集まったのなら `方法: 対面` か `方法: オンライン` と書いてください"
                .to_owned(),
        );
    }
    // One that is out of its time altogether has been told.
    let is_in_time =
        facts.timeline.duties_of(document, &[What::CareMeeting]).any(|duty| matches!(duty.done, Done::By(_)));
    let Some(day) = sheet.date.filter(|_| is_in_time) else { return };
    let to_draft = facts.timeline.linked(document, Role::Draft).and_then(|draft| facts.timeline.consulted(draft));
    let to_plan = facts.timeline.consulted(document);
    let (when, other) = match (to_draft, to_plan) {
        (Some(drafted), _) if day < drafted => {
            (format!("案への同意({drafted})より前"), "案を説明して同意を得てから会議を開きます")
        }
        (_, Some(planned)) if planned < day => {
            (format!("計画への同意({planned})より後"), "会議で意見を聞いてから計画に同意を得ます")
        }
        _ => return,
    };
    let message = format!("サービス担当者会議({day})が、{when}です");
    let finding = reporter.report(sheet.place(sheet.paper().dated()), message);
    finding.severity = Severity::Warning;
    finding.related.push((document.place(document.paper().dated()), "この計画".to_owned()));
    finding.help =
        Some(format!("{other}。日が違うのなら、会議録の 日時 か events.yaml の同意の 日付 を直してください"));
}
