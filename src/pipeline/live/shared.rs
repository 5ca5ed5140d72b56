//! What the threads of a live project share, and what they do when a document is done.

use super::changes::Changes;
use super::gate::Gate;
use super::jobs::{JobQueue, LiveJob};
use super::ledger::{Ledger, News, ProjectPart};
use super::listener::{Audience, ChangeReport};
use super::presses::Presses;
use super::roster::Roster;
use super::views::Views;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{Outcome, Output, Progress, Settings};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

/// What the threads share.
pub(super) struct Shared {
    pub(super) jobs: JobQueue,
    pub(super) views: Views,
    pub(super) presses: Presses,
    pub(super) changes: Changes,
    pub(super) roster: Roster,
    pub(super) ledger: Ledger,
    pub(super) settings: Settings,
    pub(super) output: Gate,
    pub(super) audience: Audience,
    /// How many papers were printed of children at rest: for all of them, not for somebody who writes.
    pub(super) batched: AtomicUsize,
}

impl Shared {
    pub(super) fn new(settings: Settings, output: Arc<dyn Output + Send>, audience: Audience) -> Self {
        Self {
            jobs: JobQueue::default(),
            views: Views::default(),
            presses: Presses::default(),
            changes: Changes::default(),
            roster: Roster::default(),
            ledger: Ledger::default(),
            settings,
            output: Gate::new(output),
            audience,
            batched: AtomicUsize::new(0),
        }
    }

    /// A document of a change is done; what its pages showed, unless there were none.
    pub(super) fn finish(&self, job: &LiveJob, change: u64, findings: Vec<Diagnostic>, outcome: Outcome) {
        let is_unseen = findings.is_empty() && matches!(outcome, Outcome::Refused(_) | Outcome::Incomplete(_));
        if !is_unseen {
            self.ledger.set(ProjectPart::Print(job.id.clone()), findings);
        }
        self.audience.listener.progress(Progress::Done);
        self.report(self.changes.done(change, outcome));
    }

    /// A document of a change was taken over by a later one.
    pub(super) fn overtake(&self, change: Option<u64>) {
        if let Some(change) = change {
            self.audience.listener.progress(Progress::Done);
            self.report(self.changes.overtake(change));
        }
    }

    /// Nothing can be done about a document of a change.
    pub(super) fn abandon(&self, change: u64) {
        self.audience.listener.progress(Progress::Done);
        self.report(self.changes.settle(change));
    }

    /// Tells what a change came to, where it is finished.
    pub(super) fn report(&self, report: Option<ChangeReport>) {
        let Some(report) = report.filter(|_| !self.output.is_closed()) else { return };
        let News { new, gone, left } = self.ledger.news();
        self.audience.listener.finished(&ChangeReport { findings: new, gone, left, ..report });
    }
}
