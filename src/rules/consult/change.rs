//! A plan that a モニタリング changed runs the whole trail again.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use crate::case::Document;
use crate::case::consult::monitoring::{MonitoringReport, MonitoringResult};
use crate::case::paper::Role;
use crate::diagnostic::Code;
use crate::timeline::{Candidate, Standing, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consult-change-unrun"),
    group: Group::Consult,
    summary: "モニタリングの後に変更した計画が、訪問・会議・同意・交付を経ていない",
    explanation: include_str!("consult-change-unrun.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (
            Reach::Own,
            &["事業所", "計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "作成日", "写し", "ニーズ"],
        ),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::All("consult/meeting/"), &["計画", "日時", "種類"]),
        (Reach::All("consult/monitoring/"), &["実施日", "結果", "居宅訪問日", "変更の必要性", "変更の必要性.*"]),
        (Reach::Child, &["保護者", "保護者.*", "利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(STEPS, Tell::Paper(tell))],
    ..Rule::BASE
};

/// What a change runs again.
const STEPS: &[What] = &[What::AssessmentVisit, What::CareMeeting, What::PlanConsent, What::PlanDelivery];

/// Steps of which so many are missing are one fault: the change was never run.
const MANY: usize = 2;

fn tell(facts: &Facts<'_>, document: &Document, _: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(report) = asked_by(facts, document) else { return };
    let missing = missing(facts, document);
    if missing.len() < MANY {
        return;
    }
    let message =
        format!("モニタリングの結果 変更した計画({})に、次の記録がありません: {}", document.name, missing.join("、"));
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.related.push((report.place(report.paper().dated()), "変更を要するとしたモニタリング".to_owned()));
    finding.help = Some(
        "計画を変えるときは、居宅の訪問、サービス担当者会議、説明と同意、交付をもう一度行います。行った日を events.yaml と consult/meeting/ に書いてください"
            .to_owned(),
    );
}

/// Whether the missing steps of a plan are told here, as one.
pub(super) fn tells(facts: &Facts<'_>, document: &Document) -> bool {
    asked_by(facts, document).is_some() && missing(facts, document).len() >= MANY
}

/// The steps that are late, of the plan or of its 案.
fn missing(facts: &Facts<'_>, document: &Document) -> Vec<&'static str> {
    let draft = facts.timeline.linked(document, Role::Draft);
    let papers = || std::iter::once(document).chain(draft);
    let is_late = |what: What| {
        papers().flat_map(|paper| facts.timeline.duties_of(paper, std::slice::from_ref(&what))).any(|duty| {
            // A meeting out of its time was held all the same.
            let held = matches!(duty.candidates.first(), Some(Candidate::OutOfTime(_)));
            duty.due.is_some() && !held && duty.standing(facts.ground.today) == Standing::Late
        })
    };
    let names = ["居宅訪問", "サービス担当者会議", "同意", "交付"];
    STEPS.iter().zip(names).filter(|(what, _)| is_late(**what)).map(|(_, name)| name).collect()
}

/// The report since the plan before that asked for this change.
fn asked_by<'a>(facts: &Facts<'a>, document: &Document) -> Option<&'a Document> {
    let before = facts.timeline.previous(document)?.date?;
    let made = document.date?;
    let since = |day| before < day && day <= made;
    let reports = facts.timeline.reports().filter(|(report, _)| report.date.is_some_and(since));
    reports.max_by_key(|(report, _)| report.date).filter(|(_, report)| asks(report)).map(|(report, _)| report)
}

fn asks(report: &MonitoringReport) -> bool {
    match report.outcome.get() {
        Some(MonitoringResult::Change) => true,
        Some(_) => false,
        None => report.changes().next().is_some(),
    }
}
