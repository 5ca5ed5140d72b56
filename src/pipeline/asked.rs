//! Which children, and which files of theirs, are asked for.

use crate::diagnostic::{Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a call asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The children; all of them where empty.
    pub children: Vec<String>,
    /// Of these children only these files and folders, below the project.
    pub files: BTreeMap<String, BTreeSet<PathBuf>>,
    /// Files that all share, where nothing else is asked for.
    pub shared: BTreeSet<PathBuf>,
}

impl Asked {
    /// One child, whole.
    #[must_use]
    pub fn child(id: &str) -> Self {
        Self { children: vec![id.to_owned()], ..Self::default() }
    }

    /// Whether a document is asked for. A file beside the documents (`child.yaml`) concerns all of them.
    pub(super) fn wants(&self, child: &str, document: &Path) -> bool {
        let Some(files) = self.files.get(child) else { return true };
        let is_beside = |file: &PathBuf| file.components().count() <= 3 && file.extension().is_some();
        files.iter().any(|file| document.starts_with(file) || is_beside(file))
    }

    /// Whether a finding is asked for: it lies in a file that is, or says something about one. An error in what all
    /// share concerns everybody.
    pub(super) fn concerns(&self, finding: &Diagnostic) -> bool {
        if self.files.is_empty() && self.shared.is_empty() {
            return true;
        }
        let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place));
        places.into_iter().any(|place| self.holds(place.source().path()))
            || (finding.severity == Severity::Error && child_of(finding.place.source().path()).is_none())
    }

    fn holds(&self, path: &Path) -> bool {
        match child_of(path) {
            Some(child) => match self.files.get(child) {
                Some(files) => files.iter().any(|file| path.starts_with(file)),
                None => self.shared.is_empty(),
            },
            None => self.shared.contains(path) || self.children.iter().any(|child| !self.files.contains_key(child)),
        }
    }
}

/// The child whose folder a path lies in.
fn child_of(path: &Path) -> Option<&str> {
    let mut parts = path.iter().map(|part| part.to_str().unwrap_or_default());
    let (cases, child) = (parts.next()?, parts.next()?);
    (cases == "cases" && child != OFFICE).then_some(child)
}

/// The file that all children share.
pub(super) const OFFICE: &str = "office.yaml";
