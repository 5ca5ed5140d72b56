//! The order of work: cases are loaded one by one, and what they hold is printed before the next is loaded.
//!
//! Whoever takes a case says in any case that it was loaded, even where its thread failed: others wait for that word.
//!
//! Plain threads take from here. Typst has a thread pool of its own, and a loop over documents on that pool lets one
//! waiting job steal a whole other document until the stack is full.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What a thread does next.
#[derive(Debug)]
pub(super) enum Task<J> {
    /// Load the case with this index.
    Load(usize),
    /// Do this job of a loaded case.
    Work(J),
}

/// Hands out tasks until none is left.
#[derive(Debug)]
pub(super) struct Queue<J> {
    cases: usize,
    state: Mutex<QueueState<J>>,
    changed: Condvar,
}

#[derive(Debug)]
struct QueueState<J> {
    next: usize,
    loading: usize,
    ready: VecDeque<J>,
}

impl<J> Queue<J> {
    pub(super) fn new(cases: usize) -> Self {
        Self {
            cases,
            state: Mutex::new(QueueState { next: 0, loading: 0, ready: VecDeque::new() }),
            changed: Condvar::new(),
        }
    }

    /// The next task; none when all is done. Waits while another thread is loading what may become work.
    pub(super) fn take(&self) -> Option<Task<J>> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.ready.pop_front() {
                return Some(Task::Work(job));
            }
            if state.next < self.cases {
                state.next += 1;
                state.loading += 1;
                return Some(Task::Load(state.next - 1));
            }
            if state.loading == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A case was loaded and gave these jobs.
    pub(super) fn loaded(&self, jobs: impl IntoIterator<Item = J>) {
        let mut state = self.lock();
        state.ready.extend(jobs);
        state.loading -= 1;
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, QueueState<J>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
