//! Strings as Typst writes them.

use std::fmt::Write;

/// Appends a string literal.
pub(super) fn string(out: &mut String, text: &str) {
    out.push('"');
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
