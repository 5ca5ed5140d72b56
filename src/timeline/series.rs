//! Which plan follows which: the 個別支援計画 of one office and service, the 障害児支援利用計画 of a child.

use super::Timeline;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::paper::{Role, State};
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::directory::folded;
use crate::value::Date;

/// A plan with the days on which it is the one that holds: a newer one ends it early.
#[derive(Debug)]
pub struct Term<'a, T> {
    /// The paper.
    pub document: &'a Document,
    /// Its record.
    pub plan: &'a T,
    /// The first day.
    pub start: Date,
    /// The last day; open where none is known.
    pub end: Option<Date>,
}

impl<T> Term<'_, T> {
    /// Whether it is the one that holds on a day.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

/// What papers of one kind must have in common to follow one another.
#[derive(Debug, PartialEq, Eq)]
struct Series<'a> {
    office: Option<&'a str>,
    service: Option<String>,
}

impl<'a> Timeline<'a> {
    /// The 障害児支援利用計画 that holds on a day; with `known_by`, as it was known here on that day.
    #[must_use]
    pub fn consultation_on(&self, day: Date, known_by: Option<Date>) -> Option<Term<'a, ConsultationPlan>> {
        self.consultations_known(known_by).into_iter().find(|term| term.contains(day))
    }

    /// The 障害児支援利用計画 in the order in which they hold, copies included.
    #[must_use]
    pub fn consultations(&self) -> &[Term<'a, ConsultationPlan>] {
        &self.consultations
    }

    /// The 障害児支援利用計画 that held when a 個別支援計画 began, as far as the office knew it when the plan was made.
    #[must_use]
    pub fn consultation_at_start(&self, document: &Document) -> Option<Term<'a, ConsultationPlan>> {
        self.consultation_on(document.first_day()?, document.date)
    }

    /// The 障害児支援利用計画 under which a 個別支援計画 stands: the one it names, else the one that holds on its first day.
    #[must_use]
    pub fn consultation_under(&self, document: &Document) -> Option<&'a Document> {
        let named = self.consultation_plan_of(document).map(|(map, _)| map);
        let starts = document.paper().period().and_then(|period| period.get()?.start.get().copied());
        named.or_else(|| self.consultation_on(starts?, None).map(|term| term.document))
    }

    /// The same, where a 相談支援 made it: a セルフプラン is the family's own.
    #[must_use]
    pub fn consultation_of_consultant(&self, document: &Document) -> Option<&'a Document> {
        let is_own = |map: &&Document| matches!(&map.model, Model::ConsultationPlan(plan) if plan.is_self_plan());
        self.consultation_under(document).filter(|map| !is_own(map))
    }

    /// Of another company's plans often only the 案 is handed on: it counts as long as no plan made of it is there.
    pub(super) fn consultations_known(&self, known_by: Option<Date>) -> Vec<Term<'a, ConsultationPlan>> {
        let known = |document: &Document, plan: &ConsultationPlan| {
            if plan.is_with_the_family() {
                return false;
            }
            let came = plan.received.get().copied().or(document.date);
            known_by.is_none_or(|day| came.is_none_or(|came| came <= day))
        };
        let counts = |document: &'a Document| match document.state() {
            State::Final => true,
            State::Draft => document.is_copy() && self.made_of(document).next().is_none(),
            State::Unknown | State::Always => false,
        };
        in_turn(self.consultation_plans().filter(|(document, plan)| counts(document) && known(document, plan)))
    }

    /// The 確定 個別支援計画 of the office and service of this one, in the order in which they hold.
    #[must_use]
    pub fn support_terms(&self, like: &Document) -> Vec<Term<'a, SupportPlan>> {
        let finals = self.support_plans().filter(|(document, _)| document.state() == State::Final);
        in_turn(finals.filter(|(document, _)| self.is_of_one_series(document, like)))
    }

    /// The paper before: the one that is named, else the newest of the same series with an earlier date that counts.
    #[must_use]
    pub fn previous(&self, document: &Document) -> Option<&'a Document> {
        if let Some(link) = document.link(Role::Previous).filter(|link| link.name.is_set()) {
            let named = self.case.document(link.kind, link.name.get()?);
            return named.filter(|named| named.name != document.name && !named.broken);
        }
        let age = |paper: &'a Document| (paper.date, &paper.name);
        let before =
            |other: &&Document| other.date.is_some() && (other.date, &other.name) < (document.date, &document.name);
        // A plan that was made of this draft does not come before it, whatever their days say.
        let made_of_it =
            |other: &&Document| other.link(Role::Draft).is_some_and(|link| link.name.get() == Some(&document.name));
        let earlier = self.counting_like(document).filter(before).filter(|other| !made_of_it(other));
        earlier.max_by_key(|other| age(other))
    }

    /// The paper after: what names this one as 前計画, else the oldest of the same series with a later date that counts.
    #[must_use]
    pub fn next(&self, document: &Document) -> Option<&'a Document> {
        self.counting_like(document)
            .filter(|other| self.previous(other).is_some_and(|before| before.name == document.name))
            .min_by_key(|other| (other.date, &other.name))
    }

    /// What counts of the series of a paper, itself included: 確定, or anything of a kind that has no states.
    pub fn counting_like<'t>(&'t self, document: &'t Document) -> impl Iterator<Item = &'a Document> + use<'t, 'a> {
        let counts = |other: &&Document| matches!(other.state(), State::Final | State::Always);
        self.papers().filter(counts).filter(move |other| self.is_of_one_series(other, document))
    }

    /// Whether two papers follow one another: of one kind, of one office and, of 個別支援計画 and what reviews them, of one
    /// service. The 障害児支援利用計画 of a child and the reports on them are one series each, whoever made them.
    #[must_use]
    pub fn is_of_one_series(&self, one: &Document, other: &Document) -> bool {
        one.kind.id == other.kind.id && self.series(one) == self.series(other)
    }

    fn series<'d>(&'d self, document: &'d Document) -> Series<'d> {
        let plan = match &document.model {
            Model::ConsultationPlan(_) | Model::ConsultationMonitoring(_) => {
                return Series { office: None, service: None };
            }
            Model::Plan(plan) => Some(plan),
            _ => self.support_plan_of(document).map(|(_, plan)| plan),
        };
        Series { office: document.office(), service: plan.and_then(|plan| self.service_of(plan)) }
    }

    /// The service of a plan. One that does not say it goes with the others of its office where these are of one service.
    fn service_of(&self, plan: &SupportPlan) -> Option<String> {
        let said = |plan: &SupportPlan| match self.directory.service(plan) {
            Some(service) => Some(service.label().to_owned()),
            None => plan.service.get().map(|text| folded(text)),
        };
        said(plan).or_else(|| {
            let here = self.support_plans().filter(|(_, other)| other.office.get() == plan.office.get());
            let mut others = here.filter_map(|(_, other)| said(other));
            let first = others.next()?;
            others.all(|other| other == first).then_some(first)
        })
    }
}

/// Sorts plans by their first day and ends each on the eve of the next.
fn in_turn<'a, T>(plans: impl Iterator<Item = (&'a Document, &'a T)>) -> Vec<Term<'a, T>> {
    let mut terms: Vec<Term<'a, T>> = plans
        .filter_map(|(document, plan)| {
            Some(Term { document, plan, start: document.first_day()?, end: document.last_day() })
        })
        .collect();
    terms.sort_by_key(|term| (term.start, term.document.date, &term.document.name));
    for index in 1..terms.len() {
        let eve = terms[index].start.minus_days(1);
        let earlier = &mut terms[index - 1];
        earlier.end = Some(earlier.end.map_or(eve, |end| end.min(eve)));
    }
    terms.retain(|term| term.end.is_none_or(|end| term.start <= end));
    terms
}
