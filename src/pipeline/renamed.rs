//! What a child's folder or a document was called at another revision: who it is says the file of the child, and what a
//! document is its contents.

use super::project::Project;
use super::settings::SetupError;
use crate::case::{self, Case, Document};
use crate::compare::likeness;
use crate::source::git::Repository;
use crate::tree::{self, WordTree};
use crate::value::Date;
use std::path::Path;

/// Documents from this likeness on are one that was renamed. The plans of two half-years stay below it.
const ALIKE: f64 = 0.75;

/// Documents of a kind that are held against each other, at most.
const MOST_DOCUMENTS: usize = 200;

/// Folders that are looked into for a child, at most: for its own file, and for its papers.
const MOST_CHILDREN: usize = 500;
const MOST_FOLDERS: usize = 20;

/// Pairs of documents of one kind that are the same under two names, of those that only one side has.
pub(super) fn documents<'a>(old: &[&'a Document], new: &[&'a Document]) -> Vec<(&'a Document, &'a Document)> {
    let trees = |documents: &[&Document]| -> Vec<WordTree> {
        documents.iter().take(MOST_DOCUMENTS).map(|document| tree::of_document(document)).collect()
    };
    let (old_trees, new_trees) = (trees(old), trees(new));
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (one, old_tree) in old_trees.iter().enumerate() {
        for (two, new_tree) in new_trees.iter().enumerate() {
            if old[one].kind.id == new[two].kind.id && !old[one].broken && !new[two].broken {
                pairs.push((likeness(old_tree, new_tree), one, two));
            }
        }
    }
    pairs.retain(|(likeness, ..)| *likeness >= ALIKE);
    pairs.sort_by(|one, two| two.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(two.1, two.2))));
    let (mut old_taken, mut new_taken) = (vec![false; old.len()], vec![false; new.len()]);
    let mut found = Vec::new();
    for (_, one, two) in pairs {
        if !old_taken[one] && !new_taken[two] {
            old_taken[one] = true;
            new_taken[two] = true;
            found.push((old[one], new[two]));
        }
    }
    found
}

/// Two sides of a comparison: the one that has the child, and the one on which it has another name.
pub(super) struct NameSearch<'a> {
    pub(super) project: &'a Project,
    pub(super) repository: &'a Repository,
    /// The revision of the side that has the child; none is the working tree.
    pub(super) known: Option<&'a str>,
    /// That of the side that is searched.
    pub(super) other: Option<&'a str>,
}

impl NameSearch<'_> {
    /// What the child of a case is called on the other side; none where nobody there is this child, or several are.
    pub(super) fn child(&self, case: &Case) -> Result<Option<String>, SetupError> {
        let there = self.children(self.known)?;
        let mut candidates = self.children(self.other)?;
        candidates.retain(|child| !there.contains(child));
        candidates.truncate(MOST_CHILDREN);
        let person = person(&case.child.value);
        let mut same = Vec::new();
        for candidate in candidates.iter().filter(|_| person.is_some()) {
            if self.person(candidate)? == person {
                same.push(candidate.clone());
            }
        }
        match same.as_slice() {
            [only] => return Ok(Some(only.clone())),
            [] => {}
            _ => return Ok(None),
        }
        // 氏名 may have been corrected together with the folder's name.
        let mut alike = Vec::new();
        for candidate in candidates.into_iter().take(MOST_FOLDERS) {
            if self.holds_the_papers_of(&candidate, case)? {
                alike.push(candidate);
            }
        }
        Ok(if alike.len() == 1 { alike.pop() } else { None })
    }

    fn children(&self, revision: Option<&str>) -> Result<Vec<String>, SetupError> {
        match revision {
            Some(revision) => Ok(self.repository.folders(revision, Path::new("cases"))?),
            None => Ok(self.project.children.clone()),
        }
    }

    fn person(&self, child: &str) -> Result<Option<(String, Date)>, SetupError> {
        let file = Path::new("cases").join(child).join("child.yaml");
        Ok(match self.other {
            Some(revision) => person(&case::load_child(&self.repository.snapshot(revision, &[&file])?, child).value),
            None => person(&case::load_child(self.project.files.as_ref(), child).value),
        })
    }

    fn holds_the_papers_of(&self, child: &str, case: &Case) -> Result<bool, SetupError> {
        let folder = Path::new("cases").join(child);
        let other = match self.other {
            Some(revision) => case::load_case(&self.repository.snapshot(revision, &[&folder])?, child),
            None => case::load_case(self.project.files.as_ref(), child),
        };
        let is_same = |document: &&Document| {
            let twin = other.document(document.kind.id, &document.name);
            twin.is_some_and(|twin| tree::of_document(twin) == tree::of_document(document))
        };
        let common = case.documents.iter().filter(is_same).count();
        Ok(common > 0 && common * 2 >= case.documents.len().min(other.documents.len()))
    }
}

fn person(child: &case::child::Child) -> Option<(String, Date)> {
    let name: String = child.name.get()?.chars().filter(|c| !c.is_whitespace()).collect();
    Some((name, *child.born.get()?))
}
