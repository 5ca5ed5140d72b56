//! What is owed, as data: by whom, until when, done by what, excused by what.

use super::today::Today;
use super::uses::Running;
use super::{Timeline, Uses};
use crate::case::Document;
use crate::directory::Party;
use crate::source::{Place, Span};
use crate::value::{Date, Month};

/// The duties that the program knows: one row each in the table of duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A copy of a 個別支援計画 for the 相談支援.
    ConsultantDelivery,
    /// The visit to the home before a 計画案.
    AssessmentVisit,
    /// The visit to the home of a モニタリング.
    MonitoringVisit,
    /// The consent to a 計画案.
    DraftConsent,
    /// The consent to a 障害児支援利用計画.
    PlanConsent,
    /// The サービス担当者会議 between 案 and plan.
    CareMeeting,
    /// Copies of a 障害児支援利用計画 for the guardian and for everybody who has a service in it.
    PlanDelivery,
    /// The モニタリング報告書 of a month in which monitoring is due.
    MonitoringReport,
    /// A new 障害児支援利用計画 after a モニタリング that asks for one.
    NewPlan,
}

/// Something that is owed.
#[derive(Debug)]
pub struct Duty<'a> {
    /// What.
    pub what: What,
    /// The paper that it belongs to.
    pub paper: &'a Document,
    /// To whom or about whom, where there are several.
    pub whom: Whom,
    /// The month, where it belongs to one.
    pub month: Option<Month>,
    /// From when on it can be done.
    pub opens: Option<Date>,
    /// The last day on which it is in time; none where that is not known.
    pub due: Option<Date>,
    /// The day on which it counts whether the child was there: the paper's first day, else the last on which it is in time.
    pub counts_on: Option<Date>,
    /// Whether it is done.
    pub done: Done,
    /// Why it is not owed after all.
    pub excuse: Option<Excuse>,
    /// Papers that may have been meant to do it, and do not.
    pub candidates: Vec<Candidate<'a>>,
    /// The use that it goes with: no deadline runs in a pause or after its end.
    pub uses: Uses<'a>,
}

/// To whom something is owed.
#[derive(Debug, Clone)]
pub enum Whom {
    /// Nobody in particular.
    Nobody,
    /// The guardian, or 本人 where there is none.
    Guardian,
    /// A provider, with the place where the paper names it.
    Provider(Party, Span),
}

/// Whether a duty is done.
#[derive(Debug, Clone)]
pub enum Done {
    /// By this.
    By(Deed),
    /// Not yet.
    No,
    /// What would show it cannot be read.
    Unknown,
}

/// What did a duty.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The day, where it is written.
    pub day: Option<Date>,
    /// Where it stands.
    pub place: Place,
}

/// A paper that may have been meant.
#[derive(Debug, Clone, Copy)]
pub enum Candidate<'a> {
    /// It is about the right paper, on a day that is not in time.
    OutOfTime(&'a Document),
    /// It is in time, and does not say what it is about.
    Nameless(&'a Document),
}

/// Why something is not owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// Another paper has taken its place.
    Superseded,
    /// セルフプラン: there is no 相談支援.
    SelfPlan,
    /// Whom it is owed to made the paper.
    Own,
    /// On that day the child used nothing.
    NotInUse,
}

/// How a duty stands on the day of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In time, or on a day that nobody knows.
    Done,
    /// After its day.
    DoneLate,
    /// Its day has not passed, is not known, or no deadline runs now.
    Coming,
    /// Its day is over.
    Late,
    /// Not owed: excused, or the child left before its day.
    Excused,
    /// Nobody can say.
    Unknown,
}

impl<'a> Duty<'a> {
    /// A duty of a paper that nothing does yet.
    pub(super) fn new(what: What, timeline: &Timeline<'a>, paper: &'a Document) -> Self {
        Self {
            what,
            paper,
            whom: Whom::Nobody,
            month: None,
            opens: paper.date,
            due: None,
            counts_on: paper.paper().period().and_then(|period| period.get()?.start.get().copied()),
            done: Done::No,
            excuse: None,
            candidates: Vec::new(),
            uses: timeline.uses_of(paper),
        }
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self, today: &Today) -> Standing {
        match &self.done {
            Done::Unknown => return Standing::Unknown,
            Done::By(deed) => {
                let late = deed.day.zip(self.due).is_some_and(|(day, due)| due < day && today.is_over(due));
                return if late { Standing::DoneLate } else { Standing::Done };
            }
            Done::No => {}
        }
        let Some(due) = self.due else {
            return if self.excuse.is_some() { Standing::Excused } else { Standing::Coming };
        };
        match (self.excuse, self.uses.on_deadline(self.counts_on.unwrap_or(due), today)) {
            (Some(_), _) | (None, Running::Ended) => Standing::Excused,
            (None, Running::Paused) => Standing::Coming,
            (None, Running::Yes) if today.is_over(due) => Standing::Late,
            (None, Running::Yes) => Standing::Coming,
        }
    }
}

impl Done {
    /// By the first of these.
    pub(super) fn by(mut deeds: impl Iterator<Item = Deed>) -> Self {
        deeds.next().map_or(Self::No, Self::By)
    }
}

impl<'a> Timeline<'a> {
    /// The use that a paper goes with: that of its office and service.
    #[must_use]
    pub fn uses_of(&self, document: &Document) -> Uses<'a> {
        let service = match &document.model {
            crate::case::Model::Plan(plan) => self.directory.service(plan),
            _ => None,
        };
        self.uses.at(document.office(), service)
    }
}
