//! How the two plans find each other: which 障害児支援利用計画 holds on a day, which one a 個別支援計画 stands on.

use super::super::rule::Scope;
use crate::case::child::Use;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::plan::{Status, SupportPlan};
use crate::case::{Case, Document, Model};
use crate::record::Field;
use crate::value::{Date, Period};

/// A 確定 plan with the days on which it is the one that holds: a newer one ends it early.
#[derive(Debug)]
pub(super) struct Term<'a, T> {
    pub(super) document: &'a Document,
    pub(super) plan: &'a T,
    pub(super) start: Date,
    pub(super) end: Option<Date>,
}

impl<T> Term<'_, T> {
    pub(super) fn contains(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

/// The 確定 障害児支援利用計画 of a child, copies included, in the order in which they hold. With `known_by`, as the office
/// knew them on that day.
pub(super) fn consultation_plans(case: &Case, known_by: Option<Date>) -> Vec<Term<'_, ConsultationPlan>> {
    let known = |document: &Document, plan: &ConsultationPlan| {
        let came = plan.received.get().copied().or(document.date);
        known_by.is_none_or(|day| came.is_none_or(|came| came <= day))
    };
    in_turn(readable(case).filter_map(|document| match &document.model {
        Model::ConsultationPlan(plan) if !plan.is_draft() && known(document, plan) => {
            Some((document, plan, &plan.period))
        }
        _ => None,
    }))
}

/// The 確定 個別支援計画 of the office and service of `like`, in the order in which they hold.
pub(super) fn support_plans<'a>(case: &'a Case, like: &SupportPlan) -> Vec<Term<'a, SupportPlan>> {
    in_turn(readable(case).filter_map(|document| match &document.model {
        Model::Plan(plan) if !is_draft(plan) && is_of_one_series(plan, like) => Some((document, plan, &plan.period)),
        _ => None,
    }))
}

/// Every 個別支援計画 that is judged, with its document.
pub(super) fn judged_support_plans(case: &Case) -> impl Iterator<Item = (&Document, &SupportPlan)> {
    readable(case).filter(|document| is_open(case, document)).filter_map(|document| match &document.model {
        Model::Plan(plan) => Some((document, plan)),
        _ => None,
    })
}

pub(super) fn is_draft(plan: &SupportPlan) -> bool {
    plan.status.get() == Some(&Status::Draft)
}

/// Whether two 個別支援計画 follow one another: the same office and, where both say so, the same service.
pub(super) fn is_of_one_series(plan: &SupportPlan, other: &SupportPlan) -> bool {
    let one_service = match (plan.service.get(), other.service.get()) {
        (Some(service), Some(other)) => service == other,
        _ => true,
    };
    plan.office.get() == other.office.get() && one_service
}

/// Whether a plan still speaks for itself: a draft of which another paper has come would say everything twice.
pub(super) fn is_open(case: &Case, document: &Document) -> bool {
    let names_it = |draft: &Field<String>| draft.get().is_some_and(|name| *name == document.name);
    let became = |other: &Document| match (&other.model, &document.model) {
        (Model::Plan(other), Model::Plan(_)) => names_it(&other.draft),
        (Model::ConsultationPlan(other), Model::ConsultationPlan(_)) => names_it(&other.draft),
        _ => false,
    };
    let draft = match &document.model {
        Model::Plan(plan) => is_draft(plan),
        Model::ConsultationPlan(plan) => plan.is_draft(),
        _ => false,
    };
    !draft || !case.documents.iter().any(|other| became(other) && other.name != document.name)
}

/// The 障害児支援利用計画 that a 個別支援計画 names, where there is one to be read.
pub(super) fn named<'a>(scope: &Scope<'a>, plan: &SupportPlan) -> Option<(&'a Document, &'a ConsultationPlan)> {
    let named = scope.case.consultation_plan(plan.consultation_plan.get()?)?;
    (!named.0.broken).then_some(named)
}

/// The 障害児支援利用計画 that held when a 個別支援計画 began, as far as the office knew it when the plan was made.
pub(super) fn known_at_start<'a>(
    case: &'a Case,
    document: &Document,
    plan: &SupportPlan,
) -> Option<Term<'a, ConsultationPlan>> {
    let begins = plan.period.get().and_then(|period| period.start.get().copied()).or(document.date)?;
    consultation_plans(case, document.date).into_iter().find(|term| term.contains(begins))
}

/// Whether a deadline runs on a day: some 利用 has begun, has not ended and does not rest. Without any 利用 it runs.
pub(super) fn is_in_use(case: &Case, day: Date) -> bool {
    let runs = |used: &Use| {
        used.started.get().is_none_or(|start| *start <= day)
            && used.ended.get().is_none_or(|end| day <= *end)
            && !used.pauses.iter().any(|pause| pause.contains(day))
    };
    let uses = &case.child.value.uses;
    uses.is_empty() || uses.iter().any(|used| runs(used))
}

fn readable(case: &Case) -> impl Iterator<Item = &Document> {
    case.documents.iter().filter(|document| !document.broken)
}

/// Sorts plans by their first day and ends each on the eve of the next.
fn in_turn<'a, T>(plans: impl Iterator<Item = (&'a Document, &'a T, &'a Field<Period>)>) -> Vec<Term<'a, T>> {
    let mut terms: Vec<Term<'a, T>> = plans
        .filter_map(|(document, plan, period)| {
            let period = period.get();
            let start = period.and_then(|period| period.start.get().copied()).or(document.date)?;
            Some(Term { document, plan, start, end: period.and_then(|period| period.end.get().copied()) })
        })
        .collect();
    terms.sort_by_key(|term| (term.start, term.document.date));
    for index in 1..terms.len() {
        let eve = terms[index].start.minus_days(1);
        let earlier = &mut terms[index - 1];
        earlier.end = Some(earlier.end.map_or(eve, |end| end.min(eve)));
    }
    terms.retain(|term| term.end.is_none_or(|end| term.start <= end));
    terms
}
