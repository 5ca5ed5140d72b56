//! What does not count as a change: 全角 or 半角, white space, the marks of lists and of emphasis.

use super::leaf::Leaf;
use super::tree::{Entry, Tree, Value};
use crate::prose::{Block, Inline, Prose};
use std::ops::Range;

/// Marks that begin an item of a list where a space follows, and those that need none.
const BULLETS: [char; 2] = ['-', '*'];
const JAPANESE_BULLETS: [char; 6] = ['・', '●', '○', '■', '□', '◆'];

/// A long text as it reads on paper: bullets are ・, and nothing is left of the marks that make words bold. What is a
/// mark is said in [`crate::prose`] alone; every other sign is text.
#[must_use]
pub fn plain(text: &str) -> String {
    let text = text.trim();
    let words = Words::of(text);
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let rest = line.trim_start();
        let mut at = start + (line.len() - rest.len());
        let mut rest = rest.trim_end();
        let mut chars = rest.chars();
        // A mark without words is one as well: it may be - here and * there.
        let is_mark = |next: Option<char>| match next {
            None => true,
            Some(next) => matches!(next, ' ' | '\u{3000}') && !words.have(at),
        };
        if let Some(mark) = chars.next().filter(|mark| BULLETS.contains(mark))
            && is_mark(chars.next())
        {
            // One full-width space for each level of a nested list.
            let depth = (at - start) / 2;
            out.extend(std::iter::repeat_n('\u{3000}', depth));
            out.push('・');
            let own = rest[mark.len_utf8()..].trim_start();
            at += rest.len() - own.len();
            rest = own;
        }
        let mut from = 0;
        for (bold, mark) in rest.match_indices("**").filter(|(bold, _)| !words.have(at + bold)) {
            out.push_str(&rest[from..bold]);
            from = bold + mark.len();
        }
        out.push_str(rest[from..].trim_end());
        start += line.len();
    }
    out
}

/// The bytes of a text that are words and not marks.
struct Words(Vec<Range<usize>>);

impl Words {
    fn of(text: &str) -> Self {
        let may_be_bullet = |line: &str| line.trim_start().starts_with(BULLETS);
        if !text.contains("**") && !text.lines().any(may_be_bullet) {
            return Self(std::iter::once(0..text.len()).collect());
        }
        let mut words = Self(Vec::new());
        words.blocks(&Prose::parse(text).blocks);
        words.0.sort_by_key(|range| range.start);
        words
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(pieces) => self.pieces(pieces),
                Block::List(items) => items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Quote(blocks) => self.blocks(blocks),
            }
        }
    }

    fn pieces(&mut self, pieces: &[Inline]) {
        for piece in pieces {
            match piece {
                Inline::Text(range) => self.0.push(range.clone()),
                Inline::Strong(pieces) => self.pieces(pieces),
                Inline::Break => {}
            }
        }
    }

    /// Whether the byte at an offset is of a word.
    fn have(&self, offset: usize) -> bool {
        let after = self.0.partition_point(|range| range.start <= offset);
        after.checked_sub(1).is_some_and(|index| self.0[index].contains(&offset))
    }
}

/// A plain text with what does not count left out, and the place of each character that is left.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The characters that count, folded to one width.
    pub(super) text: String,
    /// For each of them, where it begins in `text` and where it stands in the plain text.
    pub(super) places: Vec<(usize, Range<usize>)>,
    /// Where in `text` a line begins.
    pub(super) breaks: Vec<usize>,
}

pub(super) fn folded(plain: &str) -> Folded {
    let mut folded = Folded::default();
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
    match c {
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(narrow) => narrow_mark(narrow),
            None => c,
        },
        c => narrow_mark(c),
    }
}

fn narrow_mark(c: char) -> char {
    match c {
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
pub fn folded_tree(tree: &Tree) -> Tree {
    let value = match &tree.value {
        Value::Leaf(leaf) => Value::Leaf(match leaf {
            Leaf::Text(text) => Leaf::Text(fold(text)),
            Leaf::Word(text) => Leaf::Word(fold(text)),
            Leaf::Name(text) => Leaf::Name(fold(text)),
            other => other.clone(),
        }),
        Value::Record { name, entries } => {
            let entries =
                entries.iter().map(|entry| Entry { word: entry.word.clone(), tree: folded_tree(&entry.tree) });
            Value::Record { name, entries: entries.collect() }
        }
        Value::List(items) => Value::List(items.iter().map(folded_tree).collect()),
    };
    Tree { span: tree.span, value }
}

#[cfg(test)]
mod tests {
    use super::{fold, plain};

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

    #[test]
    fn a_text_is_shown_as_it_reads_on_paper() {
        assert_eq!(plain("- 一\n  - **二**\n三\n- "), "・一\n　・二\n三\n・");
        assert_eq!(plain("\n* 一\n\n3. **二**と「**三**」\n"), "・一\n\n3. 二と「三」");
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in ["10**20**5cm", "** 一 **", "**一", "***一***", "+ 加える", "-5度", "0.5mg*2錠", "- - -"] {
            assert_eq!(plain(text), text);
        }
        assert_eq!(plain("- 10**20**5cm\n- **大**事"), "・10**20**5cm\n・大事");
    }
}
