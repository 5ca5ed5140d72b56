//! Two trees as one, each box and row with what both sides say.

use super::align::{align, identity};
use super::fold::same;
use crate::tree::{Branch, FilledBox, WordTree};

/// What became of a box or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxState {
    /// Nothing.
    Same,
    /// 変更: it, or something in it, differs.
    Changed,
    /// 新設: only the new document has it.
    Added,
    /// 削除: only the old one has it.
    Removed,
}

/// A box or row of either or both documents.
#[derive(Debug)]
pub(super) struct Delta<'a> {
    pub(super) old: Option<&'a WordTree>,
    pub(super) new: Option<&'a WordTree>,
    pub(super) state: BoxState,
    pub(super) parts: DeltaParts<'a>,
}

/// What it consists of.
#[derive(Debug)]
pub(super) enum DeltaParts<'a> {
    /// A single value, or two that are no longer of one shape.
    Whole,
    /// Boxes.
    Record(Vec<DeltaPart<'a>>),
    /// Rows.
    List(Vec<DeltaPart<'a>>),
}

/// A box of a record, or a row of a list.
#[derive(Debug)]
pub(super) struct DeltaPart<'a> {
    /// The box's word, or what the row is known by: its id, or its number.
    pub(super) name: String,
    /// Where it stands among its neighbours, from 0.
    pub(super) old_index: Option<usize>,
    pub(super) new_index: Option<usize>,
    /// Whether it stands at another place among those that both have.
    pub(super) moved: bool,
    pub(super) delta: Delta<'a>,
}

impl<'a> Delta<'a> {
    /// Compares two trees.
    pub(super) fn between(old: &'a WordTree, new: &'a WordTree) -> Self {
        Self::of(Some(old), Some(new))
    }

    fn of(old: Option<&'a WordTree>, new: Option<&'a WordTree>) -> Self {
        let parts = match (old.map(|tree| &tree.value), new.map(|tree| &tree.value)) {
            (Some(Branch::Record { .. }) | None, Some(Branch::Record { .. }) | None) => {
                DeltaParts::Record(boxes(old.map_or(&[], WordTree::boxes), new.map_or(&[], WordTree::boxes)))
            }
            (Some(Branch::List(_)) | None, Some(Branch::List(_)) | None) => {
                DeltaParts::List(rows(old.map_or(&[], WordTree::items), new.map_or(&[], WordTree::items)))
            }
            _ => DeltaParts::Whole,
        };
        let state = match (old, new) {
            (Some(old), Some(new)) => {
                let differs = match &parts {
                    DeltaParts::Whole => !old.leaf().zip(new.leaf()).is_some_and(|(old, new)| same(old, new)),
                    DeltaParts::Record(parts) | DeltaParts::List(parts) => {
                        parts.iter().any(|part| part.moved || part.delta.state != BoxState::Same)
                    }
                };
                if differs { BoxState::Changed } else { BoxState::Same }
            }
            (None, _) => BoxState::Added,
            (_, None) => BoxState::Removed,
        };
        Self { old, new, state, parts }
    }

    /// The boxes or rows.
    pub(super) fn parts(&self) -> &[DeltaPart<'a>] {
        match &self.parts {
            DeltaParts::Whole => &[],
            DeltaParts::Record(parts) | DeltaParts::List(parts) => parts,
        }
    }
}

/// The boxes of both in the order of the form; of two that only one side has, the old one stands first.
fn boxes<'a>(old: &'a [FilledBox], new: &'a [FilledBox]) -> Vec<DeltaPart<'a>> {
    let place = |entries: &[FilledBox], word: &str| entries.iter().position(|entry| entry.word == word);
    let one = |word: &str| {
        let (old_index, new_index) = (place(old, word), place(new, word));
        let tree = |entries: &'a [FilledBox], index: Option<usize>| index.map(|index| &entries[index].tree);
        let delta = Delta::of(tree(old, old_index), tree(new, new_index));
        DeltaPart { name: word.to_owned(), old_index, new_index, moved: false, delta }
    };
    let mut parts = Vec::new();
    let mut shown = 0;
    for entry in new {
        if let Some(at) = place(old, &entry.word) {
            parts.extend(
                old[shown..at.max(shown)]
                    .iter()
                    .filter(|gone| place(new, &gone.word).is_none())
                    .map(|gone| one(&gone.word)),
            );
            shown = shown.max(at + 1);
        }
        parts.push(one(&entry.word));
    }
    parts.extend(old[shown..].iter().filter(|gone| place(new, &gone.word).is_none()).map(|gone| one(&gone.word)));
    parts
}

/// The rows of both in the order of the new list, a row that is gone behind the one it stood behind.
fn rows<'a>(old: &'a [WordTree], new: &'a [WordTree]) -> Vec<DeltaPart<'a>> {
    let pairs = align(old, new).pairs;
    let one = |old_index: Option<usize>, new_index: Option<usize>, moved: bool| {
        let (old, new) = (old_index.map(|index| &old[index]), new_index.map(|index| &new[index]));
        let number = || new_index.or(old_index).unwrap_or_default() + 1;
        let name = new.or(old).and_then(identity).map_or_else(|| number().to_string(), |(_, name)| name);
        DeltaPart { name, old_index, new_index, moved, delta: Delta::of(old, new) }
    };
    let mut stays = vec![false; old.len()];
    let mut pair_of = vec![None; new.len()];
    for pair in &pairs {
        stays[pair.old] = true;
        pair_of[pair.new] = Some(*pair);
    }
    // The rows that are gone, directly behind another old row.
    let gone_behind = |last: Option<usize>| {
        let start = last.map_or(0, |last| last + 1);
        (start..old.len()).take_while(|index| !stays[*index])
    };
    let mut parts: Vec<DeltaPart<'a>> = gone_behind(None).map(|index| one(Some(index), None, false)).collect();
    for (index, pair) in pair_of.iter().enumerate() {
        match pair {
            Some(pair) => {
                parts.push(one(Some(pair.old), Some(index), pair.moved));
                parts.extend(gone_behind(Some(pair.old)).map(|index| one(Some(index), None, false)));
            }
            None => parts.push(one(None, Some(index), false)),
        }
    }
    parts
}
