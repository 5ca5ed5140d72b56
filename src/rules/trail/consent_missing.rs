//! A plan counts as made when it is consented to in writing: its main sheet, and each 別表.

use super::super::facts::{Facts, Owed};
use super::super::judges::{InForce, Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{graded, keys};
use crate::case::Document;
use crate::case::paper::Part;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Adopted, Consent, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consent-missing"),
    group: Group::Trail,
    summary: "個別支援計画への同意がない",
    explanation: include_str!("consent-missing.md"),
    certainty: Certainty::Verified,
    rests_on: RESTS_ON,
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    reduction: true,
    checks: &[Check::Duty(&[What::SupportConsent], Tell::Paper(tell))],
    ..Rule::BASE
};

pub(in super::super) static SCHEDULE: Rule = Rule {
    code: Code::new("schedule-unconsented"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "別表への同意がない",
    explanation: include_str!("schedule-unconsented.md"),
    certainty: Certainty::OneSource,
    rests_on: RESTS_ON,
    judges: Judges {
        states: States::Final,
        in_force: InForce { grace: Some((2024, 4, 1)), ..InForce::from(2024, 4, 1) },
        ..Judges::own(&["plan"])
    },
    checks: &[Check::Duty(&[What::SupportConsent], Tell::Paper(tell_schedule))],
    ..Rule::BASE
};

const RESTS_ON: &[(Reach, &[&str])] = &[
    (Reach::Own, &["*"]),
    (Reach::Named("plan/"), &["*"]),
    (Reach::All("meeting/"), keys::MEETING),
    (Reach::Child, keys::CHILD),
    (Reach::Events, &[]),
];

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(owed) = main(owed) else { return };
    let parts = document.paper().parts();
    let Some(part) = parts.first() else { return };
    // That the 原案 was signed and changed since is told by another rule.
    if matches!(facts.timeline.adopted_consent(document, part), Some(Adopted::Changed(_))) {
        return;
    }
    let place = document.place(document.paper().dated());
    let (message, withdrawn) = match facts.timeline.consent(document, part) {
        Consent::Withdrawn(line) => {
            (format!("個別支援計画({})は、不同意か取消の後に同意がありません", document.name), Some(line))
        }
        _ => (format!("個別支援計画({})への同意がありません", document.name), None),
    };
    let finding = reporter.report(place, message);
    finding.related.extend(withdrawn.map(|line| (line.span.place(), "最後の不同意・取消".to_owned())));
    finding.help = Some(format!("説明して署名をもらったら {}", line(document, part)));
    graded(finding, owed);
}

fn tell_schedule(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    // Without the main sheet nothing is consented to.
    if main(owed).is_some() {
        return;
    }
    for part in document.paper().parts() {
        let missing = |owed: &&Owed<'_>| owed.is_missing() && owed.duty.part == part.schedule_name();
        let Some(_) = part.schedule.and(owed.iter().find(missing)) else { continue };
        if matches!(facts.timeline.adopted_consent(document, &part), Some(Adopted::Changed(_))) {
            continue;
        }
        let name = part.name().unwrap_or_default();
        let message = format!("個別支援計画({})の{name}への同意がありません(確認事項)", document.name);
        let finding = reporter.report(document.place(part.date.span().or(document.paper().dated())), message);
        finding.help = Some(format!("別表の保護者同意の欄に署名をもらったら {}", line(document, &part)));
    }
}

fn main<'o, 'a>(owed: &'o [Owed<'a>]) -> Option<&'o Owed<'a>> {
    owed.iter().find(|owed| owed.is_missing() && owed.duty.part.is_none())
}

fn line(document: &Document, part: &Part<'_>) -> String {
    format!(
        "events.yaml に `- {{種類: 同意, 対象: {}, 日付: 署名の日, 署名者: 氏名, 方法: 書面, 版: {}}}` を加えてください",
        part.target(document),
        part.content.version()
    )
}
