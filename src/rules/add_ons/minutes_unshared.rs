//! 事業所間連携加算: minutes that were not shared with the other offices, the city and the guardian.

use super::super::facts::{Facts, Owed};
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::PLANS;
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::tariff;
use crate::timeline::{Standing, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("addon-share-overdue"),
    group: Group::AddOns,
    severity: Severity::Warning,
    summary: "事業所間連携加算の、会議の内容を共有した記録がない",
    explanation: include_str!("addon-share-overdue.md"),
    certainty: Certainty::Verified,
    judges: Judges::own(&["meeting"]),
    rests_on: &[PLANS, (Reach::Own, &["種類", "日時"]), (Reach::All("record/"), &["加算"]), (Reach::Events, &[])],
    checks: &[Check::Duty(&[What::MinutesShare], Tell::Paper(tell))],
    ..Rule::BASE
};

/// The 加算 whose minutes go round.
const ADD_ON: &str = "事業所間連携加算";

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    if !owed.iter().any(|owed| owed.standing == Standing::Late) {
        return;
    }
    let message = format!("事業所間連携会議({})の内容を共有した記録がありません", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.help = Some(format!(
        "共有したら events.yaml に `- {{種類: 情報共有, 対象: {}, 日付: 共有した日, 相手: [ほかの事業所, 市町村, 保護者], 方法: 書面}}` を加えてください",
        document.id()
    ));
    let held = facts.timeline.support_terms_at(document.office(), None);
    let held = held.iter().find(|term| document.date.is_some_and(|day| term.contains(day)));
    let placed = held.and_then(|term| {
        let placed = tariff::placed_in(term.plan).into_iter().find(|placed| placed.name.base == ADD_ON)?;
        Some(term.document.place(Some(placed.span)))
    });
    finding.related.extend(placed.map(|place| (place, format!("{ADD_ON}のある計画"))));
}
