//! The marks that git leaves in a file where two people changed the same lines.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use std::sync::Arc;

/// The finding about the marks in a file, when it has some: one for all of them, at the first.
#[must_use]
pub fn find(source: &Arc<Source>) -> Option<Diagnostic> {
    let text = source.text();
    // Each of the signs is rarer than a file that has seven of it.
    let has = |sign: char, mark: &str| text.contains(sign) && text.contains(mark);
    if ![('<', "<<<<<<<"), ('>', ">>>>>>>"), ('=', "======="), ('|', "|||||||")].iter().any(|(s, m)| has(*s, m)) {
        return None;
    }
    let mut at = 0;
    let mut marks: Vec<Span> = Vec::new();
    for line in text.split_inclusive('\n') {
        let plain = line.trim_end();
        if is_mark(plain) {
            marks.push(source.span(at..at + plain.len()));
        }
        at += line.len();
    }
    let (first, rest) = marks.split_first()?;
    let shown: Vec<String> = marks.iter().map(|mark| source.line_column(mark.start as usize).0.to_string()).collect();
    let message = format!(
        "git が二人の書き換えをまとめきれず、印(<<<<<<<、=======、>>>>>>>)を残しています({} 行目)",
        shown.join("、")
    );
    let finding = Diagnostic::new(Code::SYNTAX_INVALID, first.place(), message).help(
        "「<<<<<<<」から「=======」までが一方の、「>>>>>>>」までがもう一方の書いた行です。残す行を選び、印の行を消してください",
    );
    Some(match rest.last() {
        Some(last) => finding.related(last.place(), "印はここまでです"),
        None => finding,
    })
}

/// Seven signs at the beginning of a line, then nothing or a blank and a name.
fn is_mark(line: &str) -> bool {
    line == "======="
        || ["<<<<<<<", ">>>>>>>", "|||||||"]
            .iter()
            .any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}
