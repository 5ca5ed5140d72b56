//! What is owed, as data: for what, by whom, until when, done by what, excused by what.

use super::today::Today;
use super::uses::Running;
use super::{Grant, Stay, Timeline, Uses};
use crate::case::Document;
use crate::directory::Party;
use crate::source::{Place, Span};
use crate::value::{Date, Month};

/// The duties that the program knows: one row each in the table of duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A copy of a 個別支援計画 for the 相談支援.
    ConsultantDelivery,
    /// The assessment before a 個別支援計画.
    Assessment,
    /// The 原案 of a 個別支援計画.
    SupportDraft,
    /// The 個別支援会議 on a 原案.
    SupportMeeting,
    /// The explanation of a 個別支援計画, to the guardian and to the child.
    Explanation,
    /// The consent to a 個別支援計画: to the main sheet and to each 別表.
    SupportConsent,
    /// A copy of a 個別支援計画 for the guardian: of the main sheet with its 別表, and of each 別表 that came later.
    SupportDelivery,
    /// What a 個別支援計画 says, told to the staff.
    Sharing,
    /// The interviews of a モニタリング記録, with the guardian and with the child.
    Interview,
    /// The visit to the home before a 計画案.
    AssessmentVisit,
    /// The visit to the home of a モニタリング.
    MonitoringVisit,
    /// The consent to a 計画案.
    DraftConsent,
    /// A copy of a 計画案 for the guardian.
    DraftDelivery,
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
    /// The first 個別支援計画 at an office, in each of its services.
    FirstPlan,
    /// The モニタリング of a 個別支援計画, at least every six months.
    Review,
    /// The same, where its day fell into a 休止: before the child is back.
    ReviewOnReturn,
    /// The 個別支援計画 after another.
    NextPlan,
    /// The renewal of a 給付決定 before it ends.
    GrantRenewal,
    /// A contact with the 児童相談所 or its like, every six months: 個別サポート加算(Ⅱ).
    SupportShare,
    /// The minutes of offices for those who were not there: 事業所間連携加算.
    MinutesShare,
}

/// Something that is owed.
#[derive(Debug)]
pub struct Duty<'a> {
    /// What.
    pub what: What,
    /// What obliges to it.
    pub cause: Cause<'a>,
    /// To whom or about whom, where there are several.
    pub whom: Whom,
    /// The 別表 that it is about, by its name; none for the main sheet.
    pub part: Option<String>,
    /// The month, where it belongs to one.
    pub month: Option<Month>,
    /// From when on it can be done.
    pub opens: Option<Date>,
    /// The last day on which it is in time; none where that is not known.
    pub due: Option<Date>,
    /// The day until which it is late and no fault yet, where time is left.
    pub grace: Option<Date>,
    /// The day on which it counts whether the child was there: the paper's first day, else the last on which it is in time.
    pub counts_on: Option<Date>,
    /// Whether it is done.
    pub done: Done,
    /// What does it where the form's sentence of consent says so (同意文に交付).
    pub by_consent: Option<Deed>,
    /// Why it is not owed after all.
    pub excuse: Option<Excuse>,
    /// Papers that may have been meant to do it, and do not.
    pub candidates: Vec<Candidate<'a>>,
    /// The use that it goes with: no deadline runs in a pause or after its end.
    pub uses: Uses<'a>,
}

/// What obliges to something: a paper, or what the child uses and is granted.
#[derive(Debug, Clone)]
pub enum Cause<'a> {
    /// A paper.
    Paper(&'a Document),
    /// The child at an office, in one of its services.
    Stay(Stay<'a>),
    /// A service that a 受給者証 gives.
    Grant(Grant<'a>),
}

/// To whom something is owed.
#[derive(Debug, Clone)]
pub enum Whom {
    /// Nobody in particular.
    Nobody,
    /// The guardian, or 本人 where there is none.
    Guardian,
    /// The child.
    Child,
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
    /// 原案 and 確定 are one sheet in this office.
    OneSheet,
    /// A reason is written.
    Reasoned,
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
            opens: paper.date,
            counts_on: paper.paper().period().and_then(|period| period.get()?.start.get().copied()),
            ..Self::open(what, Cause::Paper(paper), timeline.uses_of(paper))
        }
    }

    /// A duty of the child at an office that nothing does yet.
    pub(super) fn of_stay(what: What, stay: &Stay<'a>) -> Self {
        let uses = stay.uses.clone();
        Self { opens: stay.contracted(), ..Self::open(what, Cause::Stay(stay.clone()), uses) }
    }

    /// A duty of a service that a 受給者証 gives, which nothing does yet.
    pub(super) fn of_grant(what: What, timeline: &Timeline<'a>, grant: Grant<'a>) -> Self {
        Self { opens: grant.start, ..Self::open(what, Cause::Grant(grant), timeline.uses.in_service(grant.service)) }
    }

    fn open(what: What, cause: Cause<'a>, uses: Uses<'a>) -> Self {
        Self {
            what,
            cause,
            whom: Whom::Nobody,
            part: None,
            month: None,
            opens: None,
            due: None,
            grace: None,
            counts_on: None,
            done: Done::No,
            by_consent: None,
            excuse: None,
            candidates: Vec::new(),
            uses,
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

impl<'a> Cause<'a> {
    /// The paper, where it is one.
    #[must_use]
    pub fn paper(&self) -> Option<&'a Document> {
        match self {
            Self::Paper(paper) => Some(paper),
            Self::Stay(_) | Self::Grant(_) => None,
        }
    }

    /// Where it is written: a paper by its date.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Paper(paper) => paper.place(paper.paper().dated()),
            Self::Stay(stay) => stay.span.place(),
            Self::Grant(grant) => grant.granted.span.place(),
        }
    }

    /// The id of the office that has to see to it; none where that is no office of the project, or any may.
    #[must_use]
    pub fn office(&self) -> Option<&'a str> {
        match self {
            Self::Paper(paper) => paper.office(),
            Self::Stay(stay) => Some(stay.office),
            Self::Grant(_) => None,
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
