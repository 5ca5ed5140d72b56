//! The second pass of check: children held against each other.
//!
//! What it needs of each child is kept while the children are loaded one by one. Of those that nobody loads `child.yaml`
//! and the newest plans are read for it alone.

use super::project::Project;
use crate::case::{self, Case, Document};
use crate::diagnostic::Diagnostic;
use crate::rules::{self, Companion};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

impl Project {
    /// Keeps what the second pass needs of a child. The others for whom this may change something.
    pub(super) fn gather(&self, case: &Case) -> BTreeSet<String> {
        self.gathered.lock().put(&companion(case, &case.newest_plans()))
    }

    /// The same of a child of whom only that is read, or of one that is gone.
    pub(super) fn gather_again(&self, id: &str) -> BTreeSet<String> {
        if self.children.iter().any(|child| child == id) {
            self.gather(&self.load_newest(id))
        } else {
            self.gathered.lock().remove(id)
        }
    }

    /// Keeps it of all children of whom nothing is kept yet.
    pub(super) fn gather_rest(&self) {
        for id in &self.children {
            if !self.gathered.lock().knows(id) {
                // A fault there ends that child, not those that are only compared with it.
                let case = catch_unwind(AssertUnwindSafe(|| self.load_newest(id)));
                case.into_iter().for_each(|case| drop(self.gather(&case)));
            }
        }
    }

    /// What the second pass finds by a child, settled. Nothing is read of a child that shares nothing with another.
    pub(super) fn together(&self, id: &str) -> Vec<Diagnostic> {
        let companions = self.gathered.lock().companions(id);
        if companions.is_empty() {
            return Vec::new();
        }
        let case = self.load_newest(id);
        let plans = case.newest_plans();
        let own = companion(&case, &plans);
        let mut findings = Vec::new();
        for other in &companions {
            let other = self.load_newest(other);
            findings.append(&mut rules::check_together(&own, &companion(&other, &other.newest_plans())));
        }
        rules::settle(&mut findings, &self.organisation.value, Some(id), &self.met_exemptions);
        findings
    }

    fn load_newest(&self, id: &str) -> Case {
        case::load_newest_plans(self.files.as_ref(), id)
    }
}

/// A child as the second pass sees it.
fn companion<'a>(case: &'a Case, plans: &'a [&'a Document]) -> Companion<'a> {
    Companion { id: &case.id, child: &case.child, plans }
}
