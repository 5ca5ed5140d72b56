//! A long text as it reads on paper, in letters alone.

use super::{Block, Inline, Prose};
use std::ops::Range;

/// Marks that begin an item of a list where a space follows.
const BULLETS: [char; 2] = ['-', '*'];

/// A long text as it reads on paper: bullets are ・, and nothing is left of the marks that make words bold. What is a
/// mark is said in [`super`] alone; every other sign is text.
#[must_use]
pub fn plain(text: &str) -> String {
    let text = text.trim();
    let words = WordBytes::of(text);
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
struct WordBytes(Vec<Range<usize>>);

impl WordBytes {
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

#[cfg(test)]
mod tests {
    use super::plain;

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
