//! The staff know the plan.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{is_consented, keys};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Standing, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("plan-unshared"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "個別支援計画を職員と共有した記録がない",
    explanation: include_str!("plan-unshared.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, keys::PLAN),
        (Reach::All("plan/"), keys::PLAN),
        (Reach::Child, keys::CHILD),
        (Reach::Events, &[]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Duty(&[What::Sharing], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    if !owed.iter().any(|owed| owed.standing == Standing::Late) || !is_consented(facts, document) {
        return;
    }
    let message = format!("個別支援計画({})を職員と共有した記録がありません", document.name);
    reporter.report(document.place(document.paper().dated()), message).help = Some(format!(
        "打ち合わせなどで伝えたら events.yaml に `- {{種類: 共有, 対象: {}, 日付: 伝えた日, 職員: [職員のid]}}` を加えてください",
        document.id()
    ));
}
