//! Texts that can be found again on the page: each of their strings is an expression of its own, so that Typst keeps with
//! every glyph where in the source it comes from, and the source tells the number of the text.

use super::quote;
use crate::prose::{Block, Inline, Prose};
use memchr::memmem;
use std::ops::Range;

/// How a string of a text begins in the source.
const OPEN: &str = "[#\"";

/// What stands before the content of a text in the source.
const BODY: &str = ", body: [#{";

/// Where the content of a text stands in the source of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The text's number.
    pub number: usize,
    /// The bytes.
    pub range: Range<usize>,
}

/// Appends a content, with its strings as expressions of their own.
pub(super) fn tag(out: &mut String, content: &str) {
    let mut rest = 0;
    let is_word = |before, after| matches!(before, '{' | ';' | '\n') && after == ';';
    let is_number = |before, after| matches!(before, '(' | ',') && after == ',';
    for range in strings(content, |before, after| is_word(before, after) || is_number(before, after)) {
        out.push_str(&content[rest..range.start]);
        out.push_str("[#");
        out.push_str(&content[range.clone()]);
        out.push(']');
        rest = range.end;
    }
    out.push_str(&content[rest..]);
}

/// The words of a text in order, the numbers of lists among them, without white space: what is found again on the page.
/// They are taken from the text itself and not from what is generated for it.
#[must_use]
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    of_blocks(text, &Prose::parse(text).blocks, &mut words);
    words
}

fn of_blocks(text: &str, blocks: &[Block], words: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(pieces) => of_pieces(text, pieces, words),
            Block::List(items) => {
                for item in items {
                    words.extend(item.number.iter().flat_map(|number| shown(&text[number.clone()])));
                    of_blocks(text, &item.blocks, words);
                }
            }
            Block::Quote(blocks) => of_blocks(text, blocks, words),
        }
    }
}

fn of_pieces(text: &str, pieces: &[Inline], words: &mut String) {
    for piece in pieces {
        match piece {
            Inline::Text(range) => words.extend(shown(&text[range.clone()])),
            Inline::Strong(pieces) => of_pieces(text, pieces, words),
            Inline::Break => {}
        }
    }
}

fn shown(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && *c != quote::SOFT_HYPHEN)
}

/// Whether the byte of a source is the beginning of a text's string.
#[must_use]
pub fn begins_string(source: &str, offset: usize) -> bool {
    offset >= 2 && source.get(offset - 2..).is_some_and(|rest| rest.starts_with(OPEN))
}

/// The contents of texts in a source, in order.
#[must_use]
pub fn bodies(source: &str) -> Vec<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    for found in memmem::find_iter(source.as_bytes(), BODY) {
        // Words of a text that look like the beginning of another.
        if bodies.last().is_some_and(|last| found < last.range.end) {
            continue;
        }
        let start = found + ", body: ".len();
        let Some(number) = number_before(&source[..start]) else { continue };
        bodies.push(Body { number, range: start..closed(source, start) });
    }
    bodies
}

/// The number in `place: 3, length: 120, lines: 4, body: `, read from its end.
fn number_before(source: &str) -> Option<usize> {
    let (_, rest) = source.rsplit_once("place: ")?;
    let (number, rest) = rest.split_once(", length: ")?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (length, rest) = rest.split_once(", lines: ")?;
    let lines = rest.strip_suffix(", body: ")?;
    (digits(length) && digits(lines)).then(|| number.parse().ok())?
}

/// The end of the bracket that begins at an offset.
fn closed(source: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut bytes = source.bytes().enumerate().skip(start);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if quoted => {
                bytes.next();
            }
            b'"' => quoted = !quoted,
            b'[' | b'{' | b'(' if !quoted => depth += 1,
            b']' | b'}' | b')' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    source.len()
}

/// The string literals of some code between two characters that are as wanted, with their quotes.
fn strings(code: &str, wanted: impl Fn(char, char) -> bool) -> Vec<Range<usize>> {
    let bytes = code.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'"' {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        end = (end + 1).min(bytes.len());
        let near =
            |index: Option<usize>| index.and_then(|index| bytes.get(index)).map_or(' ', |byte| char::from(*byte));
        if wanted(near(at.checked_sub(1)), near(Some(end))) {
            found.push(at..end);
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::{Body, begins_string, bodies, tag, words};

    fn write(out: &mut String, text: &str) {
        let mut content = String::new();
        markdown::write(&mut content, text);
        tag(out, &content);
    }

    #[test]
    fn the_numbers_of_a_list_are_found_in_its_content() {
        let mut content = String::new();
        write(&mut content, "3. 三\n5. 五");
        assert!(content.contains("([#\"3.\"],[#\"5.\"],).at(n - 1)"), "{content}");
        assert_eq!(words("- 一\n- 二\n\n3. 三\n   1) 四\n5. **五**"), "一二3.三1)四5.五");
    }

    #[test]
    fn the_words_of_a_text_are_found_in_its_content() {
        let text = "一つ\"目\\\n\n**二**と //\n- 三 [#{\"x\";}]";
        let mut source = "#f((field: \"い\", place: 7, length: 12, lines: 2, body: ".to_owned();
        let start = source.len();
        write(&mut source, text);
        let end = source.len();
        source.push_str("))\n#\"別の値\"");
        assert_eq!(bodies(&source), [Body { number: 7, range: start..end }]);
        assert_eq!(words(text), "一つ\"目\\二と//三[#{\"x\";}]");
        let strings = (start..end).filter(|at| begins_string(&source, *at)).count();
        assert!(strings >= 4, "{source}");
        assert!(!begins_string(&source, source.len() - 4));
    }
}
