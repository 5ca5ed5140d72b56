//! The list of what is owed and to come, over many children, on plain threads.

use super::build::{ProgramFault, threads};
use super::project::Project;
use super::settings::{Settings, SetupError};
use crate::case::{self, Case};
use crate::diagnostic::Diagnostic;
use crate::due::{Agenda, ChildAgenda, Wanted};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The list of the children asked for, and where this program itself failed: that ends one child and nothing else.
///
/// # Errors
/// When a child that was asked for does not exist.
pub fn agenda(
    project: &Project,
    settings: &Settings,
    wanted: &Wanted,
    with_reductions: bool,
) -> Result<(Agenda, Vec<ProgramFault>), SetupError> {
    let children = project.select(settings)?;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(child) = children.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = catch_unwind(AssertUnwindSafe(|| project.child_agenda(child, settings)));
            done.push(found.map_err(|fault| ProgramFault::new(child, None, fault.as_ref())));
        }
        done
    };
    let found: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads(settings).min(children.len())).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let (mut agendas, mut failures) = (Vec::new(), Vec::new());
    for one in found {
        match one {
            Ok(agenda) => agendas.push(agenda),
            Err(failure) => failures.push(failure),
        }
    }
    failures.sort();
    Ok((Agenda::of(agendas, wanted, with_reductions), failures))
}

impl Project {
    fn child_agenda(&self, child: &str, settings: &Settings) -> ChildAgenda {
        let case = case::load_case(self.files.as_ref(), child);
        let findings = self.judge_alone(&case, settings);
        self.agenda_of(&case, &findings, settings)
    }

    /// What a checked child adds to the list.
    pub(super) fn agenda_of(&self, case: &Case, findings: &[Diagnostic], settings: &Settings) -> ChildAgenda {
        self.with_facts(case, settings, |facts| ChildAgenda::of(facts, findings))
    }
}
