//! The 相談支援 is said to need no copy, and nobody says why.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::event::{Event, EventKind};
use crate::diagnostic::{Code, Severity};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("delivery-waived-unreasoned"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "障害児相談支援事業者への交付を不要とした理由がない",
    explanation: include_str!("delivery-waived-unreasoned.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Child, &["セルフプラン"])],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let self_planned = facts.child.value.self_plan.get() == Some(&true);
    let Some(events) = facts.events.filter(|_| !self_planned) else { return };
    let consultants = facts.directory.consultants();
    let unreasoned = |event: &Event| {
        event.kind.get() == Some(&EventKind::Delivered)
            && event.is_waiver()
            && !event.reason.is_set()
            && event.recipients.iter().any(|recipient| consultants.includes(&recipient.value))
    };
    for event in events.value.iter().filter(|event| unreasoned(event)) {
        let place = event.method.span().unwrap_or(event.span).place();
        let finding = reporter.report(place, "障害児相談支援事業者への交付を不要とした理由が書かれていません");
        finding.help = Some(
            "`理由: …` を加えてください。セルフプランなら child.yaml に `セルフプラン: true` と書けば、この行は要りません".to_owned(),
        );
    }
}
