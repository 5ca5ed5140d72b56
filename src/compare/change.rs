//! The differences of two documents as a list, complete: applied to the old document it gives the new one.

use super::delta::{BoxState, Delta, DeltaPart, DeltaParts};
use crate::tree::{Branch, FilledBox, WordTree};
use std::collections::BTreeMap;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxChange {
    /// The way to the box or row, from the document down.
    pub path: Vec<PathStep>,
    /// What became of it.
    pub kind: ChangeKind,
}

/// One step of a path: a box of the form, or a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathStep {
    /// The form's word; of a row its id, or its number from 1 where it has none.
    pub name: String,
    /// Whether it is a row of a list.
    pub is_row: bool,
    /// Where it stands among its neighbours in the old document, from 0.
    pub old: Option<usize>,
    /// Where it stands in the new one.
    pub new: Option<usize>,
}

/// What became of a box or row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// 新設: it stands in the new document only.
    Added(WordTree),
    /// 削除: it stands in the old document only.
    Removed(WordTree),
    /// 変更: a value differs.
    Changed(WordTree, WordTree),
    /// 移動: a row stands at another place among the rows; what changed inside it is told by other changes.
    Moved(WordTree, WordTree),
}

impl ChangeKind {
    /// The word of a 新旧対照表.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Added(_) => "新設",
            Self::Removed(_) => "削除",
            Self::Changed(..) => "変更",
            Self::Moved(..) => "移動",
        }
    }

    /// What the old document has there.
    #[must_use]
    pub fn before(&self) -> Option<&WordTree> {
        match self {
            Self::Added(_) => None,
            Self::Removed(old) | Self::Changed(old, _) | Self::Moved(old, _) => Some(old),
        }
    }

    /// What the new document has there.
    #[must_use]
    pub fn after(&self) -> Option<&WordTree> {
        match self {
            Self::Removed(_) => None,
            Self::Added(new) | Self::Changed(_, new) | Self::Moved(_, new) => Some(new),
        }
    }
}

/// All differences of two trees, in the order of the form.
#[must_use]
pub fn changes(old: &WordTree, new: &WordTree) -> Vec<BoxChange> {
    of_delta(&Delta::between(old, new))
}

pub(super) fn of_delta(delta: &Delta<'_>) -> Vec<BoxChange> {
    let mut found = Vec::new();
    collect(delta, &mut Vec::new(), &mut found);
    found
}

fn collect(delta: &Delta<'_>, path: &mut Vec<PathStep>, found: &mut Vec<BoxChange>) {
    let mut add = |kind: ChangeKind| found.push(BoxChange { path: path.clone(), kind });
    match (delta.state, delta.old, delta.new) {
        (BoxState::Same, ..) => {}
        (BoxState::Changed, Some(old), Some(new)) => match &delta.parts {
            DeltaParts::Whole => add(ChangeKind::Changed(old.clone(), new.clone())),
            DeltaParts::Record(parts) => parts.iter().for_each(|part| descend(part, false, path, found)),
            DeltaParts::List(parts) => parts.iter().for_each(|part| descend(part, true, path, found)),
        },
        (_, None, Some(new)) => add(ChangeKind::Added(new.clone())),
        (_, Some(old), _) => add(ChangeKind::Removed(old.clone())),
        (_, None, None) => {}
    }
}

fn descend(part: &DeltaPart<'_>, is_row: bool, path: &mut Vec<PathStep>, found: &mut Vec<BoxChange>) {
    path.push(PathStep { name: part.name.clone(), is_row, old: part.old_index, new: part.new_index });
    if let (true, Some(old), Some(new)) = (part.moved, part.delta.old, part.delta.new) {
        found.push(BoxChange { path: path.clone(), kind: ChangeKind::Moved(old.clone(), new.clone()) });
    }
    collect(&part.delta, path, found);
    path.pop();
}

/// The old tree with all changes made: the new one, but for what does not count as a change.
#[must_use]
pub fn apply(old: &WordTree, changes: &[BoxChange]) -> WordTree {
    let changes: Vec<(&[PathStep], &ChangeKind)> =
        changes.iter().map(|change| (change.path.as_slice(), &change.kind)).collect();
    applied(old, &changes)
}

fn applied(old: &WordTree, changes: &[(&[PathStep], &ChangeKind)]) -> WordTree {
    if let Some((_, kind)) = changes.iter().find(|(path, _)| path.is_empty()) {
        return kind.after().cloned().unwrap_or_else(|| old.clone());
    }
    let value = match &old.value {
        Branch::Leaf(leaf) => Branch::Leaf(leaf.clone()),
        Branch::List(items) => Branch::List(rebuilt(items, changes, applied, |_, tree| tree.clone())),
        Branch::Record { kind, boxes } => Branch::Record { kind: *kind, boxes: boxes_applied(boxes, changes) },
    };
    WordTree { span: old.span, id: old.id, value }
}

fn boxes_applied(boxes: &[FilledBox], changes: &[(&[PathStep], &ChangeKind)]) -> Vec<FilledBox> {
    let inside = |one: &FilledBox, changes: &[(&[PathStep], &ChangeKind)]| FilledBox {
        word: one.word.clone(),
        tree: applied(&one.tree, changes),
    };
    let added = |step: &PathStep, tree: &WordTree| FilledBox { word: step.name.clone().into(), tree: tree.clone() };
    rebuilt(boxes, changes, inside, added)
}

/// The children with the changes made below each: what was added or moved stands at its new place, the others fill the
/// places between in their order.
fn rebuilt<T>(
    old: &[T],
    changes: &[(&[PathStep], &ChangeKind)],
    inside: impl Fn(&T, &[(&[PathStep], &ChangeKind)]) -> T,
    added: impl Fn(&PathStep, &WordTree) -> T,
) -> Vec<T> {
    let mut placed = BTreeMap::new();
    let mut others = Vec::new();
    for (index, child) in old.iter().enumerate() {
        let own: Vec<&(&[PathStep], &ChangeKind)> =
            changes.iter().filter(|(path, _)| path.first().is_some_and(|step| step.old == Some(index))).collect();
        let direct = |wanted: fn(&ChangeKind) -> bool| own.iter().find(|(path, kind)| path.len() == 1 && wanted(kind));
        if direct(|kind| matches!(kind, ChangeKind::Removed(_))).is_some() {
            continue;
        }
        let moved = direct(|kind| matches!(kind, ChangeKind::Moved(..))).and_then(|(path, _)| path[0].new);
        let below: Vec<(&[PathStep], &ChangeKind)> = own
            .iter()
            .filter(|(path, kind)| path.len() > 1 || !matches!(kind, ChangeKind::Moved(..)))
            .map(|(path, kind)| (&path[1..], *kind))
            .collect();
        let child = inside(child, &below);
        match moved {
            Some(place) => drop(placed.insert(place, child)),
            None => others.push(child),
        }
    }
    for (path, kind) in changes {
        if let ([step], ChangeKind::Added(tree), Some(place)) = (*path, *kind, path[0].new) {
            placed.insert(place, added(step, tree));
        }
    }
    let mut others = others.into_iter();
    let mut rebuilt = Vec::new();
    loop {
        match placed.remove(&rebuilt.len()) {
            Some(child) => rebuilt.push(child),
            None => match others.next() {
                Some(child) => rebuilt.push(child),
                None => break,
            },
        }
    }
    // A place beyond the end occurs only in a list of changes that is not complete.
    rebuilt.extend(placed.into_values());
    rebuilt
}
