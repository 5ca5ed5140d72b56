//! A plan is explained to the guardian and to the child.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{graded, is_consented, keys};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{What, Whom};

pub(in super::super) static MISSING: Rule = Rule {
    code: Code::new("explanation-missing"),
    group: Group::Trail,
    summary: "個別支援計画を保護者に説明した記録がない",
    explanation: include_str!("explanation-missing.md"),
    certainty: Certainty::Verified,
    rests_on: RESTS_ON,
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    reduction: true,
    checks: &[Check::Duty(&[What::Explanation], Tell::Paper(tell_guardian))],
    ..Rule::BASE
};

pub(in super::super) static CHILD: Rule = Rule {
    code: Code::new("child-not-told"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "個別支援計画を本人に説明した記録がない",
    explanation: include_str!("child-not-told.md"),
    certainty: Certainty::Verified,
    rests_on: RESTS_ON,
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Duty(&[What::Explanation], Tell::Paper(tell_child))],
    ..Rule::BASE
};

const RESTS_ON: &[(Reach, &[&str])] =
    &[(Reach::Own, keys::PLAN), (Reach::All("plan/"), keys::PLAN), (Reach::Child, keys::CHILD), (Reach::Events, &[])];

fn tell_guardian(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(owed) = to_guardian(owed).filter(|_| is_consented(facts, document)) else { return };
    let applicant = if facts.child.value.guardians.is_empty() { "本人" } else { "保護者" };
    let message = format!("個別支援計画({})を{applicant}に説明した記録がありません", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.help = Some(line(document, "[保護者, 本人]"));
    graded(finding, owed);
}

fn tell_child(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    // Where nobody was told, that is the fault.
    if to_guardian(owed).is_some() || !is_consented(facts, document) {
        return;
    }
    let to_child = |owed: &&Owed<'_>| owed.is_missing() && matches!(owed.duty.whom, Whom::Child);
    let Some(_) = owed.iter().find(to_child) else { return };
    let message = format!("個別支援計画({})を本人に説明した記録も、しない理由もありません", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    let told = facts.timeline.explanations_of(document).unwrap_or_default();
    finding.related.extend(told.last().map(|line| (line.span.place(), "保護者への説明".to_owned())));
    finding.help = Some(format!(
        "本人にも説明したのなら、説明の 相手 に 本人 を加えるか、{}。乳児などで説明しないのなら、child.yaml に `本人に説明しない理由: …` と書けば、すべての計画で足ります",
        line(document, "[本人]")
    ));
}

fn to_guardian<'o, 'a>(owed: &'o [Owed<'a>]) -> Option<&'o Owed<'a>> {
    owed.iter().find(|owed| owed.is_missing() && matches!(owed.duty.whom, Whom::Guardian))
}

fn line(document: &Document, listeners: &str) -> String {
    format!(
        "説明したら events.yaml に `- {{種類: 説明, 対象: {}, 日付: 説明した日, 説明者: 職員のid, 相手: {listeners}, 方法: 対面}}` を加えてください",
        document.id()
    )
}
