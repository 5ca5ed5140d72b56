//! What of a file could not be read, and whether a key is among it.

use crate::record::Node;

/// A value that could not be read: the keys that lead to it, the last of them empty where nobody knows which was meant.
#[derive(Debug)]
pub(super) struct Gap<'a> {
    pub(super) path: Vec<&'a str>,
    pub(super) record: Option<&'a Node>,
    /// Whether the value is there, and only points to nothing or cannot be so.
    pub(super) points_nowhere: bool,
}

/// What is unread in one file.
#[derive(Debug, Default)]
pub(super) struct Gaps<'a> {
    pub(super) all: Vec<Gap<'a>>,
    /// Whether the whole file is.
    pub(super) broken: bool,
}

impl Gaps<'_> {
    /// Whether one of these keys is unread. `a.b` is `b` within `a`; `a.*` is all within `a`, and `*` everything.
    pub(super) fn touch(&self, keys: &[&str]) -> bool {
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
