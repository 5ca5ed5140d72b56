//! The contract comes before the work on the first plan.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::keys;
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::source::Place;
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("contract-late"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "利用契約の日が、最初の計画のアセスメント・原案・会議より後になっている",
    explanation: include_str!("contract-late.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Child, &["利用", "利用.事業所", "利用.サービス", "利用.契約日", "利用.契約日の理由", "利用.開始日"]),
        (Reach::All("plan/"), keys::PLAN),
        (Reach::All("assessment/"), &["事業所", "実施日"]),
        (Reach::All("meeting/"), keys::MEETING),
    ],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    for office in facts.ground.organisation.value.offices.iter() {
        let Some(id) = office.id.get() else { continue };
        let uses = facts.child.value.uses.iter().filter(|used| used.is_at(id));
        // Renewals apart.
        let first = uses.filter(|used| used.contracted.is_set()).min_by_key(|used| used.contracted.get().copied());
        let Some(first) = first.filter(|used| !used.contract_reason.is_set()) else { continue };
        let Some((contracted, span)) = first.contracted.spanned() else { continue };
        let mut early = first_steps(facts, id).into_iter().filter(|(_, day, _)| day < contracted);
        let Some((name, day, place)) = early.next() else { continue };
        let message = format!("契約日({contracted})が、最初の計画の{name}({day})より後です");
        let finding = reporter.report(span.place(), message);
        finding.related.push((place, name.to_owned()));
        finding.related.extend(early.map(|(name, _, place)| (place, name.to_owned())));
        finding.help = Some(
            "契約書の日付を見て直してください。事情があって後になったのなら、利用 に `契約日の理由: …` を加えてください".to_owned(),
        );
    }
}

/// Assessment, 原案 and meeting of the first plan of an office.
fn first_steps(facts: &Facts<'_>, office: &str) -> Vec<(&'static str, Date, Place)> {
    let own = facts.timeline.support_plans().map(|(paper, _)| paper).filter(|paper| paper.office() == Some(office));
    let living = own.filter(|paper| facts.timeline.living_plan(paper).is_some());
    let Some(plan) = living.min_by_key(|paper| (paper.first_day(), paper.date)) else { return Vec::new() };
    if !facts.timeline.is_first_plan(plan) {
        return Vec::new();
    }
    let step = |name, sheet: &Document| Some((name, sheet.date?, sheet.place(sheet.paper().dated())));
    let assessments = facts.timeline.assessments_of(plan).into_iter().filter_map(|sheet| step("アセスメント", sheet));
    let meetings = facts.timeline.support_meetings_on(plan).into_iter().filter_map(|sheet| step("個別支援会議", sheet));
    assessments.chain(step("原案", facts.timeline.draft_of(plan))).chain(meetings).collect()
}
