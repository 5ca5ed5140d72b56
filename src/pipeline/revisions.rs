//! One child's documents at two git revisions, or at one and in the working tree, loaded and compared.

use super::asked::Asked;
use super::project::Project;
use super::renamed::{self, NameSearch};
use super::settings::{Settings, SetupError};
use crate::case::party::Organisation;
use crate::case::{self, Case, Document, KINDS, Kind, Loaded};
use crate::compare::{self, Comparison, Medium, Revision, Version};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::git::Repository;
use crate::source::{Files, Obstacle};
use crate::tree;
use std::collections::BTreeMap;
use std::path::Path;

/// The two revisions of a comparison. Without a newer one it is the working tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The older.
    pub old: String,
    /// The newer.
    pub new: Option<String>,
}

impl std::str::FromStr for Range {
    type Err = String;

    /// `A..B`; `A..` and `A` for A against the working tree; `..B` for `HEAD..B`, as git has it.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.contains("...") {
            return Err("「...」は使えません。main~3..main のように、点を二つで書いてください".to_owned());
        }
        let (old, new) = text.split_once("..").unwrap_or((text, ""));
        if old.is_empty() && new.is_empty() {
            return Err("main~3..main、HEAD~1、v1.0.. のように書いてください".to_owned());
        }
        let old = if old.is_empty() { "HEAD" } else { old };
        Ok(Self { old: old.to_owned(), new: (!new.is_empty()).then(|| new.to_owned()) })
    }
}

/// One side: the child's folder and the offices as they were.
#[derive(Debug)]
struct Checkout {
    case: Case,
    organisation: Loaded<Organisation>,
    revision: Option<Revision>,
}

/// What a child's documents are at two revisions.
#[derive(Debug)]
pub struct Revisions {
    old: Checkout,
    new: Checkout,
}

/// Which documents differ, by the names that events and messages use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// In both revisions, and not the same.
    pub changed: Vec<String>,
    /// In the newer one only.
    pub added: Vec<String>,
    /// In the older one only.
    pub removed: Vec<String>,
    /// In both, under two names: the older and the newer.
    pub renamed: Vec<(String, String)>,
    /// Unreadable in one of the two, and so not compared.
    pub unread: Vec<String>,
    /// Files beside the documents that differ: `child.yaml`, `events.yaml`.
    pub others: Vec<&'static str>,
}

/// Two versions, the older first.
pub type Versions<'a> = (Version<'a>, Version<'a>);

/// A document on each side that has it, the older first.
type OnSides<'a> = (Option<&'a Document>, Option<&'a Document>);

/// Where both sides come from.
struct Sides<'a> {
    project: &'a Project,
    repository: &'a Repository,
}

impl Sides<'_> {
    /// The child at a revision, or today; none where it was not there. And what the side is called.
    fn checkout(&self, revision: Option<&str>, child: &str) -> Result<(Option<Checkout>, String), SetupError> {
        let folder = Path::new("cases").join(child);
        let Some(revision) = revision else {
            let files = self.project.files.as_ref();
            let there = files.list(&folder).is_ok();
            return Ok((there.then(|| Checkout::load(files, child, None)), "(今のファイル)".to_owned()));
        };
        let snapshot = self.repository.snapshot(revision, &[&folder, Path::new("cases/office.yaml")])?;
        let label = snapshot.label().to_owned();
        if let Some(obstacle) = snapshot.read(&folder, 0).err().as_ref().and_then(Obstacle::of) {
            return Err(obstacle.clone().into());
        }
        let there = snapshot.list(&folder).is_ok();
        let revision = Revision { label: label.clone(), committed: self.repository.committed(revision)? };
        Ok((there.then(|| Checkout::load(&snapshot, child, Some(revision))), label))
    }
}

impl Revisions {
    /// Loads a child at both revisions.
    ///
    /// # Errors
    /// When git has no such revision, cannot read it, or the child was not there.
    pub fn open(project: &Project, root: &Path, child: &str, range: &Range) -> Result<Self, SetupError> {
        let repository = Repository::around(root)?;
        let sides = Sides { project, repository: &repository };
        let (older, newer) = (Some(range.old.as_str()), range.new.as_deref());
        let (old, old_label) = sides.checkout(older, child)?;
        let (new, new_label) = sides.checkout(newer, child)?;
        // Where one side alone has it, it may be called otherwise on the other.
        let renamed = |known, other, case: &Case| -> Result<Option<Checkout>, SetupError> {
            let name = NameSearch { project, repository: &repository, known, other }.child(case)?;
            name.map_or(Ok(None), |name| Ok(sides.checkout(other, &name)?.0))
        };
        match (old, new) {
            (Some(old), Some(new)) => Ok(Self { old, new }),
            (None, None) => {
                // In the working tree it may be there all the same, or be a slip of the name.
                project.select(&Settings { asked: Asked::child(child), ..Settings::default() })?;
                Err(absent(child, &format!("{old_label} にも {new_label}")))
            }
            (None, Some(new)) => match renamed(newer, older, &new.case)? {
                Some(old) => Ok(Self { old, new }),
                None => Err(absent(child, &old_label)),
            },
            (Some(old), None) => match renamed(older, newer, &old.case)? {
                Some(new) => Ok(Self { old, new }),
                None => Err(absent(child, &new_label)),
            },
        }
    }

    /// What the child's folder is called on each side.
    #[must_use]
    pub fn children(&self) -> (&str, &str) {
        (&self.old.case.id, &self.new.case.id)
    }

    /// The child's name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.new.case.child.value.name.get().or(self.old.case.child.value.name.get()).map(String::as_str)
    }

    /// What each side is called; none is the working tree.
    #[must_use]
    pub fn labels(&self) -> (Option<&str>, Option<&str>) {
        (self.old.label(), self.new.label())
    }

    /// What differs, of one kind or of all.
    #[must_use]
    pub fn overview(&self, kind: Option<&Kind>) -> Overview {
        let mut overview = Overview::default();
        for ((_, id), (old, new)) in self.documents(kind) {
            match (old, new) {
                (Some(old), Some(new)) if old.broken || new.broken => overview.unread.push(id),
                (Some(old), Some(new)) => {
                    if old.id() != new.id() {
                        overview.renamed.push((old.id(), new.id()));
                    }
                    if !compare::changes(&tree::of_document(old), &tree::of_document(new)).is_empty() {
                        overview.changed.push(id);
                    }
                }
                (None, Some(_)) => overview.added.push(id),
                (Some(_), None) => overview.removed.push(id),
                (None, None) => {}
            }
        }
        if kind.is_none() {
            let (old, new) = (&self.old.case, &self.new.case);
            let events = |case: &Case| case.events.as_ref().map(|events| tree::of(&events.value));
            if tree::of(&old.child.value) != tree::of(&new.child.value) {
                overview.others.push("child.yaml");
            }
            if events(old) != events(new) {
                overview.others.push("events.yaml");
            }
        }
        overview
    }

    /// The document `id` on both sides, where both have it.
    #[must_use]
    pub fn versions(&self, id: &str) -> Option<Versions<'_>> {
        let (_, (old, new)) = self.documents(None).into_iter().find(|((_, own), _)| own == id)?;
        Some((self.old.version(old?), self.new.version(new?)))
    }

    /// A document that is named, on both sides; with two names the one on the older side, the other on the newer.
    ///
    /// # Errors
    /// When a side does not have it.
    pub fn named(&self, kind: Option<&'static Kind>, old: &str, new: Option<&str>) -> Result<Versions<'_>, SetupError> {
        let found = (self.old.named(kind, old), self.new.named(kind, new.unwrap_or(old)));
        let (old, new) = match (found, new) {
            // One name: the document may be called otherwise on the other side.
            ((Err(error), Ok(new)), None) => match self.renamed().into_iter().find(|(_, own)| own.id() == new.id()) {
                Some((old, _)) => (old, new),
                None => return Err(error),
            },
            ((Ok(old), Err(error)), None) => match self.renamed().into_iter().find(|(own, _)| own.id() == old.id()) {
                Some((_, new)) => (old, new),
                None => return Err(error),
            },
            ((old, new), _) => (old?, new?),
        };
        Ok((self.old.version(old), self.new.version(new)))
    }

    /// The documents that only one side has under their name, and the other under another one.
    fn renamed(&self) -> Vec<(&Document, &Document)> {
        let only = |own: &'_ Case, other: &Case| -> Vec<usize> {
            let documents = own.documents.iter().enumerate();
            let lone = documents.filter(|(_, own)| other.document(own.kind.id, &own.name).is_none());
            lone.map(|(index, _)| index).collect()
        };
        let (old, new) = (&self.old.case, &self.new.case);
        let old: Vec<&Document> = only(old, new).into_iter().map(|index| &self.old.case.documents[index]).collect();
        let new: Vec<&Document> = only(new, &self.old.case).into_iter().map(|index| &new.documents[index]).collect();
        renamed::documents(&old, &new)
    }

    /// All documents of both sides in the order of the kinds.
    fn documents(&self, kind: Option<&Kind>) -> BTreeMap<(usize, String), OnSides<'_>> {
        let mut documents = BTreeMap::<_, OnSides<'_>>::new();
        let key = |document: &Document| {
            let place = KINDS.iter().position(|kind| kind.id == document.kind.id).unwrap_or(KINDS.len());
            (place, document.id())
        };
        let wanted = |document: &&Document| kind.is_none_or(|kind| kind.id == document.kind.id);
        for document in self.old.case.documents.iter().filter(wanted) {
            documents.entry(key(document)).or_default().0 = Some(document);
        }
        for document in self.new.case.documents.iter().filter(wanted) {
            documents.entry(key(document)).or_default().1 = Some(document);
        }
        for (old, new) in self.renamed().into_iter().filter(|(old, _)| wanted(old)) {
            documents.remove(&key(old));
            documents.entry(key(new)).or_default().0 = Some(old);
        }
        documents
    }
}

impl Checkout {
    fn load(files: &dyn Files, child: &str, revision: Option<Revision>) -> Self {
        let organisation = case::load_organisation(files, &mut Vec::new());
        Self { case: case::load_case(files, child), organisation, revision }
    }

    fn version<'a>(&'a self, document: &'a Document) -> Version<'a> {
        Version { case: &self.case, document, organisation: &self.organisation.value, revision: self.revision.as_ref() }
    }

    fn label(&self) -> Option<&str> {
        self.revision.as_ref().map(|revision| revision.label.as_str())
    }

    fn named(&self, kind: Option<&'static Kind>, name: &str) -> Result<&Document, SetupError> {
        compare::named(&self.case, kind, name).map_err(|none| {
            let side = self.label().map_or_else(|| "今のファイル".to_owned(), |label| format!("版 {label} "));
            SetupError::new(
                format!("{side}では、{}", none.message),
                format!("{}。いつ加わったかは git log --oneline -- cases/{} で分かります", none.hint, self.case.id),
            )
        })
    }
}

/// Compares two versions in the words of what they are read on. The errors of loading in their files are given with it, each side by itself.
#[must_use]
pub fn compare_versions((old, new): &Versions<'_>, medium: Medium) -> (Comparison, [Vec<Diagnostic>; 2]) {
    (compare::compare(old, new, medium), [faults(old), faults(new)])
}

/// The errors of loading in the file of a document that keep something of it from being read. That its name is not its
/// date keeps nothing.
pub(super) fn faults(version: &Version<'_>) -> Vec<Diagnostic> {
    let path = version.document.source.path();
    let unread = |finding: &&Diagnostic| finding.severity == Severity::Error && finding.code != Code::DATE_MISMATCH;
    let faults = version.case.findings.iter().filter(unread);
    faults.filter(|finding| finding.place.source().path() == path).cloned().collect()
}

fn absent(child: &str, label: &str) -> SetupError {
    SetupError::new(
        format!("版 {label} に児童 `{child}` がありません"),
        format!("git log --oneline -- cases/{child} で、いつ加わったかを確かめ、その後の版を指定してください"),
    )
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn a_range_is_read_as_git_reads_it() {
        let range = |text: &str| text.parse::<Range>().map(|range| (range.old, range.new));
        let pair = |old: &str, new: Option<&str>| Ok((old.to_owned(), new.map(str::to_owned)));
        assert_eq!(range("main~3..main"), pair("main~3", Some("main")));
        assert_eq!(range("main~3"), pair("main~3", None));
        assert_eq!(range("v1.0.."), pair("v1.0", None));
        assert_eq!(range("..v1.0"), pair("HEAD", Some("v1.0")));
        assert!(range("main...v1").is_err() && range("..").is_err() && range(" ").is_err());
    }
}
