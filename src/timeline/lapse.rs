//! The months of a 減算: from the days on which something was wrong to the months that are paid in part.
//!
//! 個別支援計画未作成減算 counts from the month in which a plan was not made through the month before the one in which it
//! was: two months at 70 %, from the third on 50 %. 児童発達支援管理責任者欠如減算 counts from the second month after the post fell
//! vacant through the month in which somebody holds it again: four months at 70 %, from the fifth on 50 %.

use super::today::Today;
use super::{Done, Duty, Standing};
use crate::value::{Date, Month};
use std::collections::{BTreeMap, BTreeSet};

/// A time in which something was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lapse {
    /// The first day.
    pub from: Date,
    /// The day on which it was mended; none while it lasts.
    pub until: Option<Date>,
}

/// How much of the base fee is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaidShare {
    /// 50/100.
    Half,
    /// 70/100.
    SevenTenths,
}

impl PaidShare {
    /// In hundredths.
    #[must_use]
    pub fn percent(self) -> u32 {
        match self {
            Self::Half => 50,
            Self::SevenTenths => 70,
        }
    }
}

/// What is paid of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReducedMonth {
    /// How much.
    pub paid: PaidShare,
    /// Whether nothing can change it any more: a month that is not over is not reduced if all is mended in it.
    pub settled: bool,
}

/// The months that are reduced, each with what is paid.
pub type ReducedMonths = BTreeMap<Month, ReducedMonth>;

/// Months at 70 % before those at 50 %.
const UNMADE_MONTHS: usize = 2;
const VACANT_MONTHS: usize = 4;

impl Lapse {
    /// The time in which a duty was not done, from the day after the last on which it was in time, once that day has come.
    /// None where it was done in time, or nobody knows. How the duty stands is asked of who knows the form: there a
    /// signature may be what did it.
    #[must_use]
    pub fn of(duty: &Duty<'_>, standing: Standing, today: &Today) -> Option<Self> {
        let from = duty.grace.max(duty.due)?.next();
        let until = match (standing, &duty.done) {
            (Standing::Late, _) => None,
            (Standing::DoneLate, Done::By(deed)) => Some(deed.day?),
            (Standing::DoneLate, Done::No) => Some(duty.by_consent.as_ref()?.day?),
            _ => return None,
        };
        (today.has_come(from) && until.is_none_or(|until| from < until)).then_some(Self { from, until })
    }

    /// The same, mended on a day at the latest.
    #[must_use]
    pub fn ended_by(self, day: Option<Date>) -> Option<Self> {
        let until = self.until.into_iter().chain(day).min();
        until.is_none_or(|until| self.from < until).then_some(Self { until, ..self })
    }
}

/// The months in which a plan was not made, by all the times of one child at one office. Times that follow on one another are
/// one: what counts is whether there was a plan.
#[must_use]
pub fn unmade_months(lapses: &[Lapse], today: &Today) -> ReducedMonths {
    let now = today.month();
    let mut months = BTreeSet::new();
    for lapse in lapses {
        let after = lapse.until.map_or(now.plus(1), Month::of);
        months.extend(months_from(Month::of(lapse.from), after));
    }
    let lasts = lapses.iter().any(|lapse| lapse.until.is_none());
    let mut reduced = ReducedMonths::new();
    let mut run = 0;
    for month in &months {
        let follows = reduced.keys().next_back().is_some_and(|last| last.plus(1) == *month);
        run = if follows { run + 1 } else { 1 };
        let paid = if run <= UNMADE_MONTHS { PaidShare::SevenTenths } else { PaidShare::Half };
        reduced.insert(*month, ReducedMonth { paid, settled: *month < now || !lasts });
    }
    reduced
}

/// The months in which a vacant post of the 児童発達支援管理責任者 counts.
#[must_use]
pub fn vacant_months(vacancy: Lapse, today: &Today) -> ReducedMonths {
    let now = today.month();
    let first = Month::of(vacancy.from).plus(2);
    let after = vacancy.until.map_or(now, Month::of).min(now).plus(1);
    let months = months_from(first, after).enumerate().map(|(index, month)| {
        let paid = if index < VACANT_MONTHS { PaidShare::SevenTenths } else { PaidShare::Half };
        (month, ReducedMonth { paid, settled: true })
    });
    months.collect()
}

/// Both together: they do not add up, the larger applies.
#[must_use]
pub fn larger_reduction(one: &ReducedMonths, other: &ReducedMonths) -> ReducedMonths {
    let mut months = one.clone();
    for (month, more) in other {
        let kept = months.entry(*month).or_insert(*more);
        // What is settled for one reason is settled.
        let settled = (kept.settled && kept.paid <= more.paid) || (more.settled && more.paid <= kept.paid);
        *kept = ReducedMonth { paid: kept.paid.min(more.paid), settled };
    }
    months
}

fn months_from(first: Month, after: Month) -> impl Iterator<Item = Month> {
    std::iter::successors(Some(first), |month| Some(month.plus(1))).take_while(move |month| *month < after)
}

#[cfg(test)]
mod tests {
    use super::{Lapse, ReducedMonths, larger_reduction, unmade_months, vacant_months};
    use crate::timeline::Today;
    use crate::value::Date;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn lapse(from: &str, until: &str) -> Lapse {
        Lapse { from: day(from), until: (!until.is_empty()).then(|| day(until)) }
    }

    /// `2024-04 70`; with `?` where it may still be mended.
    fn shown(months: &ReducedMonths) -> Vec<String> {
        let one = |(month, own): (&crate::value::Month, &super::ReducedMonth)| {
            format!("{month} {}{}", own.paid.percent(), if own.settled { "" } else { "?" })
        };
        months.iter().map(one).collect()
    }

    fn unmade(lapses: &[Lapse], today: &str) -> Vec<String> {
        shown(&unmade_months(lapses, &Today::new(day(today))))
    }

    fn vacant(from: &str, until: &str, today: &str) -> Vec<String> {
        shown(&vacant_months(lapse(from, until), &Today::new(day(today))))
    }

    #[test]
    fn a_plan_counts_from_the_month_it_was_missed_to_the_month_before_it_was_made() {
        let in_june = unmade(&[lapse("2024-04-01", "2024-06-10")], "2025-04-01");
        assert_eq!(in_june, ["2024-04 70", "2024-05 70"]);
        let in_august = unmade(&[lapse("2024-04-01", "2024-08-20")], "2025-04-01");
        assert_eq!(in_august, ["2024-04 70", "2024-05 70", "2024-06 50", "2024-07 50"]);
    }

    #[test]
    fn a_long_one_goes_over_the_year_and_one_of_a_single_month_is_none() {
        let long = unmade(&[lapse("2024-04-20", "2025-01-15")], "2025-04-01");
        let half = ["2024-06 50", "2024-07 50", "2024-08 50", "2024-09 50", "2024-10 50", "2024-11 50", "2024-12 50"];
        assert_eq!(long[..2], ["2024-04 70", "2024-05 70"]);
        assert_eq!(long[2..], half, "January is paid in full");
        assert!(unmade(&[lapse("2024-04-02", "2024-04-30")], "2025-04-01").is_empty());
    }

    #[test]
    fn the_month_that_runs_may_still_be_mended() {
        assert_eq!(unmade(&[lapse("2024-04-01", "")], "2024-06-15"), ["2024-04 70", "2024-05 70", "2024-06 50?"]);
        assert_eq!(unmade(&[lapse("2024-06-02", "")], "2024-06-15"), ["2024-06 70?"]);
    }

    #[test]
    fn times_that_follow_on_one_another_are_one() {
        let one = [lapse("2024-04-01", "2024-06-10"), lapse("2024-06-02", "2024-08-01")];
        assert_eq!(unmade(&one, "2025-04-01"), ["2024-04 70", "2024-05 70", "2024-06 50", "2024-07 50"]);
        let two = [lapse("2024-04-01", "2024-06-10"), lapse("2024-08-01", "2024-09-01")];
        assert_eq!(unmade(&two, "2025-04-01"), ["2024-04 70", "2024-05 70", "2024-08 70"]);
    }

    #[test]
    fn a_vacant_post_counts_from_the_second_month_after_and_through_the_last() {
        assert_eq!(vacant("2024-04-01", "", "2024-06-01"), ["2024-06 70"]);
        assert!(vacant("2024-04-01", "", "2024-05-31").is_empty());
        assert!(vacant("2024-04-01", "2024-05-31", "2025-04-01").is_empty());
        let filled = vacant("2024-04-01", "2024-09-01", "2025-04-01");
        assert_eq!(filled, ["2024-06 70", "2024-07 70", "2024-08 70", "2024-09 70"]);
        // Who leaves on 30 April leaves the post vacant from 1 May.
        assert_eq!(vacant("2024-05-01", "2024-07-10", "2025-04-01"), ["2024-07 70"]);
        let long = vacant("2024-04-01", "2024-12-20", "2025-04-01");
        assert_eq!(long[3..], ["2024-09 70", "2024-10 50", "2024-11 50", "2024-12 50"]);
    }

    #[test]
    fn of_two_reductions_the_larger_applies_and_they_do_not_add_up() {
        let today = Today::new(day("2024-08-10"));
        let unmade = unmade_months(&[lapse("2024-05-01", "")], &today);
        let vacant = vacant_months(lapse("2024-04-01", ""), &today);
        assert_eq!(shown(&unmade), ["2024-05 70", "2024-06 70", "2024-07 50", "2024-08 50?"]);
        assert_eq!(shown(&vacant), ["2024-06 70", "2024-07 70", "2024-08 70"]);
        let both = shown(&larger_reduction(&unmade, &vacant));
        assert_eq!(both, ["2024-05 70", "2024-06 70", "2024-07 50", "2024-08 50?"]);
        assert_eq!(shown(&larger_reduction(&vacant, &unmade)), both);
    }
}
