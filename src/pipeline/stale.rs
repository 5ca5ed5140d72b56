//! Prints whose document or child is gone. They are told by the memory of what was printed, and removed only when
//! somebody asks for it, and only while they are the very bytes that were written.
//!
//! The memory lies in the output folder, and anybody may have written it: what it names is a file of a child's folder
//! there or nothing. A document that merely cannot be read is not gone.

use super::cache::Target;
use super::project::Project;
use super::request::print_path;
use crate::case::{Case, KINDS};
use crate::diagnostic::Code;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// A print without its document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stale {
    /// Where it lies, below the output folder.
    pub path: PathBuf,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a print without its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It lies there still.
    Kept,
    /// It was removed.
    Removed,
    /// It was to be removed, and is no longer what was printed: somebody changed it.
    Changed,
    /// It could not be removed.
    Stuck,
}

/// The papers that a run saw of each child.
#[derive(Debug, Default)]
pub(super) struct Papers {
    /// The prints that a child's documents have or could have; none where it is not sure what documents there are.
    children: BTreeMap<String, Option<BTreeSet<PathBuf>>>,
}

impl Papers {
    /// Notes a child that was looked at.
    pub(super) fn note(&mut self, id: &str, papers: Option<BTreeSet<PathBuf>>) {
        self.children.insert(id.to_owned(), papers);
    }

    /// The prints that a child's documents have or could have; none where it is not sure what documents there are.
    pub(super) fn of(case: &Case) -> Option<BTreeSet<PathBuf>> {
        let own: BTreeSet<&Path> = case.documents.iter().map(|document| document.source.path()).collect();
        let unsure = case
            .findings
            .iter()
            .any(|finding| finding.code == Code::FILE_UNREADABLE && !own.contains(finding.place.source().path()));
        (!unsure).then(|| case.documents.iter().map(|document| print_path(case, document)).collect())
    }

    /// The prints of the memory without a document, with what became of them.
    pub(super) fn settle(&self, project: &Project, target: Target<'_>, prune: bool) -> Vec<Stale> {
        let Ok(entries) = project.files.list(Path::new("cases")) else { return Vec::new() };
        let there: BTreeSet<String> = entries.into_iter().map(|entry| entry.name).collect();
        let mut stale = Vec::new();
        for path in target.cache.prints() {
            // A 新旧対照表 goes with either of its documents.
            let documents = match target.cache.made_of(&path) {
                documents if documents.is_empty() => vec![path.clone()],
                documents => documents,
            };
            let Some((child, _)) = print_of(&path) else { continue };
            let is_stale = match target.cache.is_of_child(&path) {
                true => !there.contains(child),
                false => documents.iter().any(|one| self.is_stale(project, &there, one)),
            };
            if !is_stale {
                continue;
            }
            // Gone already, or never a print.
            if target.output.read(&path).is_err() {
                target.cache.forget(&path);
                continue;
            }
            if self.children.values().flatten().flatten().any(|paper| target.output.is_same(paper, &path)) {
                target.cache.forget(&path);
                continue;
            }
            let fate = match prune {
                false => Fate::Kept,
                true if !target.cache.is_own(target.output, &path) => Fate::Changed,
                true if target.output.remove(&path).is_err() => Fate::Stuck,
                true => Fate::Removed,
            };
            if matches!(fate, Fate::Removed) {
                target.cache.forget(&path);
            }
            stale.push(Stale { path, fate });
        }
        stale
    }

    fn is_stale(&self, project: &Project, there: &BTreeSet<String>, path: &Path) -> bool {
        let Some((child, name)) = print_of(path) else { return false };
        match self.children.get(child) {
            Some(Some(papers)) => !papers.contains(path) && !is_misnamed(project, child, name),
            Some(None) => false,
            None => !there.contains(child),
        }
    }
}

/// Child and name of a print; none where a path is none of a print.
fn print_of(path: &Path) -> Option<(&str, &str)> {
    let mut parts = path.components();
    let (Some(Component::Normal(child)), Some(Component::Normal(name)), None) =
        (parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let name = name.to_str()?;
    Some((child.to_str()?, name.strip_suffix(".pdf").or_else(|| name.strip_suffix(".html"))?))
}

/// Whether a document that would print under this name lies there under a name that is not read: it is not gone.
fn is_misnamed(project: &Project, child: &str, name: &str) -> bool {
    let kinds = KINDS.iter().filter_map(|kind| {
        let document = match kind.file {
            Some(file) => (name == kind.id).then_some(file),
            None => name.strip_prefix(kind.id)?.strip_prefix('-'),
        };
        Some((kind, document?))
    });
    kinds.into_iter().any(|(kind, document)| {
        let folder = Path::new("cases").join(child).join(kind.folder);
        let entries = project.files.list(&folder).unwrap_or_default();
        entries.iter().any(|entry| {
            let rest = entry.name.strip_prefix(document);
            rest.is_some_and(|rest| [".yml", ".yaml.txt", ".md.txt", ".markdown", ".txt", ""].contains(&rest))
        })
    })
}
