//! What held when, and what is owed: the way of one child, built once from its folder and never changed.
//!
//! | question | asked by |
//! |---|---|
//! | which plan came before | [`Timeline::previous`] |
//! | which 障害児支援利用計画 holds | [`Timeline::consultation_on`] |
//! | since when is the child at one of our offices | [`Timeline::stays`] |
//! | is the child in use | [`Uses::runs_on`] and [`Uses::on_deadline`] |
//! | which 受給者証 holds | [`Timeline::certificate_on`]; on paper [`certificate_shown`] |
//! | is it consented | [`Timeline::consent`] |
//! | still to this 版 | [`Timeline::signatures`], [`Timeline::outdated`] |
//! | which steps are a 個別支援計画's own | [`Timeline::assessments_of`], [`Timeline::support_meetings_on`], [`Timeline::support_consent`] … |
//! | who is this person | [`crate::directory::Directory::find`] |
//! | what was done on which day | [`Timeline::provided_on`], [`Timeline::provided_in`], [`Timeline::provided_under`] |
//! | which plan held on that day | [`Timeline::support_plan_on`], [`Timeline::specialist_plans_on`] |
//! | what is owed, and is it late | [`Timeline::duties`], [`Duty::standing`] |
//! | what is to come | [`Timeline::coming`] |
//! | which months are reduced | [`Lapse::of`], [`unmade_months`], [`vacant_months`] |
//!
//! *Unknown* is a value: what rests on a file that could not be read is neither done nor late.

mod certificates;
mod coming;
mod descent;
mod duties;
mod duty;
mod lapse;
mod next_step;
mod papers;
mod records;
mod series;
mod stay;
mod steps;
mod term;
mod today;
mod trail;
mod uses;
mod vacancy;
pub mod week;

pub use certificates::{DAY_SERVICES, Grant, certificate_shown};
pub use coming::{Coming, ComingDay};
pub use duties::MonitoringMonths;
pub use duty::{Candidate, Cause, Deed, Done, Duty, Excuse, Standing, What, Whom};
pub use lapse::{Lapse, PaidShare, ReducedMonth, ReducedMonths, larger_reduction, unmade_months, vacant_months};
pub use next_step::{NextStep, PlanStep};
pub use records::ProvidedLine;
pub use stay::Stay;
pub use steps::Adopted;
pub use term::Term;
pub use today::Today;
pub use trail::{Consent, Match, Signature, Trail};
pub use uses::{Running, Uses};
pub use vacancy::vacancies;

use crate::case::consult::plan::ConsultationPlan;
use crate::case::event::EventKind;
use crate::case::paper::Part;
use crate::case::{Case, Document};
use crate::directory::Directory;
use descent::Descent;
use std::cell::OnceCell;

/// The way of a child.
#[derive(Debug)]
pub struct Timeline<'a> {
    case: &'a Case,
    directory: &'a Directory<'a>,
    uses: Uses<'a>,
    stays: Vec<Stay<'a>>,
    descent: Descent<'a>,
    trail: Option<Trail<'a>>,
    /// The kinds of the lines that are about no paper there is.
    strays: OnceCell<Vec<EventKind>>,
    consultations: Vec<Term<'a, ConsultationPlan>>,
    provided: Vec<ProvidedLine<'a>>,
    duties: Vec<Duty<'a>>,
    /// The places among the duties of those of each document, by its place in the folder.
    of_paper: Vec<Vec<usize>>,
}

impl<'a> Timeline<'a> {
    /// The way of a child, from its folder and from who is who.
    #[must_use]
    pub fn new(case: &'a Case, directory: &'a Directory<'a>) -> Self {
        let mut timeline = Self {
            case,
            directory,
            uses: Uses::of(&case.child.value),
            stays: Vec::new(),
            descent: Descent::of(case, directory),
            trail: Trail::of(case.events.as_ref()),
            strays: OnceCell::new(),
            consultations: Vec::new(),
            provided: records::provided(&case.documents, directory),
            duties: Vec::new(),
            of_paper: vec![Vec::new(); case.documents.len()],
        };
        timeline.stays = timeline.stays_written();
        timeline.consultations = timeline.consultations_known(None);
        timeline.duties = duties::of(&timeline);
        for (index, duty) in timeline.duties.iter().enumerate() {
            let place = duty.cause.paper().and_then(|paper| timeline.descent.position(paper));
            place.into_iter().for_each(|place| timeline.of_paper[place].push(index));
        }
        timeline
    }

    /// Who is who.
    #[must_use]
    pub fn directory(&self) -> &'a Directory<'a> {
        self.directory
    }

    /// What other papers call a paper of this child.
    #[must_use]
    pub fn paper_name(&self, document: &Document) -> String {
        self.case.paper_name(document)
    }

    /// When the child used what.
    #[must_use]
    pub fn uses(&self) -> &Uses<'a> {
        &self.uses
    }

    /// The lines of `events.yaml`; none where there is no such file or it cannot be read whole.
    #[must_use]
    pub fn trail(&self) -> Option<&Trail<'a>> {
        self.trail.as_ref()
    }

    /// Whether a part of a paper is consented to.
    #[must_use]
    pub fn consent(&self, document: &Document, part: &Part<'_>) -> Consent<'a> {
        self.trail().map_or(Consent::Unknown, |trail| trail.consent(document, part))
    }

    /// The consents, refusals and revocations of a document and of its parts, in the order in which they were written down,
    /// each with how the 版 that was signed stands to the paper.
    #[must_use]
    pub fn signatures(&self, document: &Document) -> Vec<Signature<'a>> {
        trail::signatures(self.case.events.as_ref(), document)
    }

    /// The consent to a part whose 版 the paper no longer has: the last one that names a 版, where none that holds names the
    /// paper's own, and no later one may be to the new text.
    #[must_use]
    pub fn outdated(&self, document: &Document, part: &Part<'_>) -> Option<Signature<'a>> {
        let Consent::Given(given) = self.consent(document, part) else { return None };
        let holds = |signature: &Signature<'_>| given.iter().any(|line| std::ptr::eq(*line, signature.event));
        let schedule = part.schedule_name();
        let own = self.signatures(document).into_iter();
        let own: Vec<Signature<'_>> = own.filter(|own| own.schedule == schedule && holds(own)).collect();
        if own.iter().any(|own| own.matches == Match::Same) {
            return None;
        }
        let day = |signature: &Signature<'_>| signature.event.date.get().copied();
        let newest = given.last().map(|line| (line.date.get().copied(), line.version.is_set()));
        let in_turn = given.iter().filter_map(|line| own.iter().position(|own| std::ptr::eq(*line, own.event)));
        let last = in_turn.rev().find(|index| own[*index].matches == Match::Changed)?;
        let last = own.into_iter().nth(last)?;
        // A consent of a later day that names no 版 may well be to the new text.
        match newest {
            Some((newest, false)) if newest > day(&last) => None,
            _ => Some(last),
        }
    }

    /// What is owed on this child's way, done or not, in the order of the papers.
    #[must_use]
    pub fn duties(&self) -> &[Duty<'a>] {
        &self.duties
    }

    /// Those of some kinds to which a paper obliges.
    pub fn duties_of(&self, paper: &Document, what: &[What]) -> impl Iterator<Item = &Duty<'a>> {
        let own = self.descent.position(paper).map_or(&[][..], |place| &self.of_paper[place]);
        own.iter().map(|index| &self.duties[*index]).filter(move |duty| what.contains(&duty.what))
    }
}
