//! The blocks of a text: found by pulldown-cmark in its shadow, and accounted for byte by byte.

use super::shadow::{self, is_blank, list_mark};
use super::{Block, Inline, Item, MAX_DEPTH, inline};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The blocks, or none where a byte of the text would be neither a piece nor a mark.
pub(super) fn parse(source: &str) -> Option<Vec<Block>> {
    let shadow = shadow::of(source);
    let mut builder = BlockBuilder {
        source,
        shadow: &shadow,
        stack: vec![Frame::Blocks(Vec::new())],
        lines: Vec::new(),
        covered: Vec::new(),
    };
    for (event, range) in Parser::new_ext(&shadow, Options::empty()).into_offset_iter() {
        builder.event(&event, range)?;
    }
    builder.finish()
}

/// Whether anything in a text may be more than words: a mark of a list or a quotation at a line's start, bold, a link; a
/// tab or a stray carriage return, which only the parser knows what to make of.
pub(super) fn has_marks(source: &str) -> bool {
    source.bytes().any(|byte| matches!(byte, b'*' | b'[' | b'\t' | b'\r'))
        || source.split('\n').any(|line| {
            let words = line.trim_start_matches(' ');
            words.starts_with('>') || list_mark(words).is_some()
        })
}

/// The text as words alone: its lines, and its paragraphs between blank lines.
pub(super) fn plain(source: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<Inline> = Vec::new();
    let close = |paragraph: &mut Vec<Inline>, blocks: &mut Vec<Block>| {
        if !paragraph.is_empty() {
            blocks.push(Block::Paragraph(std::mem::take(paragraph)));
        }
    };
    for line in lines(source) {
        if source[line.clone()].chars().all(is_blank) {
            close(&mut paragraph, &mut blocks);
            continue;
        }
        if !paragraph.is_empty() {
            paragraph.push(Inline::Break);
        }
        paragraph.push(Inline::Text(line));
    }
    close(&mut paragraph, &mut blocks);
    blocks
}

/// The lines of a text without their breaks.
fn lines(source: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    source.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..line_end(source, start)
    })
}

fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind('\n').map_or(0, |at| at + 1)
}

fn line_end(source: &str, at: usize) -> usize {
    let end = source[at..].find('\n').map_or(source.len(), |length| at + length);
    if end < source.len() && source[at..end].ends_with('\r') { end - 1 } else { end }
}

enum Frame {
    /// The text itself, or a list's item's or a quotation's blocks.
    Blocks(Vec<Block>),
    Quote(Vec<Block>),
    List(Vec<Item>),
    Item {
        number: Option<Range<usize>>,
        /// Where its mark stands, where its words begin, and in which column.
        mark: usize,
        content: usize,
        column: usize,
        blocks: Vec<Block>,
    },
}

struct BlockBuilder<'a> {
    source: &'a str,
    shadow: &'a str,
    stack: Vec<Frame>,
    /// The lines of the paragraph that is open.
    lines: Vec<Range<usize>>,
    /// Every line of words so far.
    covered: Vec<Range<usize>>,
}

impl BlockBuilder<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) -> Option<()> {
        match event {
            Event::Text(_) => self.line(range.start)?,
            // Paragraphs end where lists and quotations do, and at blank lines.
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_)) | Event::End(TagEnd::Paragraph | TagEnd::CodeBlock) => {}
            Event::SoftBreak | Event::HardBreak => {}
            Event::Start(Tag::BlockQuote(_)) => self.open(Frame::Quote(Vec::new()))?,
            Event::Start(Tag::List(_)) => self.open(Frame::List(Vec::new()))?,
            Event::Start(Tag::Item) => {
                let item = self.item(range.start)?;
                self.open(item)?;
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => self.close()?,
            _ => return None,
        }
        Some(())
    }

    /// Takes the line at `at` as words, once.
    fn line(&mut self, at: usize) -> Option<()> {
        let start = line_start(self.source, at);
        if self.covered.last().is_some_and(|last| last.start >= start) {
            return Some(());
        }
        let words = self.text_start(start)..line_end(self.source, start);
        if self.source.get(words.clone())?.chars().all(is_blank) {
            return Some(());
        }
        if self.lines.last().is_some_and(|last| line_start(self.source, start.saturating_sub(1)) > last.start) {
            self.close_paragraph()?;
        }
        self.covered.push(words.clone());
        self.lines.push(words);
        Some(())
    }

    /// Where the words of the line at `start` begin, behind what belongs to the lists and quotations that are open.
    fn text_start(&self, start: usize) -> usize {
        let mut cursor = self.cursor(start);
        for frame in &self.stack {
            let before = cursor;
            match frame {
                Frame::Quote(_) if !cursor.quote() => return before.at,
                Frame::Item { mark, content, column, .. } if *mark >= start => {
                    cursor = Cursor { at: *content, column: *column, ..cursor };
                }
                Frame::Item { column, .. } if !cursor.indent(*column) => return before.at,
                _ => {}
            }
        }
        cursor.at
    }

    fn cursor(&self, start: usize) -> Cursor<'_> {
        Cursor { source: self.source, shadow: self.shadow, at: start, column: 0 }
    }

    /// The item whose mark stands at or behind `at`.
    fn item(&self, at: usize) -> Option<Frame> {
        // Before a tab the parser begins the item at the line break.
        let at = at + usize::from(self.source[at..].starts_with('\n'));
        let start = line_start(self.source, at);
        let from = self.text_start(start);
        let mark = from + self.source[from..].find(|c| !is_blank(c))?;
        if mark < at || self.source.get(at..mark)?.contains(|c| !is_blank(c)) {
            return None;
        }
        let length = list_mark(&self.source[mark..line_end(self.source, start)])?;
        let mut cursor = self.cursor(start);
        cursor.advance(mark + length - start);
        // Five blanks are one that belongs to the mark, and four of the words.
        let one = Cursor { at: cursor.at + 1, column: cursor.column + 1, ..cursor };
        let marked = cursor.column;
        while self.source[cursor.at..].starts_with(is_blank) {
            cursor.advance(1);
        }
        let Cursor { at: content, column, .. } = if cursor.column - marked > 4 { one } else { cursor };
        let number = (length > 1).then_some(mark..mark + length);
        Some(Frame::Item { number, mark, content, column, blocks: Vec::new() })
    }

    fn open(&mut self, frame: Frame) -> Option<()> {
        self.close_paragraph()?;
        self.stack.push(frame);
        (self.stack.len() <= MAX_DEPTH).then_some(())
    }

    fn close(&mut self) -> Option<()> {
        self.close_paragraph()?;
        match self.stack.pop()? {
            // Marks without words are a blank line of the quotation around them.
            Frame::Quote(blocks) if blocks.is_empty() => Some(()),
            Frame::Quote(blocks) => self.add(Block::Quote(blocks)),
            Frame::List(items) => self.add(Block::List(items)),
            Frame::Item { number, blocks, .. } => match self.stack.last_mut()? {
                Frame::List(items) => {
                    // A list whose numbers and bullets are mixed is none that CommonMark has.
                    if items.first().is_some_and(|first| first.number.is_some() != number.is_some()) {
                        return None;
                    }
                    items.push(Item { number, blocks });
                    Some(())
                }
                _ => None,
            },
            Frame::Blocks(_) => None,
        }
    }

    fn close_paragraph(&mut self) -> Option<()> {
        if self.lines.is_empty() {
            return Some(());
        }
        let lines = std::mem::take(&mut self.lines);
        self.add(Block::Paragraph(inline::of(self.source, &lines)))
    }

    fn add(&mut self, block: Block) -> Option<()> {
        match self.stack.last_mut()? {
            Frame::Blocks(blocks) | Frame::Quote(blocks) | Frame::Item { blocks, .. } => blocks.push(block),
            Frame::List(_) => return None,
        }
        Some(())
    }

    /// The blocks, where every line is words or blank.
    fn finish(mut self) -> Option<Vec<Block>> {
        self.close_paragraph()?;
        let mut covered = self.covered.iter().peekable();
        for line in lines(self.source) {
            if covered.next_if(|words| line.start <= words.start && words.end == line.end).is_none()
                && self.shadow[line].contains(|c| !is_blank(c) && c != '>')
            {
                return None;
            }
        }
        match (covered.next(), self.stack.pop(), self.stack.is_empty()) {
            (None, Some(Frame::Blocks(blocks)), true) => Some(blocks),
            _ => None,
        }
    }
}

/// A place in a line with its column, in which a tab reaches to the next fourth one.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    source: &'a str,
    shadow: &'a str,
    at: usize,
    column: usize,
}

impl Cursor<'_> {
    fn advance(&mut self, bytes: usize) {
        for byte in &self.source.as_bytes()[self.at..self.at + bytes] {
            self.column = if *byte == b'\t' { (self.column / 4 + 1) * 4 } else { self.column + 1 };
        }
        self.at += bytes;
    }

    fn blank(&mut self) -> bool {
        let is_blank = self.source[self.at..].starts_with(is_blank);
        if is_blank {
            self.advance(1);
        }
        is_blank
    }

    /// Passes the mark of a quotation and one blank behind it.
    fn quote(&mut self) -> bool {
        let from = self.column;
        while self.column < from + 3 && self.blank() {}
        if self.column > from + 3 || !self.shadow[self.at..].starts_with('>') {
            return false;
        }
        self.advance(1);
        self.blank();
        true
    }

    /// Passes the blanks up to a column.
    fn indent(&mut self, column: usize) -> bool {
        while self.column < column {
            if !self.blank() {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{has_marks, parse, plain};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use proptest::test_runner::{Config, RngSeed, TestRunner};
    use std::cell::Cell;

    /// What CommonMark gives a meaning to, and words.
    const PARTS: [&str; 26] = [
        "あ", "い。", "a", "　", " ", "    ", "\n", "\n", "\n\n", "- ", "* ", "**", "> ", ">", "1. ", "12) ", "3回",
        "# ", "```", "---", "<b>", "[", "](", "|", "=", "\\",
    ];

    #[test]
    fn a_text_without_marks_is_words_to_the_parser_too() {
        let config =
            Config { cases: 6_000, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() };
        let unmarked = Cell::new(0);
        let texts = vec(select(&PARTS[..]), 0..9).prop_map(|parts| parts.concat());
        let agree = |text: String| {
            if !has_marks(&text) {
                unmarked.set(unmarked.get() + 1);
                prop_assert_eq!(parse(&text).unwrap_or_else(|| plain(&text)), plain(&text), "{:?}", text);
            }
            Ok(())
        };
        TestRunner::new(config).run(&texts, agree).expect("they agree");
        assert!(unmarked.get() > 500, "{}", unmarked.get());
    }
}
