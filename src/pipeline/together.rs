//! The second pass of check: children held against each other.
//!
//! What it needs of each child is kept while the children are loaded one by one. Of those that nobody loads `child.yaml`
//! is read for it alone.

use super::project::Project;
use crate::case::child::Child;
use crate::case::{self, Loaded};
use crate::diagnostic::Diagnostic;
use crate::rules::{self, Companion};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// With how many others a child is held against at most: where a folder was copied many times, the first few say it.
const MOST_COMPANIONS: usize = 8;

impl Project {
    /// Keeps what the second pass needs of a child. The others for whom this may change something.
    pub(super) fn gather(&self, id: &str, child: &Loaded<Child>) -> BTreeSet<String> {
        self.gathered.lock().put(&Companion { id, child })
    }

    /// The same of a child of whom only `child.yaml` is read, or of one that is gone.
    pub(super) fn gather_again(&self, id: &str) -> BTreeSet<String> {
        if self.children.iter().any(|child| child == id) {
            self.gather(id, &self.load_child(id))
        } else {
            self.gathered.lock().remove(id)
        }
    }

    /// Keeps it of all children of whom nothing is kept yet.
    pub(super) fn gather_rest(&self) {
        for id in &self.children {
            if !self.gathered.lock().knows(id) {
                // A fault there ends that child, not those that are only compared with it.
                let child = catch_unwind(AssertUnwindSafe(|| self.load_child(id)));
                child.into_iter().for_each(|child| drop(self.gather(id, &child)));
            }
        }
    }

    /// What the second pass finds by a child, settled. Nothing is read of a child that shares nothing with another.
    pub(super) fn together(&self, id: &str) -> Vec<Diagnostic> {
        let companions = self.gathered.lock().companions(id);
        if companions.is_empty() {
            return Vec::new();
        }
        let child = self.load_child(id);
        let own = Companion { id, child: &child };
        let mut findings = Vec::new();
        for other in companions.iter().take(MOST_COMPANIONS) {
            let companion = self.load_child(other);
            findings.append(&mut rules::check_together(&own, &Companion { id: other, child: &companion }));
        }
        rules::settle(&mut findings, &self.organisation.value, Some(id));
        findings
    }

    fn load_child(&self, id: &str) -> Loaded<Child> {
        case::load_child(self.files.as_ref(), id)
    }
}
