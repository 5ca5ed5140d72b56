//! The changes that are being dealt with: how many documents each still waits for, and what came of the others.

use super::listener::ChangeReport;
use crate::pipeline::Outcome;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The changes that are not finished.
#[derive(Debug, Default)]
pub(super) struct Changes {
    open: Mutex<BTreeMap<u64, OpenChange>>,
}

#[derive(Debug)]
struct OpenChange {
    since: Instant,
    waiting: usize,
    /// Whether another change took over a document of this one.
    overtaken: bool,
    report: ChangeReport,
}

impl Changes {
    /// A change begins; it waits for one more than its documents, until [`Changes::settle`] is called.
    pub(super) fn begin(&self, since: Instant, paths: Vec<PathBuf>) -> u64 {
        let mut open = self.lock();
        let number = open.last_key_value().map_or(0, |(number, _)| number + 1);
        let report = ChangeReport { paths, ..ChangeReport::default() };
        open.insert(number, OpenChange { since, waiting: 1, overtaken: false, report });
        number
    }

    /// The change waits for one document more.
    pub(super) fn expect(&self, change: u64) {
        if let Some(open) = self.lock().get_mut(&change) {
            open.waiting += 1;
        }
    }

    /// All documents of the change are known.
    pub(super) fn settle(&self, change: u64) -> Option<ChangeReport> {
        self.add(change, None)
    }

    /// A document of the change is done. The report, when it was the last.
    pub(super) fn done(&self, change: u64, outcome: Outcome) -> Option<ChangeReport> {
        self.add(change, Some(outcome))
    }

    /// A later change took over a document of this one. The report, when it was the last and there is one to give.
    pub(super) fn overtake(&self, change: u64) -> Option<ChangeReport> {
        if let Some(open) = self.lock().get_mut(&change) {
            open.overtaken = true;
        }
        self.add(change, None)
    }

    /// A page of the change was shown.
    pub(super) fn shown(&self, change: u64) {
        if let Some(open) = self.lock().get_mut(&change) {
            open.report.shown.get_or_insert(open.since.elapsed());
        }
    }

    fn add(&self, change: u64, outcome: Option<Outcome>) -> Option<ChangeReport> {
        let mut all = self.lock();
        let open = all.get_mut(&change)?;
        open.waiting -= 1;
        open.report.outcomes.extend(outcome);
        if open.waiting > 0 {
            return None;
        }
        let mut open = all.remove(&change)?;
        open.report.elapsed = open.since.elapsed();
        open.report.outcomes.sort();
        // What is left of a change that was overtaken as a whole is told with the later one.
        (!open.overtaken || !open.report.outcomes.is_empty()).then_some(open.report)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, OpenChange>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
