//! The next step towards the next 個別支援計画, reckoned back from the end of the one that holds.
//!
//! No law names these days: they are the office's own, so that interview, 原案, meeting and consent are done in time. A later
//! step that is done shows that the ones before it were.

use super::{Consent, Term, Timeline};
use crate::case::interview::InterviewKind;
use crate::case::paper::{Role, State};
use crate::case::party::ReviewSteps;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::value::Date;

/// A step towards the next plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanStep {
    /// The interviews of the モニタリング.
    Interview,
    /// The 原案.
    Draft,
    /// The 個別支援会議.
    Meeting,
    /// The consent.
    Consent,
}

impl PlanStep {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Interview, Self::Draft, Self::Meeting, Self::Consent];

    /// How many weeks before the end of the plan it should be done, where the office does not say otherwise.
    #[must_use]
    pub fn usual_weeks(self) -> u32 {
        match self {
            Self::Interview => 6,
            Self::Draft => 4,
            Self::Meeting => 3,
            Self::Consent => 1,
        }
    }

    fn weeks(self, steps: Option<&ReviewSteps>) -> u32 {
        let own = steps.and_then(|steps| match self {
            Self::Interview => steps.interview.get(),
            Self::Draft => steps.draft.get(),
            Self::Meeting => steps.meeting.get(),
            Self::Consent => steps.consent.get(),
        });
        own.copied().unwrap_or_else(|| self.usual_weeks())
    }
}

/// A plan that ends, and the first step towards the next one that is not done.
#[derive(Debug)]
pub struct NextStep<'a> {
    /// The plan that ends.
    pub plan: &'a Document,
    /// What is to be done.
    pub step: PlanStep,
    /// By when.
    pub day: Date,
}

/// The plans of one office and service at present: the one that ends, and the 確定 one behind it, if nobody has consented to
/// that yet.
struct PlanTurn<'t, 'a> {
    ending: &'t Term<'a, SupportPlan>,
    next: Option<&'a Document>,
}

impl<'a> Timeline<'a> {
    /// The next step of each office and service whose plan ends while the child stays.
    #[must_use]
    pub fn next_steps(&self) -> Vec<NextStep<'a>> {
        let finals = self.support_plans().filter(|(document, _)| document.state() == State::Final);
        finals.filter_map(|(document, _)| self.next_step_of(document)).collect()
    }

    /// The next step of the series whose last plan this is.
    fn next_step_of(&self, last: &'a Document) -> Option<NextStep<'a>> {
        let terms = self.support_terms(last);
        let newest = terms.last().filter(|newest| std::ptr::eq(newest.document, last))?;
        let before = terms.len().checked_sub(2).map(|index| &terms[index]);
        let turn = match before {
            Some(before) if self.is_unsigned(last) => PlanTurn { ending: before, next: Some(last) },
            _ => PlanTurn { ending: newest, next: None },
        };
        let end = turn.ending.end.filter(|end| self.uses_of(last).runs_on(end.next()))?;
        let step = self.first_open(&turn)?;
        let steps = self.directory.organisation().review_steps.get();
        let day = end.minus_days(u64::from(step.weeks(steps)) * 7).max(turn.ending.start);
        Some(NextStep { plan: turn.ending.document, step, day })
    }

    fn first_open(&self, turn: &PlanTurn<'_, 'a>) -> Option<PlanStep> {
        let draft = self.next_draft(turn.ending);
        let is_done = |step: PlanStep| match step {
            PlanStep::Interview => self.is_reviewed(turn.ending),
            PlanStep::Draft => turn.next.is_some() || draft.is_some(),
            PlanStep::Meeting => turn.next.is_some() || draft.is_some_and(|draft| self.is_discussed(draft)),
            // An office that works on one sheet has the 原案 signed.
            PlanStep::Consent => draft.is_some_and(|draft| !self.is_unsigned(draft)),
        };
        let done = PlanStep::ALL.into_iter().rev().find(|step| is_done(*step));
        PlanStep::ALL.into_iter().find(|step| done.is_none_or(|done| done < *step))
    }

    /// The newest 原案 for the time after a plan.
    fn next_draft(&self, ending: &Term<'_, SupportPlan>) -> Option<&'a Document> {
        let drafts = self.support_plans().map(|(document, _)| document);
        let newer = drafts.filter(|draft| {
            draft.state() == State::Draft
                && self.is_of_one_series(draft, ending.document)
                && draft.date > ending.document.date
                && self.made_of(draft).next().is_none()
        });
        newer.max_by_key(|draft| draft.date)
    }

    fn is_discussed(&self, draft: &Document) -> bool {
        self.papers().any(|paper| {
            matches!(paper.model, Model::Meeting(_))
                && !paper.is_consult()
                && paper.link(Role::Subject).is_some_and(|link| link.name.get() == Some(&draft.name))
        })
    }

    /// Whether nobody has consented to the main sheet, as far as that can be said.
    fn is_unsigned(&self, document: &Document) -> bool {
        let parts = document.paper().parts();
        parts
            .first()
            .is_some_and(|main| matches!(self.consent(document, main), Consent::Missing | Consent::Withdrawn(_)))
    }

    /// Whether the モニタリング that closes a plan was held, or its interviews: in the last third of its days.
    pub(super) fn is_reviewed(&self, ending: &Term<'_, SupportPlan>) -> bool {
        let Some(from) = closing_from(ending) else { return false };
        let in_time = |paper: &Document| paper.date.is_some_and(|day| from <= day);
        let about = |paper: &Document| match &paper.model {
            Model::Monitoring(sheet) => sheet.plan.get() == Some(&ending.document.name),
            Model::Interview(interview) => {
                interview.kind.get() == Some(&InterviewKind::Monitoring) && paper.office() == ending.document.office()
            }
            _ => false,
        };
        self.papers().any(|paper| about(paper) && in_time(paper))
    }
}

/// The first day of the last third of a plan.
fn closing_from(term: &Term<'_, SupportPlan>) -> Option<Date> {
    let days = term.start.days_until(term.end?);
    Some(term.start.plus_days(u64::try_from(days * 2 / 3).unwrap_or_default()))
}
