//! What was done on which day: the lines of the サービス提供記録 in the order of their days, and the plans that held then.

use super::Timeline;
use super::term::Term;
use crate::case::party::Service;
use crate::case::plan::SupportPlan;
use crate::case::provision::{self, ProvidedDay, RowProgress};
use crate::case::specialist::SpecialistPlan;
use crate::case::{Document, Model};
use crate::directory::Directory;
use crate::record::Spanned;
use crate::value::{Date, Month};

/// One day of a child at one office, with its file.
#[derive(Debug, Clone, Copy)]
pub struct ProvidedLine<'a> {
    /// The file of the month.
    pub document: &'a Document,
    /// The day.
    pub day: Date,
    /// The line.
    pub line: &'a Spanned<ProvidedDay>,
    /// The service, where the line, the office or the use of the child tells it.
    pub service: Option<Service>,
}

impl ProvidedLine<'_> {
    /// Whether it is of this office, and of this service where both are known.
    #[must_use]
    pub fn is_of(&self, office: Option<&str>, service: Option<Service>) -> bool {
        let same = self.service.zip(service).is_none_or(|(own, service)| own == service);
        same && self.line.office.get().map(String::as_str) == office
    }
}

/// Every line that says its day, by day and then as written.
pub(super) fn provided<'a>(documents: &'a [Document], directory: &Directory<'a>) -> Vec<ProvidedLine<'a>> {
    let files = documents.iter().filter(|document| !document.broken);
    let mut lines: Vec<ProvidedLine<'a>> = files
        .filter_map(|document| match &document.model {
            Model::Provision(month) => Some((document, month)),
            _ => None,
        })
        .flat_map(|(document, month)| month.days.iter().map(move |line| (document, line)))
        .filter_map(|(document, line)| {
            let day = *line.date.get()?;
            Some(ProvidedLine { document, day, line, service: directory.service_of_day(line) })
        })
        .collect();
    lines.sort_by_key(|line| line.day);
    lines
}

impl<'a> Timeline<'a> {
    /// Every line of the サービス提供記録 that says its day, in the order of the days.
    #[must_use]
    pub fn provided(&self) -> &[ProvidedLine<'a>] {
        &self.provided
    }

    /// The lines of a day, of whichever office.
    #[must_use]
    pub fn provided_on(&self, day: Date) -> &[ProvidedLine<'a>] {
        self.provided_between(day, day)
    }

    /// The lines of a month.
    #[must_use]
    pub fn provided_in(&self, month: Month) -> &[ProvidedLine<'a>] {
        match month.first_day().zip(month.last_day()) {
            Some((first, last)) => self.provided_between(first, last),
            None => &[],
        }
    }

    /// The lines from one day to another, both included.
    #[must_use]
    pub fn provided_between(&self, first: Date, last: Date) -> &[ProvidedLine<'a>] {
        let start = self.provided.partition_point(|line| line.day < first);
        let end = self.provided.partition_point(|line| line.day <= last);
        self.provided.get(start..end).unwrap_or_default()
    }

    /// The lines of the office and service of a 個別支援計画, on the days for which it is the one that holds.
    pub fn provided_under(
        &self,
        term: &Term<'a, SupportPlan>,
    ) -> impl Iterator<Item = &ProvidedLine<'a>> + use<'_, 'a> {
        let last = term.end.or_else(|| self.provided.last().map(|line| line.day)).unwrap_or(term.start);
        let (office, service) = (term.document.office(), self.directory.service(term.plan));
        self.provided_between(term.start, last).iter().filter(move |line| line.is_of(office, service))
    }

    /// How it went with a row of a 個別支援計画 while that was the one that held, day by day, up to a day.
    #[must_use]
    pub fn progress_under(&self, term: &Term<'a, SupportPlan>, row: &str, until: Date) -> Vec<(Date, RowProgress)> {
        let lines = self.provided_under(term).filter(|line| line.day <= until);
        lines.filter_map(|line| Some((line.day, line.line.progress_of(row)?))).collect()
    }

    /// The same, and whether each line says its day.
    #[must_use]
    pub fn knows_each_day_of(&self, month: Month) -> bool {
        let name = month.to_string();
        let is_dated = |document: &Document| match &document.model {
            Model::Provision(lines) => lines.days.iter().all(|line| line.date.get().is_some()),
            _ => false,
        };
        self.knows_records_of(month) && self.named(&provision::KIND, &name).is_none_or(is_dated)
    }

    /// Whether it is known what was done on each day of the months from one day to another.
    #[must_use]
    pub fn knows_records_between(&self, first: Date, last: Date) -> bool {
        let mut months =
            (0..).map(|number| Month::of(first).plus(number)).take_while(|month| *month <= Month::of(last));
        months.all(|month| self.knows_each_day_of(month))
    }

    /// Whether it is known what was done in a month: no, where its file, or a line of it, cannot be read. A month without a
    /// file is one in which nothing was written down.
    #[must_use]
    pub fn knows_records_of(&self, month: Month) -> bool {
        let of_month = |document: &&Document| {
            document.kind.id == provision::KIND.id && document.date.map(Month::of) == Some(month)
        };
        self.files().filter(of_month).all(|document| match &document.model {
            Model::Provision(lines) => !document.broken && !lines.days.is_unread(),
            _ => false,
        })
    }

    /// The 確定 個別支援計画 of an office and, where it is known, of a service, in the order in which they hold.
    #[must_use]
    pub fn support_terms_at(&self, office: Option<&str>, service: Option<Service>) -> &[Term<'a, SupportPlan>] {
        let own = |plan: &SupportPlan| self.directory.service(plan);
        let fits = |plan: &SupportPlan| own(plan).zip(service).is_none_or(|(own, service)| own == service);
        let here = self.support_plans().find(|(document, plan)| document.office() == office && fits(plan));
        here.map(|(document, _)| self.support_terms(document)).unwrap_or_default()
    }

    /// The 個別支援計画 that holds on the day of a line, at its office.
    #[must_use]
    pub fn support_plan_on(&self, line: &ProvidedLine<'a>) -> Option<Term<'a, SupportPlan>> {
        let terms = self.support_terms_at(line.line.office.get().map(String::as_str), line.service);
        terms.iter().find(|term| term.contains(line.day)).copied()
    }

    /// The 専門的支援実施計画 that hold on a day, of whichever therapist.
    pub fn specialist_plans_on(&self, day: Date) -> impl Iterator<Item = (&'a Document, &'a SpecialistPlan)> + use<'a> {
        self.specialist_plans().filter(move |(_, plan)| plan.period.get().is_some_and(|period| period.contains(day)))
    }
}
