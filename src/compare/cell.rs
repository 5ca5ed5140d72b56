//! A box's value on both sides, in pieces of which some differ.

use super::delta::{BoxState, Delta, DeltaPart};
use super::fold::{fold, same};
use super::hours::{Hours, range_shown};
use super::words::words;
use crate::prose::Stretch;
use crate::tree::{Branch, Leaf, NameBook, Segment, WordTree, is_short, segments, shown};

/// Both sides of a box. A side without the box has no pieces.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub(super) old: Vec<Stretch>,
    pub(super) new: Vec<Stretch>,
}

/// The names that hold on each side.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BothNames<'a> {
    pub(super) old: NameBook<'a>,
    pub(super) new: NameBook<'a>,
}

impl BothNames<'_> {
    /// Whether a box is none of the paper's.
    pub(super) fn pass_over(&self, delta: &Delta<'_>) -> bool {
        delta.old.into_iter().chain(delta.new).any(|tree| self.new.passes_over(tree))
    }
}

/// The cells of a box with the form's word `word`.
pub(super) fn cells(word: &str, delta: &Delta<'_>, names: BothNames<'_>) -> Cells {
    match (delta.old, delta.new) {
        (Some(old), Some(new)) => match (&old.value, &new.value) {
            (Branch::Leaf(old_leaf), Branch::Leaf(new_leaf)) => {
                let shown = (names.old.shown(word, old), names.new.shown(word, new));
                of_leaves((old_leaf, new_leaf), shown)
            }
            (Branch::List(_), Branch::List(_)) => of_lists(word, delta, names),
            (Branch::Record { .. }, Branch::Record { .. }) if delta.state == BoxState::Same => Cells {
                old: vec![Stretch::plain(shown(word, old, names.old))],
                new: vec![Stretch::plain(shown(word, new, names.new))],
            },
            (Branch::Record { .. }, Branch::Record { .. }) if is_short(old) && is_short(new) => {
                of_rows(old, new, names)
            }
            (Branch::Record { .. }, Branch::Record { .. }) => of_boxes(delta, names),
            _ => Cells { old: whole(shown(word, old, names.old)), new: whole(shown(word, new, names.new)) },
        },
        (old, new) => Cells {
            old: old.map(|tree| whole(shown(word, tree, names.old))).unwrap_or_default(),
            new: new.map(|tree| whole(shown(word, tree, names.new))).unwrap_or_default(),
        },
    }
}

fn whole(text: String) -> Vec<Stretch> {
    vec![Stretch::marked(text)]
}

fn of_leaves((old, new): (&Leaf, &Leaf), (old_shown, new_shown): (String, String)) -> Cells {
    match (old, new) {
        (Leaf::Text(old), Leaf::Text(new)) => {
            let (old, new) = words(old, new);
            Cells { old, new }
        }
        // A name or the name of a file is read as a whole.
        (Leaf::Word(old), Leaf::Word(new)) if [old, new] == [&old_shown, &new_shown] => {
            let (old, new) = words(old, new);
            Cells { old, new }
        }
        _ => {
            if same(old, new) {
                Cells { old: vec![Stretch::plain(old_shown)], new: vec![Stretch::plain(new_shown)] }
            } else {
                Cells { old: whole(old_shown), new: whole(new_shown) }
            }
        }
    }
}

/// Two short rows, box by box: a text by its words, a number or a date as a whole.
fn of_rows(old: &WordTree, new: &WordTree, names: BothNames<'_>) -> Cells {
    let (old, new) = (segments(old, names.old), segments(new, names.new));
    let side = |own: &[Segment<'_>], other: &[Segment<'_>], is_old: bool| {
        let mut pieces = Vec::new();
        for segment in own {
            pieces.push(Stretch::plain(segment.before.clone()));
            match other.iter().find(|other| other.word == segment.word) {
                Some(other) if fold(&other.value) == fold(&segment.value) => {
                    pieces.push(Stretch::plain(segment.value.clone()));
                }
                Some(other) if segment.is_words => {
                    let (old, new) = if is_old { (segment, other) } else { (other, segment) };
                    let (old, new) = words(&old.value, &new.value);
                    pieces.extend(if is_old { old } else { new });
                }
                _ => pieces.extend(whole(segment.value.clone())),
            }
            pieces.push(Stretch::plain(segment.after));
        }
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    };
    let mut cells = Cells { old: side(&old, &new, true), new: side(&new, &old, false) };
    // Two rows may differ in what their texts do not show, as in the id behind a name.
    if cells.old.iter().chain(&cells.new).all(|piece| !piece.marked) {
        cells.old.iter_mut().chain(&mut cells.new).for_each(|piece| piece.marked = true);
    }
    cells
}

/// Two rows with long texts in them, a box a line, as `label::shown` writes one of them.
fn of_boxes(delta: &Delta<'_>, names: BothNames<'_>) -> Cells {
    let mut sides = Cells::default();
    let add = |pieces: &mut Vec<Stretch>, word: &str, mut cell: Vec<Stretch>| {
        if cell.is_empty() {
            return;
        }
        let line_break = if pieces.is_empty() { "" } else { "\n" };
        let below = if cell.iter().any(|piece| piece.text.contains('\n')) { "\n" } else { "" };
        pieces.push(Stretch::plain(format!("{line_break}【{word}】{below}")));
        pieces.append(&mut cell);
    };
    for part in delta.parts().iter().filter(|part| !names.pass_over(&part.delta)) {
        let cells = cells(&part.name, &part.delta, names);
        add(&mut sides.old, &part.name, cells.old);
        add(&mut sides.new, &part.name, cells.new);
    }
    sides
}

/// A list of words or of short rows, each side in its own order.
fn of_lists(word: &str, delta: &Delta<'_>, names: BothNames<'_>) -> Cells {
    let is_words =
        |tree: Option<&WordTree>| tree.is_none_or(|tree| tree.items().iter().all(|item| item.leaf().is_some()));
    let separator = if is_words(delta.old) && is_words(delta.new) { "、" } else { "\n" };
    let mut sides = Cells::default();
    let mut rows: Vec<(&DeltaPart<'_>, Cells)> =
        delta.parts().iter().map(|part| (part, row(word, part, names))).collect();
    let join = |pieces: &mut Vec<Stretch>, cell: &mut Vec<Stretch>| {
        if !pieces.is_empty() {
            pieces.push(Stretch::plain(separator));
        }
        pieces.append(cell);
    };
    rows.sort_by_key(|(part, _)| part.old_index);
    rows.iter_mut()
        .filter(|(part, _)| part.old_index.is_some())
        .for_each(|(_, cells)| join(&mut sides.old, &mut cells.old));
    rows.sort_by_key(|(part, _)| part.new_index);
    rows.iter_mut()
        .filter(|(part, _)| part.new_index.is_some())
        .for_each(|(_, cells)| join(&mut sides.new, &mut cells.new));
    sides
}

fn row(word: &str, part: &DeltaPart<'_>, names: BothNames<'_>) -> Cells {
    let mut cells = cells(word, &part.delta, names);
    if part.moved {
        cells.old.iter_mut().chain(&mut cells.new).for_each(|piece| piece.marked = true);
    }
    cells
}

/// A timetable as text, a day a line.
pub(super) fn of_hours(hours: &[Hours]) -> Cells {
    let mut cells = Cells::default();
    let add = |pieces: &mut Vec<Stretch>, text: String, changed: bool| {
        if !pieces.is_empty() {
            pieces.push(Stretch::plain("\n"));
        }
        pieces.push(Stretch { text, marked: changed });
    };
    for row in hours {
        let line =
            |range: crate::value::TimeRange| format!("{}　{}({})", row.day, range_shown(range), range.duration());
        if let Some(range) = row.old {
            add(&mut cells.old, line(range), row.changed());
        }
        if let Some(range) = row.new {
            add(&mut cells.new, line(range), row.changed());
        }
    }
    cells
}
