//! A plan is in force and nothing at all is on record of its explanation, consent and delivery.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::Document;
use crate::case::paper::State;
use crate::diagnostic::{Code, Severity};
use crate::timeline::Running;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("events-missing"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "計画が始まっているのに events.yaml がない",
    explanation: include_str!("events-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "作成日"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    if facts.events.is_some() {
        return;
    }
    let own = facts.timeline.papers().filter(|document| document.state() == State::Final);
    let begun = |document: &&Document| {
        let start = document.paper().period().and_then(|period| period.get()?.start.get().copied());
        start.is_some_and(|start| {
            facts.ground.today.has_come(start)
                && facts.timeline.uses_of(document).on_deadline(start, facts.ground.today) == Running::Yes
        })
    };
    let first = own.filter(|document| !facts.timeline.is_received(document)).find(begun);
    let Some((document, span)) = first.map(|document| (document, document.paper().dated())) else { return };
    let message = format!("{}({})は始まっていますが、events.yaml がありません", document.kind.title, document.name);
    reporter.report(document.place(span), message).help = Some(format!(
        "cases/{}/events.yaml を作り、署名された紙のとおりに `- {{種類: 同意, 対象: {}, 日付: 署名の日, 署名者: 氏名, 方法: 書面}}` のように書いてください",
        facts.id,
        document.id()
    ));
}
