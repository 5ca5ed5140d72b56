//! The steps of a 個別支援計画: which assessment, 原案, meeting, explanation and consent are its own.

use super::{Consent, Timeline};
use crate::case::event::{Event, EventKind};
use crate::case::meeting::{Meeting, MeetingKind};
use crate::case::monitoring::Monitoring;
use crate::case::paper::{Part, Role, State};
use crate::case::plan::{Occasion, SupportPlan};
use crate::case::{Document, Model, assessment, meeting};
use crate::record::Spanned;
use crate::value::Date;
use std::collections::HashSet;

/// A consent to the 原案 of which a plan was made.
#[derive(Debug)]
pub enum Adopted<'a> {
    /// The plan says the same: it counts for the plan.
    Same(Vec<&'a Spanned<Event>>),
    /// The plan was changed since.
    Changed(Vec<&'a Spanned<Event>>),
}

impl<'a> Timeline<'a> {
    /// The 個別支援計画 whose steps are judged: what is 確定, and a 原案 of which nothing has come yet and that no later
    /// plan has overtaken.
    #[must_use]
    pub fn living_plan<'d>(&self, document: &'d Document) -> Option<&'d SupportPlan>
    where
        'a: 'd,
    {
        let Model::Plan(plan) = &document.model else { return None };
        let overtaken = || self.counting_like(document).last().is_some_and(|newest| newest.date > document.date);
        let lives = match document.state() {
            State::Final => true,
            State::Draft => self.is_open(document) && !overtaken(),
            State::Unknown | State::Always => false,
        };
        (lives && !self.is_received(document)).then_some(plan)
    }

    /// The 原案 of a plan: the sheet that it names, or the plan itself where one sheet is both.
    #[must_use]
    pub fn draft_of<'d>(&self, document: &'d Document) -> &'d Document
    where
        'a: 'd,
    {
        self.linked(document, Role::Draft).unwrap_or(document)
    }

    /// Whether a plan is the first of its office and service.
    #[must_use]
    pub fn is_first_plan(&self, document: &Document) -> bool {
        let said = match &document.model {
            Model::Plan(plan) => plan.occasion.get(),
            _ => None,
        };
        said.map_or_else(|| self.previous(document).is_none(), |occasion| *occasion == Occasion::First)
    }

    /// The last day on which what belongs before the start of a plan is in time: its first day; of a first plan also
    /// until a month after the first day of use.
    #[must_use]
    pub fn plan_deadline(&self, document: &Document) -> Option<Date> {
        let start = document.paper().period().and_then(|period| period.get()?.start.get().copied())?;
        Some(self.end_of_grace(document).map_or(start, |grace| grace.max(start)))
    }

    /// The last day of a first plan's month of grace.
    #[must_use]
    pub fn end_of_grace(&self, document: &Document) -> Option<Date> {
        let first = self.uses_of(document).first_day().filter(|_| self.is_first_plan(document))?;
        Some(first.plus_months(1))
    }

    /// The assessments that may be those of a plan, also those that cannot be read: of its office, since the plan before
    /// and until it began.
    #[must_use]
    pub fn assessments_of(&self, document: &Document) -> Vec<&'a Document> {
        let since = self.previous(document).filter(|_| !self.is_first_plan(document)).and_then(|before| before.date);
        let until = [document.date, self.draft_of(document).date, self.first_consent(document), document.first_day()];
        let until = until.into_iter().flatten().max();
        let in_time = |sheet: &&Document| {
            sheet.date.is_none_or(|day| since.is_none_or(|since| since < day) && until.is_none_or(|until| day <= until))
        };
        let sheets = self.files().filter(|sheet| sheet.kind.id == assessment::KIND.id);
        sheets.filter(|sheet| is_of_one_office(sheet, document)).filter(in_time).collect()
    }

    /// The individual meetings on a plan or its 原案, also those that cannot be read.
    #[must_use]
    pub fn support_meetings_on(&self, document: &Document) -> Vec<&'a Document> {
        let draft = self.draft_of(document);
        let named = |meeting: &Meeting| {
            let name = meeting.plan.get();
            name.is_some_and(|name| *name == document.name || *name == draft.name)
        };
        self.support_meetings().filter(|(_, meeting)| named(meeting)).map(|(sheet, _)| sheet).collect()
    }

    /// Every 個別支援会議 議事録, also those that could not be read. A record whose 種類 is missing is one.
    pub fn support_meetings(&self) -> impl Iterator<Item = (&'a Document, &'a Meeting)> + use<'a> {
        let sheets = self.files().filter(|document| document.kind.id == meeting::KIND.id);
        sheets.filter_map(|document| match &document.model {
            Model::Meeting(meeting) => {
                let kind = meeting.kind.get();
                kind.is_none_or(|kind| *kind == MeetingKind::Support).then_some((document, meeting))
            }
            _ => None,
        })
    }

    /// The モニタリング記録 of a plan, in the order of their days.
    #[must_use]
    pub fn monitorings_of(&self, document: &Document) -> Vec<(&'a Document, &'a Monitoring)> {
        let own = |monitoring: &Monitoring| monitoring.plan.get().is_some_and(|plan| *plan == document.name);
        let mut own: Vec<_> = self.monitorings().filter(|(_, monitoring)| own(monitoring)).collect();
        own.sort_by_key(|(sheet, _)| sheet.date);
        own
    }

    /// The explanations of a plan, and of its 原案 where the consent was given to that; none where that cannot be said.
    #[must_use]
    pub fn explanations_of(&self, document: &Document) -> Option<Vec<&'a Spanned<Event>>> {
        let trail = self.trail()?;
        let mut lines = trail.about(&document.id())?;
        if matches!(self.adopted_main(document), Some(Adopted::Same(_))) {
            lines.extend(trail.about(&self.draft_of(document).id())?);
        }
        lines.retain(|event| event.kind.get() == Some(&EventKind::Explained));
        Some(lines)
    }

    /// Whether a part of a plan is consented to, by a consent to it or to the same part of its 原案.
    #[must_use]
    pub fn support_consent(&self, document: &Document, part: &Part<'_>) -> Consent<'a> {
        match self.consent(document, part) {
            Consent::Missing => match self.adopted_consent(document, part) {
                Some(Adopted::Same(lines)) => Consent::Given(lines),
                _ => Consent::Missing,
            },
            own => own,
        }
    }

    /// The consent to the same part of the 原案 of which a plan was made: only one that was given after the meeting.
    #[must_use]
    pub fn adopted_consent(&self, document: &Document, part: &Part<'_>) -> Option<Adopted<'a>> {
        let draft = self.linked(document, Role::Draft)?;
        let parts = draft.paper().parts();
        let same = parts.iter().find(|other| other.schedule_name() == part.schedule_name())?;
        let Consent::Given(mut lines) = self.consent(draft, same) else { return None };
        let met = self.support_meetings_on(document).into_iter().filter_map(|sheet| sheet.date).min();
        lines.retain(|line| met.is_none_or(|met| line.date.get().is_some_and(|day| met <= *day)));
        let content = |document: &Document, part: &Part<'_>| match (&document.model, part.schedule) {
            (Model::Plan(plan), None) => Some(plan.content()),
            (Model::Plan(plan), Some((index, _))) => plan.schedules.get(index).map(|table| table.content()),
            _ => None,
        };
        match content(document, part) == content(draft, same) {
            _ if lines.is_empty() => None,
            true => Some(Adopted::Same(lines)),
            false => Some(Adopted::Changed(lines)),
        }
    }

    /// Whether a line of a kind is about a paper or a 別表 that there is not: it may be the one that is missed.
    #[must_use]
    pub fn has_stray(&self, kind: EventKind) -> bool {
        self.strays.get_or_init(|| self.stray_kinds()).contains(&kind)
    }

    fn stray_kinds(&self) -> Vec<EventKind> {
        let of_paper = |paper: &Document| {
            let parts = paper.paper().parts();
            std::iter::once(paper.id()).chain(parts.iter().map(|part| part.target(paper))).collect::<Vec<_>>()
        };
        let targets: HashSet<String> = self.files().flat_map(of_paper).collect();
        let lines = self.case.events.iter().flat_map(|events| events.value.iter());
        let strays = lines.filter(|line| line.target.get().is_some_and(|target| !targets.contains(target.trim())));
        strays.filter_map(|line| line.kind.get().copied()).collect()
    }

    /// The consent to the main sheet of the 原案.
    #[must_use]
    pub fn adopted_main(&self, document: &Document) -> Option<Adopted<'a>> {
        let parts = document.paper().parts();
        self.adopted_consent(document, parts.first()?)
    }

    /// The day of the first consent to the main sheet that holds.
    #[must_use]
    pub fn first_consent(&self, document: &Document) -> Option<Date> {
        let parts = document.paper().parts();
        match self.support_consent(document, parts.first()?) {
            Consent::Given(lines) => lines.iter().filter_map(|line| line.date.get().copied()).min(),
            _ => None,
        }
    }
}

/// Whether two papers are of one office; one that names none may be of any.
fn is_of_one_office(one: &Document, other: &Document) -> bool {
    one.office().zip(other.office()).is_none_or(|(one, other)| one == other)
}
