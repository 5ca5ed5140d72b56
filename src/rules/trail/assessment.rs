//! Before a plan the child and the guardian are met, and what they need is written down.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{graded, keys};
use crate::case::interview::InterviewKind;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::timeline::What;

pub(in super::super) static MISSING: Rule = Rule {
    code: Code::new("assessment-missing"),
    group: Group::Trail,
    summary: "計画の前のアセスメントの記録がない",
    explanation: include_str!("assessment-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, keys::PLAN),
        (Reach::All("plan/"), keys::PLAN),
        (Reach::All("assessment/"), &["事業所", "実施日"]),
        (Reach::All("monitoring/"), &["計画", "実施日", "面接", "面接.*"]),
        (Reach::Child, keys::CHILD),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Duty(&[What::Assessment], Tell::Paper(tell)), Check::Paper(check_reassessed)],
    ..Rule::BASE
};

pub(in super::super) static WITHOUT_INTERVIEW: Rule = Rule {
    code: Code::new("assessment-without-interview"),
    group: Group::Trail,
    summary: "アセスメントで保護者や本人に面接していない",
    explanation: include_str!("assessment-without-interview.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["同席者", "同席者.*", "事業所", "実施日"]),
        (Reach::All("interview/"), &["種類", "事業所", "出席者", "出席者.*"]),
        (Reach::Child, keys::CHILD),
    ],
    judges: Judges::own(&["assessment"]),
    checks: &[Check::Paper(check_interview)],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(owed) = owed.iter().find(|owed| owed.is_missing()) else { return };
    let message = format!("個別支援計画({})の前のアセスメントの記録がありません", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    let draft = facts.timeline.draft_of(document);
    let day = draft.date.map_or("原案の作成日".to_owned(), |day| format!("原案の作成日({day})"));
    finding.help = Some(format!(
        "アセスメントシートを cases/{}/assessment/ に `実施日` の名で置いてください。{day}までのものを、この計画のアセスメントとみます",
        facts.id
    ));
    graded(finding, owed);
}

/// A モニタリング with both interviews is the assessment of a renewal; a sheet of its own is good practice.
fn check_reassessed(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(monitoring) = facts.timeline.reassessment(document) else { return };
    if !facts.timeline.assessments_of(document).is_empty() {
        return;
    }
    let message =
        format!("個別支援計画({})のアセスメントシートがありません。モニタリングの面接で代えています", document.name);
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.severity = Severity::Info;
    finding.related.push((monitoring.place(monitoring.paper().dated()), "このモニタリング".to_owned()));
}

fn check_interview(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Assessment(sheet) = &document.model else { return };
    if sheet.present.is_unread() || facts.child.broken {
        return;
    }
    let beside = facts.timeline.papers().filter_map(|paper| match &paper.model {
        Model::Interview(interview) if interview.kind.get() == Some(&InterviewKind::Assessment) => {
            (paper.office() == document.office()).then_some(&interview.present)
        }
        _ => None,
    });
    let met: Vec<_> = std::iter::once(&sheet.present).chain(beside).flat_map(|list| list.iter()).collect();
    let has_guardian = !facts.child.value.guardians.is_empty();
    let guardian = has_guardian && !met.iter().any(|person| facts.directory.is_guardian(&person.value));
    let child = !met.iter().any(|person| facts.directory.is_child(&person.value));
    let missing = match (guardian, child) {
        (true, true) => "保護者にも本人にも",
        (true, false) => "保護者に",
        (false, true) => "本人に",
        (false, false) => return,
    };
    let place = document.place(sheet.present.span().or(document.paper().dated()));
    let finding =
        reporter.report(place, format!("アセスメント({})で、{missing}面接した記録がありません", document.name));
    finding.help = Some(
        "面接したのなら 同席者 に `{氏名: …, 立場: 保護者}`、`{氏名: …, 立場: 本人}` を加えてください。別の日に面接したのなら、面談記録を 種類 アセスメント で置いてください"
            .to_owned(),
    );
    if !guardian && has_guardian {
        finding.severity = Severity::Warning;
    }
}
