//! What a live project remembers of a child as it was judged last: all that a later change is held against. The child's files
//! themselves are read again when they are needed; a project of a hundred children would hold them all day for nothing.

use crate::case::{Case, Document};
use crate::diagnostic::Diagnostic;
use crate::pipeline::checked::Checked;
use crate::pipeline::permit::{Refusal, refusal};
use crate::pipeline::project::Project;
use crate::pipeline::request::sources;
use std::path::{Path, PathBuf};

/// A child as it was judged last.
#[derive(Debug)]
pub(super) struct Recollection {
    /// What was found in the second pass.
    pub(super) together: Vec<Diagnostic>,
    papers: Vec<RecalledPaper>,
}

/// A paper as it was judged last.
#[derive(Debug)]
pub(super) struct RecalledPaper {
    kind: &'static str,
    name: String,
    /// Its own file.
    file: PathBuf,
    /// The files whose values it prints.
    sources: Vec<PathBuf>,
    /// Whether it might be printed.
    pub(super) refusal: Refusal,
}

impl Recollection {
    /// Of a child that was judged now; `together` is what the second pass found of it.
    pub(super) fn of(project: &Project, checked: &Checked, together: Vec<Diagnostic>) -> Self {
        let Checked { case, findings, .. } = checked;
        let paper = |document: &Document| RecalledPaper {
            kind: document.kind.id,
            name: document.name.clone(),
            file: document.source.path().to_owned(),
            sources: files(project, case, document).map(Path::to_owned).collect(),
            refusal: refusal(project, case, findings, document),
        };
        Self { together, papers: case.documents.iter().map(paper).collect() }
    }

    /// A paper of it.
    pub(super) fn paper(&self, document: &Document) -> Option<&RecalledPaper> {
        self.papers.iter().find(|paper| paper.kind == document.kind.id && paper.name == document.name)
    }

    /// Whether a path is the file of one of its papers.
    pub(super) fn has_file(&self, path: &Path) -> bool {
        self.papers.iter().any(|paper| paper.file == path)
    }
}

impl RecalledPaper {
    /// The files whose values it prints.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().map(PathBuf::as_path)
    }
}

/// The files whose values a document prints.
pub(super) fn files<'a>(
    project: &'a Project,
    case: &'a Case,
    document: &'a Document,
) -> impl Iterator<Item = &'a Path> {
    sources(project, case, document).into_iter().map(|source| source.path())
}
