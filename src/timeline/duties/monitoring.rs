//! The months in which モニタリング is due, and the reports that did it.

use super::super::duty::Deed;
use super::super::{Done, Duty, Excuse, Term, Timeline, What};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::{Document, MonitoringTerm, monitoring_months};
use crate::record::Spanned;
use crate::source::Place;
use crate::value::{Date, Month};

pub(super) fn reports<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let terms = timeline.consultations();
    let Some(index) = terms.iter().position(|term| std::ptr::eq(term.document, document)) else { return Vec::new() };
    let term = &terms[index];
    if document.is_copy() {
        return Vec::new();
    }
    let taken_over = terms.get(index + 1).map(|next| Month::of(next.start));
    let own = |month: &Month| *month >= Month::of(term.start) && taken_over.is_none_or(|next| *month < next);
    let months = begun_later(timeline, term, timeline.monitoring_of(term).months);
    let one = |month: Month| {
        let last = month.last_day();
        let next = Some(month.plus(1)).filter(|next| !months.contains(next));
        Some(Duty {
            month: Some(month),
            opens: month.first_day(),
            due: last,
            counts_on: last,
            done: done(timeline, month, next),
            excuse: last.filter(|last| !timeline.uses().runs_on(*last)).map(|_| Excuse::NotInUse),
            ..Duty::new(What::MonitoringReport, timeline, document)
        })
    };
    months.iter().copied().filter(own).filter_map(one).collect()
}

/// The first three months in a row may count from the month of the 決定 or from the next: where the first report is
/// of the second of them, they are those that follow.
fn begun_later(timeline: &Timeline<'_>, term: &Term<'_, ConsultationPlan>, mut months: Vec<Month>) -> Vec<Month> {
    const IN_A_ROW: usize = 3;
    let Some(first) = months.first().copied().filter(|first| *first == Month::of(term.start)) else { return months };
    let run = months.iter().zip(0..).take_while(|(month, index)| **month == first.plus(*index)).count();
    let done =
        |month: Month| timeline.reports().any(|(report, _)| report.date.is_some_and(|day| Month::of(day) == month));
    if run == IN_A_ROW && !done(first) && done(first.plus(1)) {
        months[..IN_A_ROW].iter_mut().for_each(|month| *month = month.plus(1));
        months.dedup();
    }
    months
}

/// A report of that month, else one of the month after, where that one is not due itself.
fn done(timeline: &Timeline<'_>, month: Month, next: Option<Month>) -> Done {
    let days = timeline.files().filter(|document| document.kind.id == crate::case::consult::monitoring::KIND.id);
    let days: Vec<(Date, &Document)> = days.filter_map(|document| Some((document.date?, document))).collect();
    let of = |wanted: Month| days.iter().filter(move |(day, _)| Month::of(*day) == wanted).min_by_key(|(day, _)| *day);
    let found = of(month).or_else(|| of(next?));
    Done::by(
        found.into_iter().map(|(day, report)| Deed { day: Some(*day), place: report.place(report.paper().dated()) }),
    )
}

/// The months of one plan, and where they are written.
#[derive(Debug)]
pub struct MonitoringMonths {
    /// The months, in order.
    pub months: Vec<Month>,
    /// Where that is written, or should be.
    pub place: Place,
    /// Whether anybody has written an interval or a month.
    pub is_written: bool,
}

impl<'a> Timeline<'a> {
    /// The months in which monitoring of a 障害児支援利用計画 is due: by what the plan says, else by the 受給者証.
    #[must_use]
    pub fn monitoring_of(&self, term: &Term<'a, ConsultationPlan>) -> MonitoringMonths {
        let certificate = self.certificate_on(term.start);
        let own = &term.plan.monitoring;
        let granted = certificate.map(|certificate| &certificate.monitoring);
        let printed = |terms: &[Spanned<MonitoringTerm>]| terms.iter().any(|term| bare(term).is_some());
        let (intervals, place): (&[_], Place) = match granted {
            // Months that the card names win.
            Some(granted) if printed(granted) => (granted, self.case.child.place(granted.span())),
            _ if !own.is_empty() => (own, term.document.place(own.span())),
            Some(granted) if !granted.is_empty() => (granted, self.case.child.place(granted.span())),
            _ => (&[], term.document.place(term.plan.period.span())),
        };
        let decided = certificate.and_then(|certificate| certificate.period.get()?.end.get().copied());
        let months = match decided.or(term.document.last_day()) {
            Some(last) => monitoring_months(intervals, Month::of(last)),
            // Nobody has said when it ends: nothing but the months that were named is certain.
            None => intervals.iter().filter_map(bare).collect(),
        };
        MonitoringMonths { months, place, is_written: !intervals.is_empty() }
    }
}

fn bare(term: &Spanned<MonitoringTerm>) -> Option<Month> {
    match &term.value {
        MonitoringTerm::In(month) => Some(*month),
        MonitoringTerm::Every(_) => None,
    }
}
