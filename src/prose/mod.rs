//! What a long text may contain: the one place that says it, for the print, the guard and the rules.
//!
//! | written | on the paper |
//! |---|---|
//! | a line break, a blank line | a line break, a new paragraph |
//! | `**太字**` | bold, whatever stands beside it; a `**` between two letters or digits opens nothing |
//! | `- ` or `* ` before a word, at a line's start | a bullet |
//! | `3. ` or `3) ` before a word, at a line's start | an item with its number as written |
//! | `> ` at a line's start | a quotation |
//! | `[園](https://…)` | the words and the address behind them |
//! | a tab | a wide blank |
//! | a soft hyphen (U+00AD) | nothing; words are parted where the language parts them |
//!
//! Everything else is text, letter by letter: headings, code, HTML, backslashes, entities, reference definitions, rules,
//! single asterisks. pulldown-cmark finds the blocks; it is shown a `shadow` of the text in which only the marks of
//! this list are left, so that no other construct of CommonMark can take anything away.

mod blocks;
mod fold;
mod inline;
mod page;
mod plain;
mod remark;
mod shadow;
mod wrap;

pub use fold::{is_japanese, unfolded};
pub use page::{PagePart, PageWord, page};
pub use plain::plain;
pub use remark::{Remark, remarks};
pub use wrap::{Stretch, width, wrap};

use std::ops::Range;

/// A text taken apart. Every piece is a range of bytes of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Lines of words.
    Paragraph(Vec<Inline>),
    /// Items with bullets or with numbers.
    List(Vec<Item>),
    /// A quotation.
    Quote(Vec<Block>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The number as written (`3.`, `3)`), or none for a bullet.
    pub number: Option<Range<usize>>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words, as they stand in the source.
    Text(Range<usize>),
    /// A line break.
    Break,
    /// Bold.
    Strong(Vec<Inline>),
}

/// A text without blank lines around it.
#[must_use]
pub fn printed(text: &str) -> &str {
    &text[printed_part(text)]
}

/// The same as a range of its bytes.
#[must_use]
pub fn printed_part(text: &str) -> Range<usize> {
    let text = text.trim_end_matches([' ', '\t', '\r', '\n']);
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
            break;
        }
        from += line.len();
    }
    from..text.len()
}

/// Deeper nesting than this is not taken for lists and quotations.
const MAX_DEPTH: usize = 12;

impl Prose {
    /// Takes a text apart. A text whose blocks cannot be accounted for byte by byte is all words.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        let blocks = if blocks::has_marks(source) { blocks::parse(source) } else { None };
        Self { blocks: blocks.unwrap_or_else(|| blocks::plain(source)) }
    }
}
