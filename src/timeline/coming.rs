//! Days to come that are no duties: the next step towards a plan, the day that a plan itself names for its review, and what a
//! family and an office want to know of in time.

use super::{PlanStep, Timeline};
use crate::case::Document;
use crate::case::paper::State;
use crate::case::party::Service;
use crate::directory::ServiceWording;
use crate::record::TextOr;
use crate::source::Place;
use crate::value::{Date, Grade};

/// A day to come.
#[derive(Debug)]
pub struct ComingDay<'a> {
    /// What.
    pub what: Coming,
    /// When.
    pub day: Date,
    /// The paper that it belongs to, where it belongs to one.
    pub paper: Option<&'a Document>,
    /// Where that is written.
    pub place: Place,
}

/// What is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coming {
    /// The next step towards the next 個別支援計画.
    Step(PlanStep),
    /// 次回見直し年月日 of a plan.
    PlannedReview,
    /// The end of a 専門的支援実施計画.
    SpecialistPlanEnd,
    /// The end of a doctor's 指示書.
    MedicalOrderEnd,
    /// The child goes to school.
    SchoolEntry,
    /// The child comes of age and consents itself.
    ComingOfAge,
    /// Papers of a child who left are kept until this day.
    KeptUntil,
}

impl Coming {
    /// Whether something has to be done by that day, so that it is still open behind it; other days just pass.
    #[must_use]
    pub fn stays_open(self) -> bool {
        match self {
            Self::Step(_) | Self::PlannedReview | Self::SpecialistPlanEnd | Self::MedicalOrderEnd => true,
            Self::SchoolEntry | Self::ComingOfAge | Self::KeptUntil => false,
        }
    }
}

/// 成年 (民法4条).
const MAJORITY: u32 = 18;
/// For so many months after completion papers are kept.
const KEPT_MONTHS: u32 = 60;

impl<'a> Timeline<'a> {
    /// Everything that is to come and no duty, in no order.
    #[must_use]
    pub fn coming(&self) -> Vec<ComingDay<'a>> {
        let steps = self.next_steps().into_iter().map(|next| ComingDay {
            what: Coming::Step(next.step),
            day: next.day,
            paper: Some(next.plan),
            place: next.plan.place(next.plan.paper().dated()),
        });
        let mut days: Vec<ComingDay<'a>> = steps.collect();
        days.extend(self.planned_reviews());
        days.extend(self.specialist_ends());
        days.extend(self.order_end());
        match self.kept_until() {
            Some(day) => days.push(self.of_child(Coming::KeptUntil, day)),
            None => days.extend(self.birthdays()),
        }
        days
    }

    /// The day until which the papers of a child who left are kept: five years after the use ended (確認事項: a city may ask
    /// for more).
    #[must_use]
    pub fn kept_until(&self) -> Option<Date> {
        self.uses.last_day().map(|left| left.plus_months(KEPT_MONTHS))
    }

    fn of_child(&self, what: Coming, day: Date) -> ComingDay<'a> {
        let born = self.case.child.value.born.span();
        ComingDay { what, day, paper: None, place: self.case.child.place(born) }
    }

    /// The day that the last plan of each series names, where its closing review is not held yet.
    fn planned_reviews(&self) -> Vec<ComingDay<'a>> {
        let finals = self.support_plans().filter(|(document, _)| document.state() == State::Final);
        let planned = finals.filter_map(|(document, plan)| {
            let terms = self.support_terms(document);
            let last = terms.last().filter(|last| std::ptr::eq(last.document, document))?;
            let (day, span) = plan.next_review.spanned()?;
            let is_open = self.uses_of(document).runs_on(*day) && !self.is_reviewed(last);
            is_open.then(|| ComingDay {
                what: Coming::PlannedReview,
                day: *day,
                paper: Some(document),
                place: span.place(),
            })
        });
        planned.collect()
    }

    /// The last 専門的支援実施計画 of each office.
    fn specialist_ends(&self) -> Vec<ComingDay<'a>> {
        let plans = || self.papers().filter(|paper| paper.kind.id == "specialist");
        let is_last = |paper: &&Document| {
            plans().all(|other| other.office() != paper.office() || other.last_day() <= paper.last_day())
        };
        let last = plans().filter(is_last).filter_map(|paper| {
            let day = paper.last_day().filter(|day| self.uses_of(paper).runs_on(day.next()))?;
            let place = paper.place(paper.paper().period().and_then(|period| period.span()));
            Some(ComingDay { what: Coming::SpecialistPlanEnd, day, paper: Some(paper), place })
        });
        last.collect()
    }

    fn order_end(&self) -> Option<ComingDay<'a>> {
        let care = self.case.child.value.medical.get()?.care.get()?;
        let TextOr::Record(care) = care else { return None };
        let TextOr::Record(order) = care.order.get()? else { return None };
        let (day, span) = order.until.spanned()?;
        Some(ComingDay { what: Coming::MedicalOrderEnd, day: *day, paper: None, place: span.place() })
    }

    fn birthdays(&self) -> Vec<ComingDay<'a>> {
        let Some(born) = self.case.child.value.born.get().copied() else { return Vec::new() };
        let of_age = self.of_child(Coming::ComingOfAge, born.plus_months(MAJORITY * 12));
        let school = self.is_before_school().then(|| Grade::entry(born)).flatten();
        let school = school.map(|day| self.of_child(Coming::SchoolEntry, day));
        std::iter::once(of_age).chain(school).collect()
    }

    /// Whether the child uses what is given before school.
    fn is_before_school(&self) -> bool {
        let services = self.case.child.value.uses.iter().filter(|used| used.ended.get().is_none());
        let services = services.map(|used| ServiceWording::of(used.service.get().map_or("", String::as_str)).service());
        services.into_iter().any(|service| service != Some(Service::AfterSchool))
    }
}
