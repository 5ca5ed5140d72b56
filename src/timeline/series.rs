//! Which plan follows which: the 個別支援計画 of one office and service, the 障害児支援利用計画 of a child.

use super::Timeline;
use super::term::{Term, in_turn};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::paper::State;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::value::Date;

impl<'a> Timeline<'a> {
    /// The 障害児支援利用計画 that holds on a day; with `known_by`, as it was known here on that day.
    #[must_use]
    pub fn consultation_on(&self, day: Date, known_by: Option<Date>) -> Option<Term<'a, ConsultationPlan>> {
        let holds = |term: &Term<'a, ConsultationPlan>| term.contains(day);
        match known_by {
            None => self.consultations.iter().find(|term| holds(term)).copied(),
            known => self.consultations_known(known).into_iter().find(holds),
        }
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
    pub fn support_terms(&self, like: &Document) -> &[Term<'a, SupportPlan>] {
        self.descent.terms(like)
    }

    /// The paper before: the one that is named, else the newest of the same series with an earlier date that counts.
    #[must_use]
    pub fn previous(&self, document: &Document) -> Option<&'a Document> {
        self.descent.previous(document)
    }

    /// The paper after: what names this one as 前計画, else the oldest of the same series with a later date that counts.
    #[must_use]
    pub fn next(&self, document: &Document) -> Option<&'a Document> {
        self.descent.next(document)
    }

    /// What counts of the series of a paper, itself included, by day and then by name: 確定, or anything of a kind that has no
    /// states.
    #[must_use]
    pub fn counting_like(&self, document: &Document) -> &[&'a Document] {
        self.descent.counting_like(document)
    }

    /// Whether two papers follow one another: of one kind, of one office and, of 個別支援計画 and what reviews them, of one
    /// service. The 障害児支援利用計画 of a child and the reports on them are one series each, whoever made them.
    #[must_use]
    pub fn is_of_one_series(&self, one: &Document, other: &Document) -> bool {
        self.descent.is_of_one_series(one, other)
    }
}
