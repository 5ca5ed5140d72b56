//! The plan after a 個別支援計画: no day of use without one that holds.

use super::super::duty::Deed;
use super::super::{Done, Duty, Excuse, Timeline, Uses, What};
use super::unread;
use crate::case::paper::State;
use crate::case::{Document, plan};
use crate::value::Date;

/// The longest time without a plan that is looked at day by day.
const LONGEST: usize = 3660;

pub(super) fn after_plan<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let terms = timeline.support_terms(document);
    let Some(index) = terms.iter().position(|term| std::ptr::eq(term.document, document)) else { return Vec::new() };
    let Some(end) = terms[index].end else { return Vec::new() };
    let next = terms.get(index + 1);
    let base = Duty::new(What::NextPlan, timeline, document);
    let bare = end.next();
    let (done, excuse) = match next {
        Some(next) => {
            // In time by its place behind the plan before; else it came on its first day.
            let day = Some(next.start).filter(|start| *start > bare);
            let missed = day.is_some_and(|start| is_used_between(&base.uses, bare, start));
            let day = day.filter(|_| missed);
            (Done::By(Deed { day, place: next.document.place(next.plan.period.span()) }), None)
        }
        None if is_doubtful(timeline, document) => (Done::Unknown, None),
        None => (Done::No, (!base.uses.runs_after(end)).then_some(Excuse::NotInUse)),
    };
    // In a 休止 no plan is missed: it has to be there when the child is back.
    let due = base.uses.pause_on(bare).map_or(Some(end), |pause| pause.end.get().copied());
    vec![Duty { due, counts_on: Some(due.map_or(bare, Date::next)), done, excuse, ..base }]
}

/// Whether the child used the office on a day before the next plan began.
fn is_used_between(uses: &Uses<'_>, first: Date, until: Date) -> bool {
    let days = std::iter::successors(Some(first), |day| Some(day.next())).take(LONGEST);
    days.take_while(|day| *day < until).any(|day| uses.runs_on(day))
}

/// Whether a plan that cannot be read, or does not say whether it counts, may be the next one.
fn is_doubtful(timeline: &Timeline<'_>, document: &Document) -> bool {
    let undecided = |other: &Document| {
        other.kind.id == plan::KIND.id
            && other.state() == State::Unknown
            && timeline.is_of_one_series(other, document)
            && other.first_day() > document.first_day()
    };
    unread(timeline, &plan::KIND) || timeline.papers().any(undecided)
}
