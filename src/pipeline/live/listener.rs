//! What a live project tells beside what it shows: how far it is, what failed, what came of a change.

use crate::diagnostic::Diagnostic;
use crate::pipeline::{Outcome, ProgramFault, Progress, SetupError};
use crate::protocol::{Screen, Tally};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Those who are told of a live project.
#[derive(Clone)]
pub struct Audience {
    /// Who shows the pages.
    pub screen: Arc<dyn Screen>,
    /// Who says the rest.
    pub listener: Arc<dyn Listener>,
}

/// Somebody who is told what is done. Called from several threads; it must not wait.
pub trait Listener: Send + Sync {
    /// The project cannot be opened at present.
    fn unusable(&self, error: &SetupError);

    /// This program itself failed at a child or one of its documents. The others go on.
    fn failed(&self, failure: &ProgramFault);

    /// How far the first run is.
    fn progress(&self, progress: Progress);

    /// A change is dealt with.
    fn finished(&self, report: &ChangeReport);
}

/// What a change came to.
#[derive(Debug, Default)]
pub struct ChangeReport {
    /// What changed, relative to the project; empty for the first run.
    pub paths: Vec<PathBuf>,
    /// What became of each document that depends on it, sorted by path.
    pub outcomes: Vec<Outcome>,
    /// What is wrong and was not told before, sorted by file and place; in the first run, everything.
    pub findings: Vec<Diagnostic>,
    /// What was told before and is wrong no more, in the same order.
    pub gone: Vec<Diagnostic>,
    /// All that is wrong now.
    pub left: Tally,
    /// From the change until the last print was written.
    pub elapsed: Duration,
    /// From the change until its first page was shown, where somebody looks.
    pub shown: Option<Duration>,
}
