//! The 見直し of a 個別支援計画: a モニタリング at least every six months.

use super::super::duty::Deed;
use super::super::{Done, Duty, Excuse, Timeline, What};
use super::unread;
use crate::case::Document;
use crate::case::monitoring;
use crate::case::paper::{Role, State};
use crate::value::Date;

/// Months in which a plan has to be reviewed once.
const MONTHS: u32 = 6;

/// One for each six months that a plan holds: from its first day, and again from each review.
pub(super) fn of_plan<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let terms = timeline.support_terms(document);
    let Some(index) = terms.iter().position(|term| std::ptr::eq(term.document, document)) else { return Vec::new() };
    let (term, replaced) = (&terms[index], terms.get(index + 1).map(|next| next.start));
    let own = reviews(timeline, document, term.start, term.end);
    // A late one of the plan before counts from its own day.
    let before = index.checked_sub(1).map(|before| &terms[before]);
    let before = before.and_then(|term| reviews(timeline, term.document, term.start, term.end).pop());
    let begun = before.map_or(term.start, |(day, _)| day.max(term.start));
    let mut since = Some(begun);
    let mut duties = Vec::new();
    while let Some(from) = since {
        let due = from.plus_months(MONTHS);
        let review = own.iter().find(|(day, _)| *day > from || (*day == from && from == begun));
        since = review.map(|(day, _)| *day).filter(|day| *day > from);
        // A newer plan that begins before that day counts its own six months.
        let superseded = replaced.is_some_and(|start| start < due);
        if from > begun && (superseded || term.end.is_some_and(|end| end < due)) {
            break;
        }
        let excuse = superseded.then_some(Excuse::Superseded);
        duties.push(owed(timeline, document, due, review.copied(), excuse));
    }
    duties
}

fn owed<'a>(
    timeline: &Timeline<'a>,
    document: &'a Document,
    due: Date,
    review: Option<(Date, &Document)>,
    excuse: Option<Excuse>,
) -> Duty<'a> {
    let done = match review {
        Some((day, sheet)) => Done::By(Deed { day: Some(day), place: sheet.place(sheet.paper().dated()) }),
        None if unread(timeline, &monitoring::KIND) => Done::Unknown,
        None => Done::No,
    };
    let base = Duty::new(What::Review, timeline, document);
    // In a 休止 nothing is due: before the child is back, it is.
    let pause = base.uses.pause_on(due);
    let what = if pause.is_some() { What::ReviewOnReturn } else { What::Review };
    let due = pause.map_or(Some(due), |pause| pause.end.get().copied());
    Duty { what, due, counts_on: due, done, excuse, ..base }
}

/// The モニタリング of a plan by their days: those that name it, and those within its term that name none.
fn reviews<'a>(timeline: &Timeline<'a>, plan: &Document, start: Date, end: Option<Date>) -> Vec<(Date, &'a Document)> {
    let about = |sheet: &Document, day: Date| match sheet.link(Role::Subject).and_then(|link| link.name.get()) {
        Some(name) => *name == plan.name || is_draft_of(timeline, plan, name),
        None => sheet.office() == plan.office() && start <= day && end.is_none_or(|end| day <= end),
    };
    let sheets = timeline.monitorings().filter_map(|(sheet, _)| Some((sheet.date?, sheet)));
    let mut reviews: Vec<_> = sheets.filter(|(day, sheet)| about(sheet, *day)).collect();
    reviews.sort_by_key(|(day, _)| *day);
    reviews
}

/// Whether a name is that of the 原案 of a plan.
fn is_draft_of(timeline: &Timeline<'_>, plan: &Document, name: &str) -> bool {
    timeline.linked(plan, Role::Draft).is_some_and(|draft| draft.name == name && draft.state() == State::Draft)
}
