//! The days of the week on which a child is at an office: by the 週間計画 and by the 別表.

use crate::case::consult::EntryDay;
use crate::case::consult::week::{WeeklyEntry, WeeklyPlan};
use crate::case::plan::SupportPlan;
use crate::case::schedule::{DayKind, Schedule};
use crate::directory::{Directory, ServiceWording};
use crate::record::Spanned;
use crate::value::{DAYS, Date, Weekday};
use std::collections::BTreeSet;
use std::fmt::{self, Display};

/// Some days of the week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days(BTreeSet<Weekday>);

impl Days {
    /// Those of a 別表.
    pub fn of_schedule(schedule: &Schedule) -> Self {
        let days = DAYS.iter().map(|(day, _)| *day);
        Self(days.filter(|day| schedule.hours_on(*day).is_some()).collect())
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a day is among them.
    #[must_use]
    pub fn contains(&self, day: Weekday) -> bool {
        self.0.contains(&day)
    }

    /// Each, from 月 on.
    pub fn iter(&self) -> impl Iterator<Item = Weekday> {
        self.0.iter().copied()
    }

    /// Adds a day.
    pub fn add(&mut self, day: Weekday) {
        self.0.insert(day);
    }

    /// Adds all of others.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(other.iter());
    }

    /// Those that `other` lacks.
    pub fn without(&self, other: &Self) -> Self {
        Self(self.0.difference(&other.0).copied().collect())
    }

    /// 月 to 金.
    pub fn workdays(&self) -> Self {
        Self(self.iter().filter(|day| *day < Weekday::Saturday).collect())
    }

    /// 土, 日・祝日.
    pub fn weekend(&self) -> Self {
        Self(self.iter().filter(|day| *day >= Weekday::Saturday).collect())
    }
}

impl Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels = DAYS.iter().filter(|(day, _)| self.contains(*day)).map(|(_, label)| *label);
        f.write_str(&labels.collect::<Vec<_>>().join("・"))
    }
}

/// The column of an entry's day.
pub fn weekday(day: EntryDay) -> Weekday {
    DAYS[day.column()].0
}

/// What a 週間計画 says about one office.
#[derive(Debug, Default)]
pub struct OfficeWeek<'a> {
    /// Every week.
    pub weekly: Days,
    /// Every week, on holidays, or now and then (頻度).
    pub possible: Days,
    /// What it says, in its order.
    pub entries: Vec<&'a Spanned<WeeklyEntry>>,
}

impl<'a> OfficeWeek<'a> {
    /// The entries of a provider (by its key) that may be of the service; where none names the provider, those that name the
    /// service and nobody: they are the only provider's.
    pub fn of(week: &'a WeeklyPlan, directory: &Directory<'_>, provider: &str, service: ServiceWording) -> Self {
        let own = Self::with(week, |entry| {
            let wording = entry_wording(entry);
            let fits = wording == service || wording == ServiceWording::Unclear || service == ServiceWording::Unclear;
            directory.provider_key(&entry.provider).as_deref() == Some(provider) && fits
        });
        if own.entries.is_empty() && service.is_welfare() {
            return Self::with(week, |entry| !entry.provider.is_set() && entry_wording(entry) == service);
        }
        own
    }

    /// The entries that are wanted.
    pub fn with(week: &'a WeeklyPlan, wanted: impl Fn(&WeeklyEntry) -> bool) -> Self {
        let mut own = Self::default();
        for entry in week.entries.iter().filter(|entry| wanted(entry)) {
            own.entries.push(entry);
            for day in entry.days.iter().map(|day| day.value) {
                own.possible.add(weekday(day));
                if day != EntryDay::Holiday && !entry.frequency.is_set() {
                    own.weekly.add(weekday(day));
                }
            }
        }
        own
    }
}

/// Which service an entry of the week means.
pub fn entry_wording(entry: &WeeklyEntry) -> ServiceWording {
    entry.content.get().map_or(ServiceWording::Unclear, |content| ServiceWording::of(content))
}

/// The 別表 for 授業日 that hold together from one day on.
#[derive(Debug)]
pub struct Timetable<'a> {
    /// The first day.
    pub start: Date,
    /// The last day; open where none is known.
    pub end: Option<Date>,
    /// The 別表.
    pub schedules: Vec<&'a Spanned<Schedule>>,
}

impl<'a> Timetable<'a> {
    /// Those of a plan that holds from `start` to `end`, in order. A later 別表 takes over from an earlier one, except where
    /// the earlier one says itself how long it holds.
    pub fn all(plan: &'a SupportPlan, start: Date, end: Option<Date>) -> Vec<Self> {
        let from = |schedule: &Schedule| {
            let own = schedule.period.get().and_then(|period| period.start.get().copied());
            own.map_or(start, |own| own.max(start))
        };
        let until = |schedule: &Schedule| schedule.period.get().and_then(|period| period.end.get().copied());
        let school: Vec<_> = plan
            .schedules
            .iter()
            .filter(|schedule| {
                schedule.days.get() != Some(&DayKind::Holiday) && !Days::of_schedule(schedule).is_empty()
            })
            .collect();
        let starts: BTreeSet<Date> = school.iter().map(|schedule| from(schedule)).collect();
        let tables = starts.iter().map(|day| {
            let holds = |schedule: &&&Spanned<Schedule>| {
                let begins = from(schedule);
                begins == *day || (begins < *day && until(schedule).is_some_and(|last| *day <= last))
            };
            let schedules: Vec<_> = school.iter().filter(holds).copied().collect();
            let own = schedules.iter().map(|schedule| until(schedule)).collect::<Option<Vec<_>>>();
            let own = own.and_then(|ends| ends.into_iter().max());
            let next = starts.range(*day..).nth(1).map(|next| next.minus_days(1));
            Self { start: *day, end: [own, next, end].into_iter().flatten().min(), schedules }
        });
        tables.filter(|table| table.end.is_none_or(|end| table.start <= end)).collect()
    }

    /// The days of all of them.
    pub fn days(&self) -> Days {
        let mut days = Days::default();
        for schedule in &self.schedules {
            days.extend(&Days::of_schedule(schedule));
        }
        days
    }
}
