//! A 専門的支援実施計画 without the guardian's consent, or not explained to the child.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::Document;
use crate::case::event::EventKind;
use crate::diagnostic::{Code, Severity};
use crate::directory::{Somebody, words};
use crate::timeline::Consent;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("specialist-unconsented"),
    group: Group::AddOns,
    severity: Severity::Warning,
    summary: "専門的支援実施計画に、保護者の同意か本人への説明の記録がない",
    explanation: include_str!("specialist-unconsented.md"),
    certainty: Certainty::OneSource,
    judges: Judges::own(&["specialist"]),
    rests_on: &[(Reach::Own, &["作成日", "期間", "期間.開始"]), (Reach::Events, &[])],
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let begins = document.first_day();
    if begins.is_none_or(|begins| !facts.ground.today.has_come(begins)) {
        return;
    }
    let Some(trail) = facts.timeline.trail() else { return };
    let parts = document.paper().parts();
    let Some(part) = parts.first() else { return };
    let consented = match facts.timeline.consent(document, part) {
        Consent::Unknown => return,
        Consent::Given(_) => true,
        Consent::Missing | Consent::Withdrawn(_) => false,
    };
    let Some(lines) = trail.about(&document.id()) else { return };
    let is_child = |word: &&str| matches!(facts.directory.find(word), Some(Somebody::Child(_)));
    let explained = lines.into_iter().filter(|line| line.kind.get() == Some(&EventKind::Explained)).any(|line| {
        let to = &line.value.recipients;
        to.is_unread() || to.iter().any(|to| words(&to.value).iter().any(is_child))
    });
    let id = document.id();
    let consent = format!("`- {{種類: 同意, 対象: {id}, 日付: 同意の日, 署名者: 保護者の氏名, 方法: 書面}}`");
    let told =
        format!("`- {{種類: 説明, 対象: {id}, 日付: 説明した日, 説明者: 職員, 相手: [保護者, 本人], 方法: 対面}}`");
    let (lacks, lines) = match (consented, explained) {
        (true, true) => return,
        (false, true) => ("保護者の同意", consent),
        (true, false) => ("本人への説明", told),
        (false, false) => ("保護者の同意と本人への説明", format!("{told} と {consent}")),
    };
    let message = format!("専門的支援実施計画({})に、{lacks}の記録がありません", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.help = Some(format!("行ったら events.yaml に {lines} を加えてください"));
}
