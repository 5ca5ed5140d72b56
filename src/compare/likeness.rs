//! How much two rows are alike: the pairs of neighbouring characters that they have in common.

use super::fold::fold;
use crate::tree::{Branch, Leaf, NUMBERED, WordTree};

/// What a row consists of, ready to be held against another.
///
/// Each pair of characters is one number, the first character in its upper half.
#[derive(Debug)]
pub(super) struct Profile(Vec<u64>);

/// How much two documents or rows are alike: from 0, nothing in common, to 1, the same.
#[must_use]
pub fn likeness(one: &WordTree, other: &WordTree) -> f64 {
    Profile::of(one).likeness(&Profile::of(other))
}

impl Profile {
    /// The pairs, sorted.
    pub(super) fn pairs(&self) -> &[u64] {
        &self.0
    }

    pub(super) fn of(tree: &WordTree) -> Self {
        let mut pairs = Vec::new();
        collect("", tree, &mut pairs);
        pairs.sort_unstable();
        Self(pairs)
    }

    /// From 0, nothing in common, to 1, the same (Dice's coefficient).
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let (mut one, mut two) = (0, 0);
        let mut common = 0_usize;
        // Without branches: which of two pairs comes first cannot be guessed, and every row is held against every other.
        while let (Some(own), Some(others)) = (self.0.get(one), other.0.get(two)) {
            common += usize::from(own == others);
            one += usize::from(own <= others);
            two += usize::from(others <= own);
        }
        match self.0.len() + other.0.len() {
            0 => 0.0,
            total => 2.0 * common as f64 / total as f64,
        }
    }
}

/// A short value begins with its box's word, or 1 and 1 of different boxes would be alike.
fn collect(word: &str, tree: &WordTree, pairs: &mut Vec<u64>) {
    match &tree.value {
        Branch::Leaf(leaf) => {
            let (start, text) = match leaf {
                Leaf::Text(text) => (0, fold(text)),
                other => (word.chars().map(u32::from).sum(), fold(&other.shown())),
            };
            let codes: Vec<u32> =
                std::iter::once(start).chain(text.chars().map(u32::from)).chain(std::iter::once(0)).collect();
            pairs.extend(codes.windows(2).map(|pair| u64::from(pair[0]) << 32 | u64::from(pair[1])));
        }
        Branch::Record { boxes, .. } => boxes
            .iter()
            .filter(|one| !NUMBERED.contains(&one.word.as_ref()))
            .for_each(|one| collect(&one.word, &one.tree, pairs)),
        Branch::List(items) => items.iter().for_each(|item| collect(word, item, pairs)),
    }
}
