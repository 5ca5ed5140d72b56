//! 計画作成日 is the day on which the plan was made, which is that of its consent.

use super::super::facts::Facts;
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::Document;
use crate::case::paper::Role;
use crate::diagnostic::{Code, Severity};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consult-date-unlikely"),
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "計画作成日が案の作成日のまま",
    explanation: include_str!("consult-date-unlikely.md"),
    certainty: Certainty::OneSource,
    rests_on: &[
        (Reach::Own, &["作成日", "状態", "案"]),
        (Reach::All("consult/plan/"), &["作成日", "状態"]),
        (Reach::Events, &[]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(draft) = facts.timeline.linked(document, Role::Draft) else { return };
    let (Some(made), Some(consented)) = (document.date, facts.timeline.consulted(document)) else { return };
    // Everything on one day is right.
    if draft.date != Some(made) || consented <= made {
        return;
    }
    let message = format!("計画作成日 {made} が案の作成日と同じで、計画への同意({consented})の日ではありません");
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.related.push((draft.place(draft.paper().dated()), "案の作成日".to_owned()));
    finding.help =
        Some(format!("計画が決まった日({consented} など)を `作成日` にし、ファイル名もその日に直してください"));
}
