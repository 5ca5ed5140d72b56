//! The papers of the children of a run while they are built, so that a child whose papers all stand is known again.

use super::cache::Target;
use super::checked::Checked;
use super::column::{Finished, Outcome};
use super::memo::{BuiltPaper, Memo};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The children whose papers are being built.
#[derive(Debug, Default)]
pub(super) struct Building(Mutex<BTreeMap<String, BuildingChild>>);

#[derive(Debug)]
struct BuildingChild {
    checked: Arc<Checked>,
    /// How many papers are not done.
    open: usize,
    /// None where one of them was not built, or not by what is known of it alone.
    papers: Option<Vec<BuiltPaper>>,
    findings: Vec<Diagnostic>,
}

impl Building {
    /// All papers of a child are going to be built.
    pub(super) fn begin(&self, checked: &Arc<Checked>) {
        let open = checked.case.documents.len();
        let child =
            BuildingChild { checked: Arc::clone(checked), open, papers: Some(Vec::new()), findings: Vec::new() };
        self.lock().insert(checked.case.id.clone(), child);
    }

    /// A paper of a child is done. The child is kept when it was the last.
    pub(super) fn done(&self, id: &str, finished: &Finished, target: Target<'_>, memo: &Memo, draft: bool) {
        let mut all = self.lock();
        let Some(child) = all.get_mut(id) else { return };
        child.open -= 1;
        child.findings.extend(finished.findings.iter().cloned());
        match child.papers.as_mut().zip(built(finished, target)) {
            Some((papers, paper)) => papers.push(paper),
            None => child.papers = None,
        }
        if child.open == 0
            && let Some(BuildingChild { checked, papers: Some(papers), findings, .. }) = all.remove(id)
            && let Some(likeness) = &checked.likeness
        {
            memo.keep_built(likeness, &target.cache.stamp(draft), papers, &findings);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, BuildingChild>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What became of a paper, where the same would become of it again. What was given up may do the next time.
fn built(finished: &Finished, target: Target<'_>) -> Option<BuiltPaper> {
    if finished.findings.iter().any(|finding| finding.code == Code::PRINT_GIVEN_UP) {
        return None;
    }
    match finished.outcome.as_ref()? {
        Outcome::Printed(path) | Outcome::Unchanged(path) => {
            Some(BuiltPaper::Printed(path.clone(), target.cache.input_of(path)?))
        }
        Outcome::Refused(path) => Some(BuiltPaper::Refused(path.clone())),
        Outcome::Incomplete(path) => Some(BuiltPaper::Incomplete(path.clone())),
        Outcome::Failed(_) | Outcome::Unwritten(..) => None,
    }
}
