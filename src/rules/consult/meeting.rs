//! The サービス担当者会議 between a 計画案 and the plan.

use super::super::due::Due;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope, States};
use super::{before_start, finish, judged};
use crate::case::meeting::{Meeting, MeetingKind};
use crate::case::{Document, Model, consult};
use crate::diagnostic::Severity;

pub(in super::super) static RULE: Rule = Rule {
    code: "consult-meeting-missing",
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "案から確定までの間にサービス担当者会議の記録がない",
    explanation: include_str!("consult-meeting-missing.md"),
    certainty: Certainty::Unconfirmed,
    states: States::Final,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し"]),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::All("consult/meeting/"), &["計画", "日時", "種類"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
    ],
    check: Check::Document(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = judged(scope, document) else { return };
    let due = before_start(scope, document, plan);
    let meetings: Vec<(&Document, &Meeting)> = meetings(scope).collect();
    if due == Due::Never || meetings.iter().any(|(sheet, _)| sheet.broken) {
        return;
    }
    let draft = plan.draft.get().map(String::as_str);
    let from = draft.and_then(|name| scope.case.consultation_plan(name)).and_then(|(draft, _)| draft.date);
    let in_time = |sheet: &Document| {
        let Some(day) = sheet.date else { return true };
        from.is_none_or(|from| from <= day) && document.date.is_none_or(|until| day <= until)
    };
    let about_it = |meeting: &Meeting| {
        let named = meeting.plan.get().map(String::as_str);
        named.is_some() && (named == draft || named == Some(&document.name))
    };
    let named: Vec<&Document> =
        meetings.iter().filter(|(_, meeting)| about_it(meeting)).map(|(sheet, _)| *sheet).collect();
    if named.iter().any(|sheet| in_time(sheet)) {
        return;
    }
    // A record that names no plan is most likely the one; one line makes it so.
    let nameless = meetings.iter().find(|(sheet, meeting)| !meeting.plan.is_set() && in_time(sheet));
    let name = draft.unwrap_or(&document.name);
    let (message, help, sheet) = match (named.first(), nameless) {
        (Some(sheet), _) => (
            format!("サービス担当者会議の日({})が、案の作成日から計画({})の作成日までの間にありません", sheet.name, document.name),
            "会議録の 日時、案と計画の 作成日 のどれかを見直してください。会議を開き直したのなら、その会議録を加えてください".to_owned(),
            Some(*sheet),
        ),
        (None, Some((sheet, _))) => (
            format!("計画({})のサービス担当者会議録が分かりません", document.name),
            format!("{} が案を話し合った会議なら、はじめの「---」の間に `計画: {name}` と書いてください", sheet.id()),
            Some(*sheet),
        ),
        (None, None) => (
            format!("計画({})を確定するまでのサービス担当者会議の記録がありません", document.name),
            format!("consult/meeting/会議の日.md に会議録を書き、`種類: サービス担当者会議` と `計画: {name}` を入れてください"),
            None,
        ),
    };
    let finding = reporter.report(document.place(plan.date.span()), message);
    finding.related.extend(sheet.map(|sheet| (sheet.place(None), "この会議録".to_owned())));
    finish(finding, document, due, help);
}

/// The サービス担当者会議録 of a child. A record whose 種類 is missing or unreadable is reported as that.
fn meetings<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (&'a Document, &'a Meeting)> {
    let sheets = scope.case.documents.iter().filter(|document| document.kind.id == consult::meeting::KIND.id);
    sheets.filter_map(|document| match &document.model {
        Model::Meeting(meeting) => {
            let kind = meeting.kind.get();
            kind.is_none_or(|kind| *kind == MeetingKind::Service).then_some((document, meeting))
        }
        _ => None,
    })
}
