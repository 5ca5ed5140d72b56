//! Is the trail of the 相談支援 side whole: visit, consent to the 案 and to the plan, meeting, delivery.
//!
//! What the law asks here is not confirmed, so these rules warn and never fail. A paper received from another company is not
//! judged; a 案 that another one took the place of owes nothing any more.

mod consent;
mod delivery;
mod meeting;
mod visit;

pub(super) use consent::{DRAFT as DRAFT_CONSENT, PLAN as CONSENT};
pub(super) use delivery::RULE as DELIVERY;
pub(super) use meeting::RULE as MEETING;
pub(super) use visit::RULE as VISIT;

use super::due::Due;
use super::rule::Scope;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::{Document, Model};
use crate::diagnostic::{Diagnostic, Severity};

/// Whether a paper was received from another company: a copy, or what came with one.
pub(super) fn is_received(scope: &Scope<'_>, document: &Document) -> bool {
    let beside_a_copy = || scope.case.documents.iter().any(Document::is_copy);
    document.is_copy() || (document.written_office().is_some() && beside_a_copy())
}

/// The 障害児支援利用計画 that a document is, when it is to be judged. One whose 状態 cannot be read is reported as that.
fn judged<'a>(scope: &Scope<'_>, document: &'a Document) -> Option<&'a ConsultationPlan> {
    match &document.model {
        Model::ConsultationPlan(plan) if plan.status.is_set() && !is_received(scope, document) => Some(plan),
        _ => None,
    }
}

/// Every plan of this child that is to be judged.
fn all_judged<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (&'a Document, &'a ConsultationPlan)> {
    let readable = scope.case.documents.iter().filter(|document| !document.broken);
    readable.filter_map(|document| Some((document, judged(scope, document)?)))
}

/// How what must be there before a plan begins stands.
fn before_start(scope: &Scope<'_>, document: &Document, plan: &ConsultationPlan) -> Due {
    scope.due(document.office(), plan.period.get().and_then(|period| period.start.get().copied()))
}

/// The same for what belongs to a 案: it is due as soon as a plan was made of it.
fn before_adoption(scope: &Scope<'_>, document: &Document, plan: &ConsultationPlan) -> Due {
    let due = before_start(scope, document, plan);
    let made_of_it = |other: &ConsultationPlan| other.draft.get() == Some(&document.name);
    let adopted = all_judged(scope).any(|(_, other)| !other.is_draft() && made_of_it(other));
    let replaced = || all_judged(scope).any(|(other, _)| other.date > document.date);
    match due {
        Due::Never => Due::Never,
        _ if adopted => Due::Past,
        _ if replaced() => Due::Never,
        due => due,
    }
}

/// Gives a finding about a plan its remedy. What is still to come is no more than information, and who keeps another
/// company's plan is told how to say so.
fn finish(finding: &mut Diagnostic, document: &Document, due: Due, help: String) {
    let foreign = document.written_office().is_some();
    let copy = if foreign {
        "。他の事業所から受け取った計画なら `写し: true` を加えてください"
    } else {
        ""
    };
    finding.help = Some(help + copy);
    if due == Due::Coming {
        finding.severity = Severity::Info;
    }
}
