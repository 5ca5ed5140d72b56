//! Which papers a rule judges: of which kinds, services, states and days.

use super::facts::Facts;
use crate::case::paper::State;
use crate::case::party::Service;
use crate::case::{Document, Model};
use crate::value::Date;

/// Which papers a rule judges. The runner asks this of every paper, so that no rule has to.
#[derive(Debug, Clone, Copy)]
pub struct Judges {
    /// Their kinds; all where none is named.
    pub kinds: &'static [&'static str],
    /// The services of the 個別支援計画; all where none is named.
    pub services: &'static [Service],
    /// Their states.
    pub states: States,
    /// Whether papers that were received from another company are judged too.
    pub received: bool,
    /// 適用期間.
    pub in_force: InForce,
}

/// The states of a plan that a rule judges. Papers of kinds without states are always judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum States {
    /// 原案 and 確定, and one that does not say.
    All,
    /// 原案 or 案 only.
    Draft,
    /// 確定 only.
    Final,
}

/// 適用期間 of a rule: of papers made from one day and until another. With a 経過措置, a paper made before owes what is new
/// if it still holds when that ends.
#[derive(Debug, Clone, Copy)]
pub struct InForce {
    /// The first 作成日 (year, month, day), where it has not always held.
    pub from: Option<(i32, u32, u32)>,
    /// The last 作成日, where it holds no more.
    pub until: Option<(i32, u32, u32)>,
    /// The first day after the 経過措置: from then on it holds for what was made before, too.
    pub grace: Option<(i32, u32, u32)>,
}

impl InForce {
    /// Always.
    pub const ALWAYS: Self = Self { from: None, until: None, grace: None };

    /// From a 作成日 on.
    #[must_use]
    pub const fn from(year: i32, month: u32, day: u32) -> Self {
        Self { from: Some((year, month, day)), ..Self::ALWAYS }
    }

    /// Whether it holds for a paper of this 作成日 that is in force until a day; what has no date is judged.
    #[must_use]
    pub fn holds(&self, made: Option<Date>, last_day: Option<Date>) -> bool {
        let Some(made) = made else { return true };
        let day = |parts: Option<(i32, u32, u32)>| parts.and_then(|(year, month, day)| Date::new(year, month, day));
        let begun = day(self.from).is_none_or(|from| from <= made);
        let caught = || day(self.grace).is_some_and(|grace| last_day.is_none_or(|last| grace <= last));
        (begun || caught()) && day(self.until).is_none_or(|until| made <= until)
    }
}

impl Judges {
    /// Everything.
    pub const ALL: Self =
        Self { kinds: &[], services: &[], states: States::All, received: true, in_force: InForce::ALWAYS };

    /// Papers of some kinds that were made here.
    #[must_use]
    pub const fn own(kinds: &'static [&'static str]) -> Self {
        Self { kinds, received: false, ..Self::ALL }
    }

    /// Whether a service is judged; one that nobody names is.
    pub(super) fn serves(&self, service: Option<Service>) -> bool {
        self.services.is_empty() || service.is_none_or(|own| self.services.contains(&own))
    }

    /// Whether a paper is judged.
    pub(super) fn includes(&self, facts: &Facts<'_>, document: &Document) -> bool {
        let state = match (self.states, document.state()) {
            (States::All, _) | (_, State::Always) => true,
            (States::Draft, state) => state == State::Draft,
            (States::Final, state) => state == State::Final,
        };
        let service = || match &document.model {
            Model::Plan(plan) => self.serves(facts.directory.service(plan)),
            _ => true,
        };
        state
            && (self.kinds.is_empty() || self.kinds.contains(&document.kind.id))
            && service()
            && (self.received || !facts.timeline.is_received(document))
            && self.in_force.holds(document.date, document.last_day())
    }
}
