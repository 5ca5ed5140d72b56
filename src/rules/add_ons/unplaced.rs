//! An 加算 that records claim and the plan of that day does not place.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::claims::{self, AddOnClaim};
use super::{PLANS, gravest};
use crate::case::Document;
use crate::diagnostic::Code;
use crate::tariff::{self, Evidence, Requirement};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("addon-unplaced"),
    group: Group::AddOns,
    summary: "記録にある加算が、その日の個別支援計画に位置づけられていない",
    explanation: include_str!("addon-unplaced.md"),
    certainty: Certainty::Verified,
    rests_on: &[PLANS, (Reach::All("plan/"), &["別表", "延長", "延長.*"]), (Reach::Own, &["加算"])],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let mut said: Vec<(&Document, String)> = Vec::new();
    for claim in claims::of(facts) {
        let Some(wanted) = wanted(&claim) else { continue };
        let Some(term) = claim.term(facts) else { continue };
        if tariff::places(term.plan, &claim.name, claim.entry) {
            continue;
        }
        // One plan and one 加算 are one fault, however often it is claimed.
        let key = (term.document, claim.name.title());
        if said.iter().any(|(document, name)| std::ptr::eq(*document, key.0) && *name == key.1) {
            continue;
        }
        said.push(key);
        report(&claim, term.document, wanted, reporter);
    }
}

/// What the list says that a plan has to hold, in its rows or in its 別表.
fn wanted(claim: &AddOnClaim<'_>) -> Option<&'static Requirement> {
    claim.entry.requirement(Evidence::Plan).or_else(|| claim.entry.requirement(Evidence::Schedule))
}

fn report(claim: &AddOnClaim<'_>, plan: &Document, wanted: &Requirement, reporter: &mut Reporter<'_>) {
    let name = claim.name.title();
    let message =
        format!("{} の記録に{name}がありますが、個別支援計画({})に位置づけられていません", claim.day, plan.name);
    let finding = reporter.report(claim.place.clone(), message);
    finding.severity = gravest(wanted.surety.get().copied());
    finding.help = Some(match wanted.evidence.get() {
        Some(Evidence::Schedule) => format!(
            "別表に `延長: {{{}: {{支援後: \"17:30-18:30\"}}}}` のように時間と理由を加え、保護者の同意を得てください",
            claim.day.weekday()
        ),
        _ => format!(
            "計画の関わる行に `加算: [{{名称: {name}, 頻度: 月1回}}]` のように加え(留意事項に印刷されます)、保護者の同意を得てください"
        ),
    });
    finding.related.push((plan.place(plan.paper().dated()), format!("{name}のない計画")));
}
