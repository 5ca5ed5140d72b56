//! `progress` of a row of a モニタリング記録: the 気づき of the サービス提供記録 since the plan began, day by day, for a strip
//! that shows them and says them.

use crate::case::monitoring::{Monitoring, RowResult};
use crate::case::provision::RowProgress;
use crate::case::{Case, Document};
use crate::timeline::{Term, Timeline};
use crate::value::{Date, Month};
use serde::Serialize;

/// One row's 気づき.
#[derive(Debug, Serialize)]
pub(super) struct ProgressContext {
    /// How many days the strip is long.
    days: i64,
    /// A mark each: days from the left, and 0 できている, 1 もう少し, 2 難しい.
    marks: Vec<(i64, usize)>,
    /// The first days of the months: days from the left, and `4月`.
    months: Vec<(i64, String)>,
    /// The same in words: `できている 2日（4月17日、4月22日）。…`.
    pub(super) told: String,
}

/// The words of the three marks, in the order of their numbers.
pub(super) fn words() -> Vec<&'static str> {
    RowProgress::ALL.map(|(_, label)| label).to_vec()
}

/// 気づき of each row of a モニタリング記録, by the row of its plan.
pub(super) fn of_rows(monitoring: &Monitoring, case: &Case, timeline: &Timeline<'_>) -> Vec<Option<ProgressContext>> {
    let known = monitoring.plan.get().and_then(|name| case.plan(name)).zip(monitoring.date.get().copied());
    let of_row = |row: &RowResult| {
        let ((document, _), until) = known?;
        progress(case, timeline, document, row.row.get()?, until)
    };
    monitoring.rows.iter().map(|row| of_row(row)).collect()
}

/// 気づき of the row of a plan up to a day; none where nothing was written down, or where some of it cannot be read: half
/// of a strip would say something else than the whole.
fn progress(case: &Case, timeline: &Timeline<'_>, plan: &Document, row: &str, until: Date) -> Option<ProgressContext> {
    let terms = timeline.support_terms(case.document("plan", &plan.name)?);
    let term = terms.iter().find(|term| term.document.name == plan.name)?;
    let marks = timeline.progress_under(term, row, until);
    let last = last_day(term, until);
    (!marks.is_empty() && timeline.knows_records_between(term.start, last)).then(|| strip(term.start, last, &marks))
}

fn last_day<T>(term: &Term<'_, T>, until: Date) -> Date {
    term.end.map_or(until, |end| end.min(until))
}

fn strip(first: Date, last: Date, marks: &[(Date, RowProgress)]) -> ProgressContext {
    let number = |word: RowProgress| RowProgress::ALL.iter().position(|(own, _)| *own == word).unwrap_or_default();
    let months = (0..).map(|number| Month::of(first).plus(number)).take_while(|month| *month <= Month::of(last));
    let months = months.filter_map(|month| Some((first.days_until(month.first_day()?.max(first)), month.month)));
    ProgressContext {
        days: first.days_until(last) + 1,
        marks: marks.iter().map(|(day, word)| (first.days_until(*day), number(*word))).collect(),
        months: months.map(|(day, month)| (day, format!("{month}月"))).collect(),
        told: RowProgress::ALL.iter().filter_map(|(word, label)| told(*word, label, marks)).collect(),
    }
}

fn told(word: RowProgress, label: &str, marks: &[(Date, RowProgress)]) -> Option<String> {
    let days: Vec<String> =
        marks.iter().filter(|(_, own)| *own == word).map(|(day, _)| day.to_month_and_day()).collect();
    (!days.is_empty()).then(|| format!("{label} {}日（{}）。", days.len(), days.join("、")))
}

#[cfg(test)]
mod tests {
    use super::{RowProgress, strip};

    #[test]
    fn a_strip_counts_from_the_first_day_and_tells_what_it_shows() {
        let day = |text: &str| text.parse().expect("a day");
        let marks = [(day("2024-04-17"), RowProgress::Hard), (day("2024-05-01"), RowProgress::Able)];
        let strip = strip(day("2024-04-08"), day("2024-05-31"), &marks);
        assert_eq!(strip.days, 54);
        assert_eq!(strip.marks, [(9, 2), (23, 0)]);
        assert_eq!(strip.months, [(0, "4月".to_owned()), (23, "5月".to_owned())]);
        assert_eq!(strip.told, "できている 1日（5月1日）。難しい 1日（4月17日）。");
    }
}
