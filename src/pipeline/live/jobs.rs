//! The documents that wait for a thread: one job a document, the one somebody looks at first.
//!
//! A document is never on two threads at once, so that an older text cannot overtake a newer one.

use super::opening::Opened;
use super::resting::JobSubject;
use super::views::Views;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A document to be printed or shown.
#[derive(Debug, Clone)]
pub(super) struct LiveJob {
    /// `hana/plan-2024-03-28`.
    pub(super) id: String,
    pub(super) opened: Opened,
    pub(super) subject: JobSubject,
    /// Whether its print is to be made, and for which change; else it is only shown.
    pub(super) print: Option<u64>,
    /// Whether its own file changed.
    pub(super) direct: bool,
}

/// Hands out jobs until it is closed.
#[derive(Debug, Default)]
pub(super) struct JobQueue {
    state: Mutex<QueuedJobs>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct QueuedJobs {
    waiting: BTreeMap<String, LiveJob>,
    running: BTreeSet<String>,
    closed: bool,
}

impl JobQueue {
    /// Adds a job. It takes the place of one that waits for the same document; the change that one was for is
    /// returned.
    pub(super) fn add(&self, mut job: LiveJob) -> Option<u64> {
        let mut state = self.lock();
        let before = state.waiting.remove(&job.id);
        let mut released = None;
        if let Some(before) = before {
            job.direct |= before.direct;
            match job.print {
                Some(_) => released = before.print,
                None => job.print = before.print,
            }
        }
        state.waiting.insert(job.id.clone(), job);
        drop(state);
        self.changed.notify_one();
        released
    }

    /// Takes a document back that is gone; the change it was waiting for is returned.
    pub(super) fn remove(&self, id: &str) -> Option<u64> {
        self.lock().waiting.remove(id).and_then(|job| job.print)
    }

    /// The next job; none when it is closed. While a document that somebody looks at is on a thread, the others
    /// wait: the machine's cores are for the screen first.
    pub(super) fn take(&self, views: &Views) -> Option<LiveJob> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            let open = views.documents();
            let looked_at = state.running.iter().any(|id| open.contains(id));
            let next = state
                .waiting
                .values()
                .filter(|job| !state.running.contains(&job.id) && (!looked_at || open.contains(&job.id)))
                .min_by_key(|job| (!open.contains(&job.id), !job.direct))
                .map(|job| job.id.clone());
            if let Some(job) = next.and_then(|id| state.waiting.remove(&id)) {
                state.running.insert(job.id.clone());
                return Some(job);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A job is done. Whether nothing is left to do.
    pub(super) fn done(&self, id: &str) -> bool {
        let mut state = self.lock();
        state.running.remove(id);
        let idle = state.waiting.is_empty() && state.running.is_empty();
        drop(state);
        // Its next version may have been waiting for this one.
        self.changed.notify_all();
        idle
    }

    /// Whether nothing waits and nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        let state = self.lock();
        state.waiting.is_empty() && state.running.is_empty()
    }

    /// How many jobs wait for a thread.
    pub(super) fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    /// Hands out nothing more.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, QueuedJobs> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
