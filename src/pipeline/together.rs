//! The second pass of check: children held against each other.
//!
//! What it needs of each child is kept while the children are loaded one by one. Of those that nobody loads `child.yaml`
//! and the newest plans are read for it alone.

use super::build::{ProgramFault, STACK, threads};
use super::companions::CompanionShelf;
use super::memo::Memo;
use super::project::Project;
use super::settings::Settings;
use crate::case::{self, Case, Document};
use crate::diagnostic::{self, Diagnostic};
use crate::rules::{self, Companion, CompanionNotes};
use crate::source::{Files, visiting};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

impl Project {
    /// Keeps what the second pass needs of a child. The others for whom this may change something.
    pub(super) fn gather(&self, case: &Case) -> BTreeSet<String> {
        let (plans, notes) = (case.newest_plans(), CompanionNotes::default());
        self.gathered.lock().put(&companion(case, &plans, &notes))
    }

    /// Forgets a child that is gone. The others for whom this may change something.
    pub(super) fn forget(&self, id: &str) -> BTreeSet<String> {
        self.gathered.lock().remove(id)
    }

    /// Keeps it of all children of whom nothing is kept yet.
    pub(super) fn gather_rest(&self, memo: Option<&Memo>) {
        for id in &self.children {
            if !self.gathered.lock().knows(id) && !memo.is_some_and(|memo| self.recall_marks(id, memo)) {
                // A fault there ends that child, not those that are only compared with it.
                let case = catch_unwind(AssertUnwindSafe(|| self.load_newest(id)));
                case.into_iter().for_each(|case| drop(self.gather(&case)));
            }
        }
    }

    /// The same from what an earlier run kept of a child that is as it was.
    fn recall_marks(&self, id: &str, memo: &Memo) -> bool {
        let office = &self.organisation.source;
        let recalled = |files: &dyn Files| {
            let folder = case::find_files(files, id);
            let glance = memo.glance(files, &folder);
            let seen = glance.as_ref().and_then(|glance| memo.at_a_glance(office, id, glance));
            seen.and_then(|seen| memo.recall_marks(&seen)).or_else(|| {
                let texts = case::read_files(files, folder);
                memo.recall_marks(&memo.likeness(office, &texts, glance))
            })
        };
        let marks = catch_unwind(AssertUnwindSafe(|| visiting(self.files.as_ref(), recalled))).ok().flatten();
        marks.is_some_and(|marks| self.gathered.lock().restore(id, &marks).is_some())
    }

    /// What the second pass finds by children, on several threads, and where this program itself failed.
    pub(super) fn all_together(
        &self,
        children: &[String],
        settings: &Settings,
    ) -> (Vec<Diagnostic>, Vec<ProgramFault>) {
        self.gather_rest(settings.memo.as_deref());
        let (next, companions) = (AtomicUsize::new(0), CompanionShelf::default());
        let work = || {
            let mut done = Vec::new();
            while let Some(child) = children.get(next.fetch_add(1, Ordering::Relaxed)) {
                let found = || {
                    let mut found = self.together_known(child, &companions, settings.memo.as_deref());
                    diagnostic::release(&mut found);
                    found
                };
                let found = catch_unwind(AssertUnwindSafe(found));
                done.push(found.map_err(|fault| ProgramFault::new(child, None, fault.as_ref())));
            }
            done
        };
        let found: Vec<_> = thread::scope(|scope| {
            let start = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
            let threads: Vec<_> = (0..threads(settings).min(children.len())).filter_map(start).collect();
            // Where the system gives no thread, this one does it all.
            let own = if threads.is_empty() { work() } else { Vec::new() };
            threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).chain(own).collect()
        });
        let (mut findings, mut failures) = (Vec::new(), Vec::new());
        for one in found {
            match one {
                Ok(mut found) => findings.append(&mut found),
                Err(failure) => failures.push(failure),
            }
        }
        (findings, failures)
    }

    /// The same on this thread, of children that were gathered.
    pub(super) fn together_here(&self, children: &[String]) -> Vec<Diagnostic> {
        let shelf = CompanionShelf::default();
        children.iter().flat_map(|child| self.together_known(child, &shelf, None)).collect()
    }

    /// What the second pass finds by a child, settled. Nothing is read of a child that shares nothing with another.
    pub(super) fn together(&self, id: &str) -> Vec<Diagnostic> {
        self.together_known(id, &CompanionShelf::default(), None)
    }

    /// The same; what an earlier run found by children that are as they were is not looked for again.
    fn together_known(&self, id: &str, shelf: &CompanionShelf, memo: Option<&Memo>) -> Vec<Diagnostic> {
        let companions = self.gathered.lock().companions(id);
        if companions.is_empty() {
            return Vec::new();
        }
        let read = |path: &Path| case::read_text(self.files.as_ref(), path).source;
        let known = memo.and_then(|memo| memo.recall_together(id, &companions, &read));
        let mut findings = known.unwrap_or_else(|| {
            let found = self.together_on(id, &companions, shelf);
            memo.into_iter().for_each(|memo| memo.keep_together(id, &companions, &found));
            found
        });
        rules::settle(&mut findings, &self.organisation.value, Some(id), &self.met_exemptions);
        findings
    }

    fn together_on(&self, id: &str, companions: &BTreeSet<String>, shelf: &CompanionShelf) -> Vec<Diagnostic> {
        let shelved = shelf.take(id, || self.load_newest(id));
        let plans = shelved.case.newest_plans();
        let own = companion(&shelved.case, &plans, &shelved.notes);
        let mut findings = Vec::new();
        for other in companions {
            let other = shelf.take(other, || self.load_newest(other));
            let plans = other.case.newest_plans();
            findings.append(&mut rules::check_together(&own, &companion(&other.case, &plans, &other.notes)));
        }
        findings
    }

    fn load_newest(&self, id: &str) -> Case {
        case::load_newest_plans(self.files.as_ref(), id)
    }
}

/// A child as the second pass sees it.
fn companion<'a>(case: &'a Case, plans: &'a [&'a Document], notes: &'a CompanionNotes) -> Companion<'a> {
    Companion { id: &case.id, child: &case.child, plans, notes }
}
