//! What does not count as a change: 全角 or 半角, white space, the marks of lists and of emphasis.

use crate::prose::plain;
use crate::record::half_width;
use crate::tree::{Branch, FilledBox, Leaf, WordTree};
use std::ops::Range;

/// Marks that begin an item of a list by themselves.
const JAPANESE_BULLETS: [char; 6] = ['・', '●', '○', '■', '□', '◆'];

/// A plain text with what does not count left out, and the place of each character that is left.
#[derive(Debug, Default)]
pub(super) struct FoldedText {
    /// The characters that count, folded to one width.
    pub(super) text: String,
    /// For each of them, where it begins in `text` and where it stands in the plain text.
    pub(super) places: Vec<(usize, Range<usize>)>,
    /// Where in `text` a line begins.
    pub(super) breaks: Vec<usize>,
}

pub(super) fn folded(plain: &str) -> FoldedText {
    let mut folded = FoldedText::default();
    let mut at = 0;
    for line in plain.split_inclusive('\n') {
        folded.breaks.push(folded.text.len());
        for (offset, c) in counting(line) {
            let start = at + offset;
            folded.places.push((folded.text.len(), start..start + c.len_utf8()));
            folded.text.push(narrow(c));
        }
        at += line.len();
    }
    folded
}

/// A short or long text without what does not count.
pub(super) fn fold(text: &str) -> String {
    let plain = plain(text);
    let mut folded = String::with_capacity(plain.len());
    folded.extend(plain.lines().flat_map(counting).map(|(_, c)| narrow(c)));
    folded
}

/// The characters of a line that count, with their places.
fn counting(line: &str) -> impl Iterator<Item = (usize, char)> {
    let skipped = list_mark(line);
    line.char_indices().filter(move |(offset, c)| *offset >= skipped && !c.is_whitespace())
}

/// How many bytes of a line are the mark of a list: ・, or a number with a point or a bracket.
fn list_mark(line: &str) -> usize {
    let rest = line.trim_start();
    let indent = line.len() - rest.len();
    if let Some(mark) = rest.chars().next().filter(|c| JAPANESE_BULLETS.contains(c)) {
        return indent + mark.len_utf8();
    }
    let digits = rest.len() - rest.trim_start_matches(|c| narrow(c).is_ascii_digit()).len();
    let mut after = rest[digits..].chars();
    match (digits, after.next(), after.next()) {
        (1.., Some(mark), Some(' ' | '\u{3000}')) if ['.', ')'].contains(&narrow(mark)) => {
            indent + digits + mark.len_utf8()
        }
        _ => 0,
    }
}

/// The half-width form of a character that has one, and one form for the marks that look alike.
fn narrow(c: char) -> char {
    match half_width(c) {
        '〜' | '∼' => '~',
        '‐' | '−' | '–' | '‑' => '-',
        c => c,
    }
}

/// Whether two values say the same.
pub(super) fn same(old: &Leaf, new: &Leaf) -> bool {
    match (old, new) {
        (Leaf::Text(old), Leaf::Text(new))
        | (Leaf::Word(old), Leaf::Word(new))
        | (Leaf::Name(old), Leaf::Name(new)) => old == new || fold(old) == fold(new),
        (old, new) => old == new,
    }
}

/// A tree with every text folded: two that say the same are equal.
#[must_use]
pub fn folded_tree(tree: &WordTree) -> WordTree {
    let value = match &tree.value {
        Branch::Leaf(leaf) => Branch::Leaf(match leaf {
            Leaf::Text(text) => Leaf::Text(fold(text)),
            Leaf::Word(text) => Leaf::Word(fold(text)),
            Leaf::Name(text) => Leaf::Name(fold(text)),
            other => other.clone(),
        }),
        Branch::Record { kind, boxes } => {
            let boxes = boxes.iter().map(|one| FilledBox { word: one.word.clone(), tree: folded_tree(&one.tree) });
            Branch::Record { kind: *kind, boxes: boxes.collect() }
        }
        Branch::List(items) => Branch::List(items.iter().map(folded_tree).collect()),
    };
    WordTree { span: tree.span, id: tree.id, value }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn width_space_and_marks_are_folded() {
        for same in [
            "- 月2回、(10分)\n- 次",
            "・月２回、（１０分）\n・次",
            "* 月 2 回、(10分)\n\n* 次",
            "1. 月2回、(10分)\n2. 次",
            "月2回、**(10分)**次",
        ] {
            assert_eq!(fold(same), "月2回、(10分)次", "{same}");
        }
        assert_ne!(fold("10.5分"), fold("5分"));
        assert_ne!(fold("-5度"), fold("5度"));
    }
}
