//! The list of what is owed and to come, over many children, on plain threads.

use super::build::ProgramFault;
use super::children::over_children;
use super::project::Project;
use super::settings::{Settings, SetupError};
use crate::case::{self, Case};
use crate::diagnostic::Diagnostic;
use crate::due::{Agenda, ChildAgenda, Wanted};

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
    let (agendas, failures) = over_children(&children, settings, |child| project.child_agenda(child, settings));
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
