//! モニタリング記録: the rows of the plan under it, what was written down of them since, and the interviews that were held
//! for it.

use super::super::fill::{Fill, Filling};
use super::super::known::{SheetFacts, text, value};
use super::quotations::LookBack;
use crate::case::Model;
use crate::case::interview::{Interview, InterviewKind};
use crate::case::party::PersonRef;
use crate::case::plan::SupportRow;

pub(super) fn filling(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("実施日", "実施者");
    let Some(term) = known.support_plan() else { return filling };
    filling.set("計画", Some(term.document.name.as_str().into()));
    let period = LookBack::of(known, &term);
    let rows = term.plan.rows.iter().map(|row| result_of(&row.value, period.as_ref()));
    filling.set("支援", Some(rows.collect()));
    if let Some(period) = &period {
        for words in period.of_days() {
            filling.note("支援", words);
        }
        for words in period.of_interviews() {
            filling.note("意見", words);
        }
    }
    if let Some(interview) = last_interview(known) {
        filling.set("面接", Some(heard(known, interview).into()));
    }
    filling
}

/// The line for a row of the plan, under its goal and what was written down of it.
fn result_of(row: &SupportRow, period: Option<&LookBack<'_, '_>>) -> Filling {
    let mut result = Filling::with([("行", text(&row.id).map(Fill::from))]);
    let kind = row.kind.get().map_or("", |kind| kind.label());
    let goal = row.goal.get().and_then(|goal| goal.as_str().lines().next()).unwrap_or_default();
    result.notes.push(format!("{kind}: {goal}"));
    result.notes.extend(period.zip(text(&row.id)).into_iter().flat_map(|(period, id)| period.of_row(id)));
    result
}

/// The newest モニタリング interview up to the day.
fn last_interview<'a>(known: &SheetFacts<'a>) -> Option<&'a Interview> {
    let interviews = known.timeline.papers().filter_map(|paper| match &paper.model {
        Model::Interview(interview) if paper.office() == known.office_id() => Some((paper.date, interview)),
        _ => None,
    });
    let of_review = interviews.filter(|(_, interview)| interview.kind.get() == Some(&InterviewKind::Monitoring));
    let start = known.support_plan().map(|term| term.start);
    let in_plan = of_review.filter(|(day, _)| start <= *day && *day <= known.day());
    in_plan.max_by_key(|(day, _)| *day).map(|(_, interview)| interview)
}

/// 面接 of those who were there.
fn heard(known: &SheetFacts<'_>, interview: &Interview) -> Filling {
    let day = interview.moment.get().map(|moment| moment.date);
    let method = interview.method.get().map(|method| method.label());
    let was_there = |is: &dyn Fn(&PersonRef) -> bool| interview.present.iter().any(|somebody| is(&somebody.value));
    let met = |there: bool| {
        there.then(|| Filling::with([("日付", value(day.as_ref())), ("方法", method.map(Fill::from))]).into())
    };
    let directory = known.directory();
    Filling::with([
        ("保護者", met(was_there(&|somebody| directory.is_guardian(somebody)))),
        ("本人", met(was_there(&|somebody| directory.is_child(somebody)))),
    ])
}
