//! What of a child's files could not be read: the third state beside written and missing.
//!
//! A finding that rests on such a value would be a consequence of another finding, which names the cause. A rule says on
//! which keys of which files it rests; a finding of it is silent where one of them is unread, and only there: a slip in one
//! paper says nothing about the others.

mod doubt;
mod gap;
mod near;

use super::facts::{Facts, File, Ground, OfficeDoubts};
use super::plausible::DATE_IMPLAUSIBLE;
use super::rule::{Group, Reach, Reporter, Rule};
use super::{lookalike, trail};
use crate::case::party::Organisation;
use crate::case::{Document, Kind, Loaded};
use crate::diagnostic::Diagnostic;
use crate::font::Fonts;
use crate::record::{Node, Value};
use doubt::{DoubtReach, DoubtfulPapers, Doubts};
use gap::{Gap, Gaps};
use near::PaperFinder;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// What is unread of a child, by file.
#[derive(Debug)]
pub(super) struct Unread<'a> {
    facts: Facts<'a>,
    files: BTreeMap<&'a Path, Gaps<'a>>,
    finder: PaperFinder<'a>,
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

/// The findings after which a value is as good as unread, by their files.
fn leaving_doubt(found: &[Diagnostic]) -> HashMap<&Path, Vec<&Diagnostic>> {
    let mut by_file: HashMap<&Path, Vec<&Diagnostic>> = HashMap::new();
    for finding in found.iter().filter(|finding| super::find(&finding.code).is_some_and(|rule| rule.leaves_doubt)) {
        by_file.entry(finding.place.source().path()).or_default().push(finding);
    }
    by_file
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
            finder: PaperFinder::of(facts.timeline.files()),
            ground: facts.ground.organisation.broken || facts.child.broken,
        };
        let Ground { organisation: office, office_doubts, .. } = facts.ground;
        if !office_doubts.is_whole {
            unread.add(office.source.path(), &office.tree, office.broken, &leaving_doubt(&office_doubts.letters));
        }
        let found_in = leaving_doubt(found);
        unread.add(facts.child.source.path(), &facts.child.tree, facts.child.broken, &found_in);
        for document in facts.timeline.files() {
            unread.add(document.source.path(), &document.tree, document.broken, &found_in);
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

    fn add(&mut self, path: &'a Path, tree: &'a Node, broken: bool, found: &HashMap<&Path, Vec<&Diagnostic>>) {
        let mut all = Vec::new();
        tree.each_unread(&mut Vec::new(), &mut |path, record| {
            all.push(Gap { path: path.to_vec(), record: Some(record), points_nowhere: false });
        });
        empty_ids(tree, &mut Vec::new(), &mut |path| {
            all.push(Gap { path: path.to_vec(), record: None, points_nowhere: true });
        });
        // A period that ends before it begins is no period, and a day in another century none that was meant. 契約日 behind
        // 開始日, a モニタリング behind its 給付決定 change nothing that is owed.
        let is_doubtful = |finding: &Diagnostic, path: &[&str]| {
            finding.code == DATE_IMPLAUSIBLE.code
                || super::find(&finding.code).is_none_or(|rule| rule.group != Group::Time)
                || path.last() == Some(&"終了")
        };
        let names = found.get(path).into_iter().flatten();
        let names =
            names.filter_map(|finding| tree.path_to(finding.place.span()).filter(|path| is_doubtful(finding, path)));
        all.extend(names.map(|path| Gap { path, record: None, points_nowhere: true }));
        self.files.insert(path, Gaps { all, broken });
    }

    /// What a rule may not rest on.
    pub(super) fn doubts(&self, rule: &Rule) -> Doubts<'_, 'a> {
        let of_ground = (self.ground && !rule.rests_on.is_empty()).then_some(DoubtReach::Anywhere);
        let of_files = rule.rests_on.iter().filter_map(|(reach, keys)| self.doubt(*reach, keys));
        Doubts { finder: &self.finder, all: of_ground.into_iter().chain(of_files).collect() }
    }

    fn doubt(&self, reach: Reach, keys: &[&str]) -> Option<DoubtReach<'a>> {
        let touched = |path: &Path| self.files.get(path).is_some_and(|gaps| gaps.touch(keys));
        let anywhere = |path: Option<&Path>| path.is_some_and(touched).then_some(DoubtReach::Anywhere);
        let papers = |place: Option<&str>| {
            let paths = self.files.iter().filter(|(_, gaps)| gaps.touch(keys)).map(|(path, _)| path);
            let papers = paths.filter_map(|path| self.finder.at(path));
            let papers: Vec<&'a Document> =
                papers.filter(|paper| place.is_none_or(|place| place_of(paper.kind) == place)).collect();
            Some(papers).filter(|papers| !papers.is_empty())
        };
        match reach {
            Reach::Own => {
                papers(None).map(|own| DoubtReach::Own(own.iter().map(|paper| paper.source.path()).collect()))
            }
            Reach::Named(place) => papers(Some(place)).map(|papers| DoubtReach::Named(DoubtfulPapers::of(&papers))),
            Reach::Linked(place) => papers(Some(place)).map(|papers| DoubtReach::Linked(DoubtfulPapers::of(&papers))),
            Reach::All(place) => papers(Some(place)).map(|_| DoubtReach::Anywhere),
            Reach::Office => anywhere(Some(self.facts.ground.organisation.source.path())),
            Reach::Child => anywhere(Some(self.facts.child.source.path())),
            Reach::Events => anywhere(self.facts.events.map(|events| events.source.path())),
        }
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
