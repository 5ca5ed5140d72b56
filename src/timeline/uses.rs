//! When the child used what: 利用 with its first and last day and its pauses.

use super::today::Today;
use crate::case::child::{Child, Use};
use crate::case::party::Service;
use crate::directory::{Directory, ServiceWording};
use crate::record::{Spanned, TextOr};
use crate::value::Date;

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

    /// How a deadline of this day stands: what was due before the child left stays due, since the trail is kept and
    /// inspected for years; in a 休止 no deadline runs.
    #[must_use]
    pub fn on_deadline(&self, day: Date, today: &Today) -> Running {
        let stayed = |used: &Use| used.ended.get().is_none_or(|end| *end >= day);
        let rests = |used: &Use| {
            let holds = |pause: &&Spanned<crate::value::Period>| {
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
