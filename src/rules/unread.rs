//! What of a child's files could not be read: the third state beside written and missing.
//!
//! A finding that rests on such a value would be a consequence of another finding, which names the cause. A rule says what
//! it rests on, and is silent where that is unread.

use super::rule::{Facts, Rule};
use crate::case::Kind;
use std::collections::BTreeSet;

/// The keys with unread values, and the places of documents that could not be read at all.
#[derive(Debug)]
pub(super) struct Unread<'a> {
    keys: BTreeSet<&'a str>,
    places: BTreeSet<String>,
    /// Whether the offices or the child could not be read: nearly everything rests on them.
    ground: bool,
}

/// `consult/plan/`, and `consult/basic/` for what a child has only one of.
fn place_of(kind: &Kind) -> String {
    match kind.file {
        Some(file) => format!("{}/{file}/", kind.folder),
        None => format!("{}/", kind.folder),
    }
}

impl<'a> Unread<'a> {
    pub(super) fn of(facts: &Facts<'a>) -> Self {
        let mut keys = BTreeSet::new();
        facts.ground.organisation.tree.unread_keys(&mut keys);
        // What could not be read has been said while loading.
        if !facts.found_while_loading().is_empty() {
            // A line of the trail spoils its own paper only: the trail itself knows which.
            let documents = facts.timeline.files().map(|document| &document.tree);
            for tree in std::iter::once(&facts.child.tree).chain(documents) {
                tree.unread_keys(&mut keys);
            }
        }
        let broken = facts.timeline.files().filter(|document| document.broken);
        let mut places: BTreeSet<String> = broken.map(|document| place_of(document.kind)).collect();
        if facts.events.is_some_and(|events| events.broken) {
            places.insert("events.yaml".to_owned());
        }
        Self { keys, places, ground: facts.ground.organisation.broken || facts.child.broken }
    }

    /// Whether a rule rests on something that could not be read.
    pub(super) fn silences(&self, rule: &Rule) -> bool {
        let unread = |place: &&str| match *place {
            "*" => !self.keys.is_empty() || !self.places.is_empty(),
            place => self.keys.contains(place) || self.places.contains(place),
        };
        !rule.rests_on.is_empty() && (self.ground || rule.rests_on.iter().any(unread))
    }
}
