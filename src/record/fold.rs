//! Where YAML made a blank of a line break.
//!
//! The parser does not tell. So the scalar is parsed once more, with a sign at the end of each of its lines: where the
//! sign comes out before a blank, a line was folded. The loaded value keeps its blanks, because a consent names a hash
//! over it; they are taken out on the way to the paper.

use super::characters::normalise;
use crate::source::{Source, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Signs that no text has; one of them is put at the ends of the lines.
const SIGNS: [char; 3] = ['\u{FFFC}', '\u{FFFE}', '\u{10FFFD}'];

/// The places in `value`, in bytes and in order, of the blanks that stand for a line break of the file. `span` is where
/// the value stands.
#[must_use]
pub fn folds(source: &Source, span: Span, value: &str) -> Vec<usize> {
    let raw = source.text().get(span.range()).unwrap_or_default();
    if !raw.contains('\n') || !value.contains(' ') || is_as_written(raw, value) {
        return Vec::new();
    }
    let header = header(&source.text()[..span.start as usize]);
    if header == Some('|') {
        return Vec::new();
    }
    let indent = span.start as usize - source.text()[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let Some(sign) = SIGNS.into_iter().find(|sign| !raw.contains(*sign)) else { return Vec::new() };
    let Ok(parsed) = serde_yaml::from_str::<BTreeMap<String, String>>(&signed(raw, header.map(|_| indent), sign))
    else {
        return Vec::new();
    };
    let Some(signed) = parsed.into_values().next() else { return Vec::new() };
    let signed = normalise(&signed);
    let mut plain = String::with_capacity(signed.len());
    let mut found = Vec::new();
    let mut parts = signed.split(sign);
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        if part.starts_with(' ') {
            found.push(plain.len());
        }
        plain.push_str(part);
    }
    // The value may have lost blank lines at its ends.
    match plain.find(value) {
        Some(start) => {
            let inside = start..start + value.len();
            found.into_iter().filter(|at| inside.contains(at)).map(|at| at - start).collect()
        }
        None => Vec::new(),
    }
}

/// Whether the value is the file's own text: below a heading of a Markdown file nothing is folded.
fn is_as_written(raw: &str, value: &str) -> bool {
    let raw = if raw.contains('\r') { Cow::Owned(raw.replace("\r\n", "\n")) } else { Cow::Borrowed(raw) };
    normalise(&raw).trim() == value.trim()
}

/// `|` or `>`, where the scalar that begins behind `before` stands below one of them.
fn header(before: &str) -> Option<char> {
    let above = before.trim_end_matches(' ').strip_suffix('\n')?.trim_end().lines().next_back()?;
    let words = above.split(" #").next()?.trim_end();
    let mark = words.trim_end_matches(|c: char| c == '-' || c == '+' || c.is_ascii_digit());
    let sign = mark.chars().next_back().filter(|c| matches!(c, '|' | '>'))?;
    let key = &mark[..mark.len() - 1];
    (key.is_empty() || key.ends_with([' ', '\t'])).then_some(sign)
}

/// A file with this scalar alone, each line but the last with the sign at its end. `indent` is that of a text below `>`.
fn signed(raw: &str, indent: Option<usize>, sign: char) -> String {
    let mut out = String::from(if indent.is_some() { "k: >\n" } else { "k: " });
    let count = raw.lines().count();
    for (index, line) in raw.lines().enumerate() {
        match (indent, index) {
            (Some(indent), 0) => out.extend(std::iter::repeat_n(' ', indent).chain(line.chars())),
            (Some(_), _) => out.push_str(line),
            (None, 0) => out.push_str(line.trim_end()),
            (None, _) => {
                out.push(' ');
                out.push_str(line.trim_end());
            }
        }
        let escapes = line.len() - line.trim_end_matches('\\').len();
        let joins = indent.is_none() && raw.starts_with('"') && escapes % 2 == 1;
        if !joins && !line.trim().is_empty() && index + 1 < count {
            out.push(sign);
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::folds;
    use crate::record::{Value, parse_yaml};
    use crate::source::Source;

    /// The value under `k`, with `|` where a line was folded.
    fn folded(text: &str) -> String {
        let source = Source::new("a.yaml", text);
        let mut findings = Vec::new();
        let tree = parse_yaml(&source, 0..text.len(), &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        let node = tree.get("k").expect("the key");
        let Value::Text(value) = &node.value else { panic!("a text: {node:?}") };
        let mut out = value.clone();
        for at in folds(&source, node.span, value).into_iter().rev() {
            assert_eq!(out.remove(at), ' ');
            out.insert(at, '|');
        }
        out
    }

    #[test]
    fn a_blank_that_a_fold_made_is_known() {
        assert_eq!(folded("k: >\n  一 つ\n  二つ\n\n  三つ\n"), "一 つ|二つ\n三つ");
        assert_eq!(folded("k: >-\n    一\n      二\n    三\n    四\nm: n\n"), "一\n  二\n三|四");
        assert_eq!(folded("k: 一 つ\n  二つ\n  三つ  # 注\n"), "一 つ|二つ|三つ");
        assert_eq!(folded("k: \"一 つ\\\"\n  二つ\\\n  三つ\"\n"), "一 つ\"|二つ三つ");
        assert_eq!(folded("k: '一 ''つ\n\n  二つ\n  三'\n"), "一 'つ\n二つ|三");
        assert_eq!(folded("m: {a: b}\nk: >2\n    一\n    二\n"), "  一\n  二");
        assert_eq!(folded("k: |\n  一 つ\n  二つ\n"), "一 つ\n二つ");
    }
}
