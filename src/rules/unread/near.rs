//! The files that a finding may rest on: those it stands in, and the papers that these name.

use crate::case::Document;
use crate::diagnostic::Diagnostic;
use crate::record::Value;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// The keys by which a document names another one, and the folder of what they name.
const NAMING: [(&str, &str); 5] = [
    ("原案", "plan/"),
    ("前計画", "plan/"),
    ("障害児支援利用計画", "consult/plan/"),
    ("案", "consult/plan/"),
    ("計画", ""),
];

/// The papers of a child by path and by id.
#[derive(Debug)]
pub(super) struct PaperFinder<'a> {
    by_path: HashMap<&'a Path, &'a Document>,
    by_id: HashMap<String, Vec<&'a Document>>,
}

impl<'a> PaperFinder<'a> {
    pub(super) fn of(documents: impl Iterator<Item = &'a Document>) -> Self {
        let mut finder = Self { by_path: HashMap::new(), by_id: HashMap::new() };
        for document in documents {
            finder.by_path.insert(document.source.path(), document);
            finder.by_id.entry(document.id()).or_default().push(document);
        }
        finder
    }

    /// The paper of a file; none where it is another file.
    pub(super) fn at(&self, path: &Path) -> Option<&'a Document> {
        self.by_path.get(path).copied()
    }

    fn named(&self, id: &str) -> &[&'a Document] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }
}

/// The documents that a document names; none where that cannot be read.
pub(super) fn named_by(document: &Document) -> Option<Vec<String>> {
    if document.broken {
        return None;
    }
    let mut names = Vec::new();
    for (key, folder) in NAMING {
        let folder = match folder {
            "" if document.is_consult() => "consult/plan/",
            "" => "plan/",
            folder => folder,
        };
        match document.tree.get(key).map(|node| &node.value) {
            Some(Value::Text(name)) => names.push(format!("{folder}{name}")),
            Some(Value::Unread) => return None,
            _ => {}
        }
    }
    Some(names)
}

/// The files that a finding may rest on.
pub(super) struct Near<'f> {
    /// Those it stands in.
    pub(super) own: BTreeSet<&'f Path>,
    /// The documents among them, those that they name, and what those name.
    pub(super) named: BTreeSet<String>,
    /// Whether it stands in no document at all: then it may be about each.
    pub(super) of_all: bool,
}

impl<'f> Near<'f> {
    pub(super) fn of(finder: &PaperFinder<'_>, finding: &'f Diagnostic) -> Self {
        let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place));
        let own: BTreeSet<&Path> = places.map(|place| place.source().path()).collect();
        let documents: Vec<&Document> = own.iter().filter_map(|path| finder.at(path)).collect();
        let mut named: BTreeSet<String> = documents.iter().map(|document| document.id()).collect();
        for _ in 0..2 {
            let all = named.iter().flat_map(|id| finder.named(id));
            let further: Vec<String> = all.filter_map(|document| named_by(document)).flatten().collect();
            named.extend(further);
        }
        Self { of_all: documents.is_empty(), own, named }
    }
}
