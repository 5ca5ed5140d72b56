//! What of a child's files could not be read: the third state beside written and missing.
//!
//! A finding that rests on such a value would be a consequence of another finding, which names the cause. A rule says on
//! which keys of which files it rests; a finding of it is silent where one of them is unread, and only there: a slip in one
//! paper says nothing about the others.

use super::facts::{Facts, File, Ground, OfficeDoubts};
use super::plausible::DATE_IMPLAUSIBLE;
use super::rule::{Group, Reach, Reporter, Rule};
use super::{lookalike, trail};
use crate::case::party::Organisation;
use crate::case::{Document, Kind, Loaded};
use crate::diagnostic::Diagnostic;
use crate::font::Fonts;
use crate::record::{Node, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The keys by which a document names another one, and the folder of what they name.
const NAMING: [(&str, &str); 5] = [
    ("原案", "plan/"),
    ("前計画", "plan/"),
    ("障害児支援利用計画", "consult/plan/"),
    ("案", "consult/plan/"),
    ("計画", ""),
];

/// A value that could not be read: the keys that lead to it, the last of them empty where nobody knows which was meant.
#[derive(Debug)]
struct Gap<'a> {
    path: Vec<&'a str>,
    record: Option<&'a Node>,
    /// Whether the value is there, and only points to nothing or cannot be so.
    points_nowhere: bool,
}

/// What is unread in one file.
#[derive(Debug, Default)]
struct Gaps<'a> {
    all: Vec<Gap<'a>>,
    /// Whether the whole file is.
    broken: bool,
}

/// What is unread of a child, by file.
#[derive(Debug)]
pub(super) struct Unread<'a> {
    facts: Facts<'a>,
    files: BTreeMap<&'a Path, Gaps<'a>>,
    /// Whether the offices or the child could not be read: nearly everything rests on them.
    ground: bool,
}

/// What of an office file no rule may rest on, seen with these fonts.
#[must_use]
pub fn office_doubts(office: &Loaded<Organisation>, fonts: &Fonts) -> OfficeDoubts {
    let mut letters = Vec::new();
    let file = File::new(&office.source, &office.tree, fonts);
    lookalike::name_letters(&file, &mut Reporter::new(&lookalike::RULE, &mut letters));
    let mut is_whole = letters.is_empty() && !office.broken;
    office.tree.each_unread(&mut Vec::new(), &mut |_, _| is_whole = false);
    empty_ids(&office.tree, &mut Vec::new(), &mut |_| is_whole = false);
    OfficeDoubts { letters, is_whole }
}

/// `consult/plan/`, and `consult/basic/` for what a child has only one of.
fn place_of(kind: &Kind) -> String {
    match kind.file {
        Some(file) => format!("{}/{file}/", kind.folder),
        None => format!("{}/", kind.folder),
    }
}

impl<'a> Unread<'a> {
    /// Of what loading left unread, and of the names that point nowhere, which are among `found`.
    pub(super) fn of(facts: &Facts<'a>, found: &[Diagnostic]) -> Self {
        let mut unread = Self {
            facts: *facts,
            files: BTreeMap::new(),
            ground: facts.ground.organisation.broken || facts.child.broken,
        };
        let Ground { organisation: office, office_doubts, .. } = facts.ground;
        if !office_doubts.is_whole {
            unread.add(office.source.path(), &office.tree, office.broken, &office_doubts.letters);
        }
        unread.add(facts.child.source.path(), &facts.child.tree, facts.child.broken, found);
        for document in facts.timeline.files() {
            unread.add(document.source.path(), &document.tree, document.broken, found);
        }
        if let Some(events) = facts.events {
            // A line of the trail spoils its own paper only: the trail itself knows which. What two lines that ran into
            // each other said, nobody knows.
            let glued = found.iter().any(|finding| finding.code == trail::EVENT_GLUED.code);
            unread.files.insert(events.source.path(), Gaps { all: Vec::new(), broken: events.broken || glued });
        }
        unread.files.retain(|_, gaps| gaps.broken || !gaps.all.is_empty());
        unread
    }

    fn add(&mut self, path: &'a Path, tree: &'a Node, broken: bool, found: &[Diagnostic]) {
        let mut all = Vec::new();
        tree.each_unread(&mut Vec::new(), &mut |path, record| {
            all.push(Gap { path: path.to_vec(), record: Some(record), points_nowhere: false });
        });
        empty_ids(tree, &mut Vec::new(), &mut |path| {
            all.push(Gap { path: path.to_vec(), record: None, points_nowhere: true });
        });
        let names = found.iter().filter(|finding| {
            super::find(&finding.code).is_some_and(|rule| rule.leaves_doubt) && finding.place.source().path() == path
        });
        // A period that ends before it begins is no period, and a day in another century none that was meant. 契約日 behind
        // 開始日, a モニタリング behind its 給付決定 change nothing that is owed.
        let is_doubtful = |finding: &Diagnostic, path: &[&str]| {
            finding.code == DATE_IMPLAUSIBLE.code
                || super::find(&finding.code).is_none_or(|rule| rule.group != Group::Time)
                || path.last() == Some(&"終了")
        };
        let names =
            names.filter_map(|finding| tree.path_to(finding.place.span()).filter(|path| is_doubtful(finding, path)));
        all.extend(names.map(|path| Gap { path, record: None, points_nowhere: true }));
        self.files.insert(path, Gaps { all, broken });
    }

    /// Whether a finding rests on something that could not be read.
    pub(super) fn silences(&self, rule: &Rule, finding: &Diagnostic) -> bool {
        if rule.rests_on.is_empty() || (self.files.is_empty() && !self.ground) {
            return false;
        }
        self.ground || {
            let near = Near::of(self, finding);
            rule.rests_on.iter().any(|(files, keys)| {
                self.files.iter().any(|(path, gaps)| near.holds(self, files, path) && gaps.touch(keys))
            })
        }
    }

    fn document(&self, path: &Path) -> Option<&'a Document> {
        self.facts.timeline.files().find(|document| document.source.path() == path)
    }

    /// The documents that a document names; none where that cannot be read.
    fn named_by(&self, document: &Document) -> Option<Vec<String>> {
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
}

/// Calls `visit` with the keys that lead to each `id` or `行` behind which nothing stands.
fn empty_ids<'a>(node: &'a Node, path: &mut Vec<&'a str>, visit: &mut dyn FnMut(&[&'a str])) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                path.push(&entry.key);
                if matches!(entry.node.value, Value::Null) && ["id", "行"].contains(&entry.key.as_str()) {
                    visit(path);
                }
                empty_ids(&entry.node, path, visit);
                path.pop();
            }
        }
        Value::List(items) => items.iter().for_each(|item| empty_ids(item, path, visit)),
        Value::Null | Value::Text(_) | Value::Unread => {}
    }
}

impl Gaps<'_> {
    /// Whether one of these keys is unread. `a.b` is `b` within `a`; `a.*` is all within `a`, and `*` everything.
    fn touch(&self, keys: &[&str]) -> bool {
        self.broken || self.all.iter().any(|gap| keys.iter().any(|key| gap.is(key)))
    }
}

impl Gap<'_> {
    fn is(&self, wanted: &str) -> bool {
        if wanted == "*" {
            return !self.points_nowhere;
        }
        let steps: Vec<&str> = wanted.split('.').collect();
        if let [inner @ .., "*"] = steps.as_slice() {
            return self.path.windows(inner.len()).any(|part| part == inner);
        }
        if self.path.ends_with(&steps) {
            return true;
        }
        // An unknown key may have been meant for any that its record does not have.
        let (Some(("", around)), Some((key, parents))) =
            (self.path.split_last().map(|(last, rest)| (*last, rest)), steps.split_last())
        else {
            return false;
        };
        let beside = if parents.is_empty() { around.is_empty() } else { around.ends_with(parents) };
        beside && self.record.is_some_and(|record| record.get(key).is_none())
    }
}

/// The files that a finding may rest on.
struct Near<'a> {
    /// Those it stands in.
    own: BTreeSet<&'a Path>,
    /// The documents among them, those that they name, and what those name.
    named: BTreeSet<String>,
    /// Whether it stands in no document at all: then it may be about each.
    of_all: bool,
}

impl<'a> Near<'a> {
    fn of(unread: &Unread<'_>, finding: &'a Diagnostic) -> Self {
        let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place));
        let own: BTreeSet<&Path> = places.map(|place| place.source().path()).collect();
        let documents: Vec<&Document> = own.iter().filter_map(|path| unread.document(path)).collect();
        let mut named: BTreeSet<String> = documents.iter().map(|document| document.id()).collect();
        for _ in 0..2 {
            let all = unread.facts.timeline.files().filter(|document| named.contains(&document.id()));
            let further: Vec<String> = all.filter_map(|document| unread.named_by(document)).flatten().collect();
            named.extend(further);
        }
        Self { of_all: documents.is_empty(), own, named }
    }

    fn holds(&self, unread: &Unread<'_>, files: &Reach, path: &Path) -> bool {
        let document = unread.document(path);
        let is_at = |place: &str| document.is_some_and(|document| place_of(document.kind) == place);
        let is_named = || document.is_some_and(|document| self.named.contains(&document.id()));
        match files {
            Reach::Own => document.is_some() && (self.of_all || self.own.contains(path)),
            Reach::Named(place) => is_at(place) && (self.of_all || is_named()),
            Reach::Linked(place) => {
                let names_one = || {
                    let names = document.and_then(|document| unread.named_by(document));
                    names.is_none_or(|names| names.iter().any(|name| self.named.contains(name)))
                };
                is_at(place) && (self.of_all || is_named() || names_one())
            }
            Reach::All(place) => is_at(place),
            Reach::Office => path == unread.facts.ground.organisation.source.path(),
            Reach::Child => path == unread.facts.child.source.path(),
            Reach::Events => unread.facts.events.is_some_and(|events| events.source.path() == path),
        }
    }
}
