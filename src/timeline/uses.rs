//! When the child used what: 利用 with its first and last day and its pauses.

use super::today::Today;
use crate::case::child::{Child, Use};
use crate::case::party::Service;
use crate::directory::{Directory, ServiceWording};
use crate::record::{Spanned, TextOr};
use crate::value::{Date, Period};

/// Some 利用 of a child.
#[derive(Debug, Clone)]
pub struct Uses<'a> {
    uses: Vec<&'a Use>,
}

/// How what is owed by a day stands with the use of the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Running {
    /// The child is there.
    Yes,
    /// A 休止 holds on that day and still today: nothing runs until it is over.
    Paused,
    /// The child had left before that day.
    Ended,
}

impl<'a> Uses<'a> {
    /// All of a child.
    #[must_use]
    pub fn of(child: &'a Child) -> Self {
        Self { uses: child.uses.iter().map(|used| &used.value).collect() }
    }

    /// A single one.
    pub(super) fn only(used: &'a Use) -> Self {
        Self { uses: vec![used] }
    }

    /// One more.
    pub(super) fn add(&mut self, used: &'a Use) {
        self.uses.push(used);
    }

    /// Each of them, in the order in which they are written.
    pub fn iter(&self) -> impl Iterator<Item = &'a Use> {
        self.uses.iter().copied()
    }

    /// Those of a service, whoever gives it; all where none says that it is of this one.
    #[must_use]
    pub fn in_service(&self, service: Service) -> Self {
        let given =
            |used: &&Use| used.service.get().is_some_and(|text| ServiceWording::of(text).service() == Some(service));
        let own: Vec<&Use> = self.uses.iter().filter(|used| given(used)).copied().collect();
        if own.is_empty() { self.clone() } else { Self { uses: own } }
    }

    /// Those of an office, and of one of its services where both say which; an office that 利用 does not name, as that of
    /// the 相談支援, goes with the child's whole use.
    #[must_use]
    pub fn at(&self, office: Option<&str>, service: Option<Service>) -> Self {
        let here = |used: &&&Use| office.is_some_and(|office| used.is_at(office));
        let given = |used: &&Use| {
            let own = used.service.get().and_then(|text| ServiceWording::of(text).service());
            own.zip(service).is_none_or(|(own, service)| own == service)
        };
        let own: Vec<&Use> = self.uses.iter().filter(here).copied().collect();
        let of_service: Vec<&Use> = own.iter().filter(|used| given(used)).copied().collect();
        match (of_service.is_empty(), own.is_empty()) {
            (false, _) => Self { uses: of_service },
            (true, false) => Self { uses: own },
            (true, true) => self.clone(),
        }
    }

    /// Those of a provider, who need not be an office of the project; none where 利用 does not name it.
    #[must_use]
    pub fn of_provider(&self, directory: &Directory<'_>, key: &str) -> Option<Self> {
        let here = |used: &&&Use| match used.office.get() {
            Some(TextOr::Text(id)) => id == key,
            Some(TextOr::Record(office)) => office.name.get().is_some_and(|name| directory.is_provider(name, key)),
            None => false,
        };
        let own: Vec<&Use> = self.uses.iter().filter(here).copied().collect();
        (!own.is_empty()).then_some(Self { uses: own })
    }

    /// Whether the child uses something on a day: it has begun, has not ended and does not rest. Where no 利用 is written,
    /// it does.
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        let runs = |used: &&Use| {
            used.started.get().is_none_or(|start| *start <= day)
                && used.ended.get().is_none_or(|end| day <= *end)
                && !used.pauses.iter().any(|pause| pause.contains(day))
        };
        self.uses.is_empty() || self.uses.iter().any(runs)
    }

    /// Whether the child uses something on some day after this one: not where all of it has ended by then.
    #[must_use]
    pub fn runs_after(&self, day: Date) -> bool {
        self.last_day().is_none_or(|last| day < last)
    }

    /// The 休止 in which a day lies, where the child uses nothing else on it.
    #[must_use]
    pub fn pause_on(&self, day: Date) -> Option<&'a Period> {
        let resting = |used: &&'a Use| used.pauses.iter().find(|pause| pause.contains(day)).map(|pause| &pause.value);
        let there = self.uses.iter().filter(|used| used.ended.get().is_none_or(|end| day <= *end));
        let pauses: Option<Vec<&'a Period>> = there.map(resting).collect();
        pauses?.into_iter().max_by_key(|pause| pause.end.get().copied())
    }

    /// How a deadline of this day stands: what was due before the child left stays due, since the trail is kept and
    /// inspected for years; in a 休止 no deadline runs.
    #[must_use]
    pub fn on_deadline(&self, day: Date, today: &Today) -> Running {
        let stayed = |used: &Use| used.ended.get().is_none_or(|end| *end >= day);
        let rests = |used: &Use| {
            let holds = |pause: &&Spanned<Period>| {
                pause.contains(day) && today.is_within(pause.start.get().copied(), pause.end.get().copied())
            };
            used.pauses.iter().any(|pause| holds(&pause))
        };
        if self.uses.is_empty() {
            return Running::Yes;
        }
        let staying: Vec<&&Use> = self.uses.iter().filter(|used| stayed(used)).collect();
        if staying.is_empty() {
            Running::Ended
        } else if staying.iter().all(|used| rests(used)) {
            Running::Paused
        } else {
            Running::Yes
        }
    }

    /// The first day on which the child used something here.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        self.uses.iter().filter_map(|used| used.started.get().copied()).min()
    }

    /// The last day, where all of it has ended.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let ends: Option<Vec<Date>> = self.uses.iter().map(|used| used.ended.get().copied()).collect();
        ends?.into_iter().max()
    }
}
