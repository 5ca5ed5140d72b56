//! Two documents of a child, loaded and compared.

use super::asked::Asked;
use super::project::Project;
use super::revisions::faults;
use super::settings::{Settings, SetupError};
use crate::case::{self, Kind};
use crate::compare::{self, Comparison, Medium, NotFound, Version};
use crate::diagnostic::{self, Diagnostic};
use crate::directory::Directory;
use crate::timeline::Timeline;

/// What is compared.
#[derive(Debug, Clone, Default)]
pub struct DiffRequest {
    /// The child.
    pub child: String,
    /// The kind of document; 個別支援計画 where none is named.
    pub kind: Option<&'static Kind>,
    /// The older document; the 確定 before the newest where none is named.
    pub old: Option<String>,
    /// The newer document; the newest 確定 where none is named.
    pub new: Option<String>,
    /// The form pack to print on before any other.
    pub form: Option<String>,
    /// What the comparison is read on.
    pub medium: Medium,
}

/// Why nothing could be compared.
#[derive(Debug)]
pub enum NoComparison {
    /// The call asks for what does not exist.
    Call(SetupError),
    /// A document cannot be read.
    Unreadable(Vec<Diagnostic>),
}

impl From<SetupError> for NoComparison {
    fn from(error: SetupError) -> Self {
        Self::Call(error)
    }
}

impl From<NotFound> for SetupError {
    fn from(none: NotFound) -> Self {
        Self::new(none.message, none.hint)
    }
}

/// Compares two documents of one child.
///
/// The errors found in their files are given with the comparison: a value that could not be read is not in it.
///
/// # Errors
/// When a document does not exist or cannot be read.
pub fn diff<T>(
    project: &Project,
    wanted: &DiffRequest,
    then: impl FnOnce(&Comparison, (&Version<'_>, &Version<'_>), Vec<Diagnostic>) -> T,
) -> Result<T, NoComparison> {
    let asked = Settings { asked: Asked::child(&wanted.child), form: wanted.form.clone(), ..Settings::default() };
    project.select(&asked)?;
    let case = case::load_case(project.files.as_ref(), &wanted.child);
    let directory = Directory::new(&project.organisation.value, &case);
    let timeline = Timeline::new(&case, &directory);
    let (old, new) = compare::pick(&timeline, &case, wanted.kind, wanted.old.as_deref(), wanted.new.as_deref())
        .map_err(|none| NoComparison::Call(none.into()))?;
    let version =
        |document| Version { case: &case, document, organisation: &project.organisation.value, revision: None };
    let (old, new) = (version(old), version(new));
    let mut findings = faults(&old);
    findings.extend(faults(&new));
    diagnostic::sort(&mut findings);
    if old.document.broken || new.document.broken {
        return Err(NoComparison::Unreadable(findings));
    }
    Ok(then(&compare::compare(&old, &new, wanted.medium), (&old, &new), findings))
}
