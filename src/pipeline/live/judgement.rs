//! What is wrong with a case that changed, for all who wait for it; and who goes ahead of it.

use super::recollection::Recollection;
use crate::pipeline::checked::Checked;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// What is wrong with a case, as soon as that is known.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    /// What is remembered of the case as it was judged last.
    pub(super) before: Option<Arc<Recollection>>,
    /// None where this program failed to find it out.
    found: OnceLock<Option<Arc<Checked>>>,
    /// How many documents are being brought to the eye ahead of it.
    ahead: Mutex<usize>,
    arrived: Condvar,
}

impl Judgement {
    /// One that is known.
    pub(super) fn known(checked: &Arc<Checked>) -> Self {
        let judgement = Self::default();
        judgement.set(Some(Arc::clone(checked)));
        judgement
    }

    /// One that is to be found, of a case that was judged before.
    pub(super) fn after(before: Option<Arc<Recollection>>) -> Self {
        Self { before, ..Self::default() }
    }

    /// It is known now.
    pub(super) fn set(&self, found: Option<Arc<Checked>>) {
        let _ = self.found.set(found);
    }

    /// Whether it is known.
    pub(super) fn is_known(&self) -> bool {
        self.found.get().is_some()
    }

    /// Waits until it is known.
    pub(super) fn wait(&self) -> Option<&Checked> {
        self.found.wait().as_deref()
    }

    /// So many documents go ahead.
    pub(super) fn send_ahead(&self, documents: usize) {
        *self.lock() = documents;
    }

    /// One of them is shown, or cannot be shown unjudged.
    pub(super) fn arrive(&self) {
        let mut ahead = self.lock();
        *ahead = ahead.saturating_sub(1);
        drop(ahead);
        self.arrived.notify_all();
    }

    /// Waits for those that went ahead, but no longer than this. Whether all have arrived.
    pub(super) fn await_arrivals(&self, longest: Duration) -> bool {
        let ahead = self.lock();
        let waited = self.arrived.wait_timeout_while(ahead, longest, |ahead| *ahead > 0);
        let (ahead, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *ahead == 0
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Judgement;
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn who_judges_waits_for_those_that_went_ahead() {
        let judgement = Arc::new(Judgement::default());
        judgement.send_ahead(2);
        judgement.arrive();
        let own = Arc::clone(&judgement);
        let judge = std::thread::spawn(move || own.await_arrivals(Duration::from_secs(600)));
        judgement.arrive();
        assert!(judge.join().expect("it goes on"));
        // Whoever comes once more changes nothing, and nobody is waited for.
        judgement.arrive();
        assert!(judgement.await_arrivals(Duration::ZERO));
    }

    #[test]
    fn nobody_is_waited_for_without_end() {
        let judgement = Judgement::default();
        judgement.send_ahead(1);
        assert!(!judgement.await_arrivals(Duration::from_millis(1)));
        assert!(!judgement.is_known());
    }
}
