//! The days of the next plan, reckoned from those of the one before.

use crate::case::plan::SupportPlan;
use crate::value::{Date, Month, Reckoning, Timing};

/// A 個別支援計画 holds for so long at most.
const MONTHS: u32 = 6;

/// From one period to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shift {
    pub(super) old_start: Date,
    pub(super) old_end: Date,
    pub(super) start: Date,
    pub(super) end: Date,
}

impl Shift {
    /// The period after that of a plan, as long as it was, six months at most. A change begins on its own day.
    pub(super) fn of(plan: &SupportPlan, change: Option<Date>) -> Option<Self> {
        let period = plan.period.get()?;
        let (old_start, old_end) = (*period.start.get()?, *period.end.get()?);
        let start = change.unwrap_or_else(|| old_end.next());
        let end = same_length(old_start, old_end, start).min(start.plus_months(MONTHS).minus_days(1));
        (old_start <= old_end).then_some(Self { old_start, old_end, start, end })
    }

    /// The day that lies as far before the end as another one did.
    pub(super) fn before_end(&self, day: Date) -> Date {
        let before = u64::try_from(day.days_until(self.old_end)).unwrap_or_default();
        self.end.minus_days(before).max(self.start)
    }

    /// The day that lies as far behind the start as another one did, in months and days; the end stays the end.
    pub(super) fn behind_start(&self, day: Date) -> Date {
        if day >= self.old_end {
            return self.end;
        }
        if day <= self.old_start {
            return self.start;
        }
        let (months, days) = self.old_start.until(day);
        self.start.plus_months(months).plus_days(u64::from(days)).min(self.end)
    }

    /// The month that lies as far behind the first as another one did.
    fn month(&self, month: Month) -> Month {
        let count = |month: Month| month.year * 12 + i32::try_from(month.month).unwrap_or_default();
        let behind = count(month) - count(Month::of(self.old_start));
        let shifted = Month::of(self.start).plus(u32::try_from(behind).unwrap_or_default());
        shifted.min(Month::of(self.end))
    }

    /// A 達成時期 in the next plan, as it is written there; none where the words go for any plan (6か月, 随時).
    pub(super) fn timing(&self, timing: &Timing) -> Option<ShiftedTiming> {
        Some(match timing {
            Timing::Day(day) => ShiftedTiming::Day(self.behind_start(*day)),
            Timing::Month(month) => ShiftedTiming::Month(self.month(*month)),
            Timing::Words(_, Reckoning::By(_) | Reckoning::Next(..)) => {
                ShiftedTiming::Day(self.behind_start(timing.last_day(Some(self.old_start))?))
            }
            Timing::Words(_, Reckoning::After(_) | Reckoning::Open) => return None,
        })
    }
}

/// A 達成時期 reckoned anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShiftedTiming {
    Day(Date),
    Month(Month),
}

/// The last day of a period that begins on a day and is as long as another one.
pub(super) fn same_length(old_start: Date, old_end: Date, start: Date) -> Date {
    let (months, days) = old_start.until(old_end.next());
    start.plus_months(months).plus_days(u64::from(days)).minus_days(1)
}

#[cfg(test)]
mod tests {
    use super::{Shift, ShiftedTiming, same_length};
    use crate::value::{Date, Timing};

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn half_year() -> Shift {
        let (old_start, old_end) = (day("2024-04-01"), day("2024-09-30"));
        Shift { old_start, old_end, start: day("2024-10-01"), end: same_length(old_start, old_end, day("2024-10-01")) }
    }

    #[test]
    fn half_a_year_follows_half_a_year() {
        assert_eq!(half_year().end, day("2025-03-31"));
        assert_eq!(same_length(day("2024-08-15"), day("2025-02-14"), day("2025-02-15")), day("2025-08-14"));
        assert_eq!(same_length(day("2024-10-01"), day("2025-03-31"), day("2025-04-01")), day("2025-09-30"));
    }

    #[test]
    fn a_day_keeps_its_distance_from_the_start_or_from_the_end() {
        let shift = half_year();
        assert_eq!(shift.before_end(day("2024-09-13")), day("2025-03-14"));
        for (old, new) in [
            ("2024-07-19", "2025-01-19"),
            ("2024-09-30", "2025-03-31"),
            ("2024-04-01", "2024-10-01"),
            ("2024-09-29", "2025-03-29"),
        ] {
            assert_eq!(shift.behind_start(day(old)), day(new), "{old}");
        }
    }

    #[test]
    fn a_time_in_any_words_is_reckoned_anew_or_goes_for_any_plan() {
        let shift = half_year();
        let timing = |text: &str| shift.timing(&text.parse::<Timing>().expect(text));
        assert_eq!(timing("2024-07"), Some(ShiftedTiming::Month("2025-01".parse().expect("a month"))));
        assert_eq!(timing("令和6年9月末"), Some(ShiftedTiming::Day(day("2025-03-31"))));
        assert_eq!(timing("9月末"), Some(ShiftedTiming::Day(day("2025-03-31"))));
        assert_eq!(timing("6か月"), None);
        assert_eq!(timing("随時"), None);
    }
}
