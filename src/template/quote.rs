//! Strings as Typst writes them.

use std::borrow::Cow;
use std::fmt::Write;

/// How a tab prints: no font shows one, and Typst would set what stands beside it without a gap.
const WIDE_BLANK: &str = "\u{3000}";

/// Where a word may be parted at a line's end. Typst 0.15 prints it as a hyphen there and lets it stand twice in what is
/// copied from the page, or fails among other characters of no width.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// Appends the literal of a string that prints.
pub(super) fn words(out: &mut String, text: &str) {
    string(out, &printed(text));
}

/// A string as it prints.
fn printed(text: &str) -> Cow<'_, str> {
    match text.contains(['\t', SOFT_HYPHEN]) {
        true => Cow::Owned(text.replace('\t', WIDE_BLANK).replace(SOFT_HYPHEN, "")),
        false => Cow::Borrowed(text),
    }
}

/// Appends a string literal.
pub(super) fn string(out: &mut String, text: &str) {
    out.push('"');
    // Most texts have nothing that is written otherwise than it stands; the controls above ASCII begin with this byte.
    let is_special = |byte: u8| matches!(byte, b'"' | b'\\' | b'/' | 0xC2 | 0x7F) || byte < b' ';
    if !text.bytes().any(is_special) {
        out.push_str(text);
        out.push('"');
        return;
    }
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Two of them inside a value would be taken for a mark of the template's.
            '/' if previous == '/' => out.push_str("\\u{2f}"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
        previous = c;
    }
    out.push('"');
}
