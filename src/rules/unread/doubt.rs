//! What of a child's files a rule may not rest on, and which of its findings rest on that.

use super::near::{Near, PaperFinder, named_by};
use crate::case::Document;
use crate::diagnostic::Diagnostic;
use std::collections::HashSet;
use std::path::Path;

/// Where a finding must not stand.
#[derive(Debug)]
pub(super) enum DoubtReach<'a> {
    /// Anywhere.
    Anywhere,
    /// In one of these papers.
    Own(HashSet<&'a Path>),
    /// By one of these papers, or by one that names them.
    Named(DoubtfulPapers),
    /// The same, or by one that they name.
    Linked(DoubtfulPapers),
}

/// Papers of which something is unread that a rule rests on.
#[derive(Debug)]
pub(super) struct DoubtfulPapers {
    ids: HashSet<String>,
    /// What they name; none where that cannot be read.
    names: Option<HashSet<String>>,
}

impl DoubtfulPapers {
    pub(super) fn of(documents: &[&Document]) -> Self {
        let names = documents.iter().map(|document| named_by(document));
        let names: Option<Vec<Vec<String>>> = names.collect();
        Self {
            ids: documents.iter().map(|document| document.id()).collect(),
            names: names.map(|names| names.into_iter().flatten().collect()),
        }
    }

    fn include(&self, near: &Near<'_>) -> bool {
        near.named.iter().any(|id| self.ids.contains(id))
    }

    fn name(&self, near: &Near<'_>) -> bool {
        self.names.as_ref().is_none_or(|names| near.named.iter().any(|id| names.contains(id)))
    }
}

impl DoubtReach<'_> {
    fn touches(&self, near: &Near<'_>) -> bool {
        match self {
            Self::Anywhere => true,
            _ if near.of_all => true,
            Self::Own(paths) => near.own.iter().any(|path| paths.contains(path)),
            Self::Named(papers) => papers.include(near),
            Self::Linked(papers) => papers.include(near) || papers.name(near),
        }
    }
}

/// What a rule may not rest on.
#[derive(Debug)]
pub(in crate::rules) struct Doubts<'u, 'a> {
    pub(super) finder: &'u PaperFinder<'a>,
    pub(super) all: Vec<DoubtReach<'a>>,
}

impl Doubts<'_, '_> {
    /// Whether a finding rests on something that could not be read.
    pub(in crate::rules) fn silence(&self, finding: &Diagnostic) -> bool {
        !self.all.is_empty() && {
            let near = Near::of(self.finder, finding);
            self.all.iter().any(|doubt| doubt.touches(&near))
        }
    }
}
