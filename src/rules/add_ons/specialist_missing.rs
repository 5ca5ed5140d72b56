//! 専門的支援実施加算 without a 専門的支援実施計画 of its day, or with one that belongs to an older 個別支援計画.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::claims::{self, AddOnClaim};
use super::{PLANS, SESSIONS, gravest};
use crate::case::Document;
use crate::case::paper::Role;
use crate::case::plan::SupportPlan;
use crate::diagnostic::{Code, Severity};
use crate::tariff::{self, Evidence};
use crate::timeline::Term;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("specialist-plan-missing"),
    group: Group::AddOns,
    summary: "専門的支援実施加算に、専門的支援実施計画がない",
    explanation: include_str!("specialist-plan-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[PLANS, (Reach::All("specialist/"), &["事業所", "計画", "作成日", "期間", "期間.開始", "期間.終了"])],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

/// A plan begins, and its therapist is still writing: so many months are ordinary.
const GRACE_MONTHS: u32 = 1;

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let mut said: Vec<Option<&Document>> = Vec::new();
    for claim in claims::of(facts).iter().filter(|claim| claim.name.base == SESSIONS) {
        let term = claim.term(facts);
        let plan = term.as_ref().map(|term| term.document);
        let fault = match specialist(facts, claim) {
            None => PlanFault::Missing,
            Some(own) if term.as_ref().is_some_and(|term| is_older(facts, own, term)) => PlanFault::Older(own),
            Some(_) => continue,
        };
        if !said.iter().any(|known| known.map(|known| &known.name) == plan.map(|plan| &plan.name)) {
            said.push(plan);
            report(claim, plan, &fault, reporter);
        }
    }
    for (document, plan) in facts.timeline.support_plans() {
        let known = said.iter().flatten().any(|known| std::ptr::eq(*known, document));
        if !known && facts.timeline.support_terms(document).iter().any(|term| std::ptr::eq(term.document, document)) {
            check_plan(facts, document, plan, reporter);
        }
    }
}

enum PlanFault<'a> {
    Missing,
    Older(&'a Document),
}

/// The 専門的支援実施計画 of the claim's office that holds on its day.
fn specialist<'a>(facts: &Facts<'a>, claim: &AddOnClaim<'_>) -> Option<&'a Document> {
    let here = |document: &&Document| claim.office.is_none() || document.office() == claim.office;
    facts.timeline.specialist_plans_on(claim.day).map(|(document, _)| document).find(here)
}

/// Whether it was made for a plan before the one that holds: it names another, and is of an earlier day.
fn is_older(facts: &Facts<'_>, own: &Document, term: &Term<'_, SupportPlan>) -> bool {
    let named = facts.timeline.linked(own, Role::Subject);
    let other = named.is_some_and(|named| {
        let draft = term.document.link(Role::Draft).and_then(|link| link.name.get());
        named.name != term.document.name && Some(&named.name) != draft
    });
    other && own.date < term.document.date
}

fn report(claim: &AddOnClaim<'_>, plan: Option<&Document>, fault: &PlanFault<'_>, reporter: &mut Reporter<'_>) {
    let named = plan.map(|plan| plan.name.as_str()).unwrap_or_default();
    let message = match fault {
        PlanFault::Missing => {
            format!("{} に{SESSIONS}の記録がありますが、その日の専門的支援実施計画がありません", claim.day)
        }
        PlanFault::Older(own) => format!(
            "{} の{SESSIONS}の専門的支援実施計画({})が、個別支援計画({named})より前の計画のものです",
            claim.day, own.name
        ),
    };
    let finding = reporter.report(claim.place.clone(), message);
    if matches!(fault, PlanFault::Older(_)) {
        finding.severity = Severity::Warning;
    } else {
        let wanted = claim.entry.requirement(Evidence::Specialist);
        finding.severity = gravest(wanted.and_then(|wanted| wanted.surety.get().copied()));
    }
    finding.help = Some(format!(
        "専門職が作った計画を specialist/ に加え(`計画: {named}`)、期間 に {} を含めてください。計画がない回は算定できません",
        claim.day
    ));
    if let PlanFault::Older(own) = fault {
        finding.related.push((own.place(own.paper().dated()), "前の計画の専門的支援実施計画".to_owned()));
    }
    if let Some(plan) = plan {
        finding.related.push((plan.place(plan.paper().dated()), "その日の個別支援計画".to_owned()));
    }
}

/// A plan that places the 加算, and of which no therapist has made a plan a month after it began.
fn check_plan(facts: &Facts<'_>, document: &Document, plan: &SupportPlan, reporter: &mut Reporter<'_>) {
    let terms = facts.timeline.support_terms(document);
    let Some(term) = terms.iter().find(|term| std::ptr::eq(term.document, document)) else { return };
    let Some(placed) = tariff::placed_in(plan).into_iter().find(|placed| placed.name.base == SESSIONS) else { return };
    let late = term.start.plus_months(GRACE_MONTHS);
    let short = term.end.is_some_and(|end| end < late);
    if short || !facts.ground.today.is_over(late) || !facts.timeline.uses_of(document).runs_on(late) {
        return;
    }
    let serves = |own: &Document| {
        own.office() == document.office()
            && own.first_day().is_some_and(|start| term.end.is_none_or(|end| start <= end))
            && own.last_day().is_none_or(|last| term.start <= last)
    };
    if facts.timeline.specialist_plans().any(|(own, _)| serves(own)) {
        return;
    }
    let message = format!("個別支援計画({})に{SESSIONS}がありますが、専門的支援実施計画がありません", document.name);
    let finding = reporter.report(placed.span.place(), message);
    finding.severity = Severity::Warning;
    finding.help = Some(format!(
        "専門職が作った計画を specialist/ に加えてください(`計画: {}`)。実施しなかったのなら、次の計画から{SESSIONS}を外してください",
        document.name
    ));
    finding
        .related
        .push((document.place(document.paper().period().and_then(|period| period.span())), "計画期間".to_owned()));
}
