//! Changes to a text at places of it. What no change touches stays byte by byte: comments, notation, line breaks.

use crate::record::{Entry, Node, Value};
use crate::source::Span;
use std::ops::Range;

/// Changes that are made to one text together.
pub(super) struct Edits<'t> {
    text: &'t str,
    line_break: &'static str,
    changes: Vec<(Range<usize>, String)>,
    /// Comments with these labels are not written.
    silent: &'static [&'static str],
}

impl<'t> Edits<'t> {
    /// None yet.
    pub(super) fn of(text: &'t str) -> Self {
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self { text, line_break, changes: Vec::new(), silent: &[] }
    }

    /// Comments that begin with one of these labels are left out from here on.
    pub(super) fn leave_out(&mut self, labels: &'static [&'static str]) {
        self.silent = labels;
    }

    /// What is written at a place.
    pub(super) fn written(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }

    /// Another text in place of what stands there.
    pub(super) fn replace(&mut self, span: Span, with: impl Into<String>) {
        self.changes.push((span.range(), with.into()));
    }

    /// Another value for a key, which may have none yet.
    pub(super) fn set(&mut self, entry: &Entry, with: &str) {
        let key = entry.key_span.end as usize;
        let colon = key + self.text[key..].find(':').map_or(0, |at| at + 1);
        let range = entry.node.span.range();
        if range.start >= colon && !self.text[range.clone()].trim().is_empty() {
            self.changes.push((range, with.to_owned()));
            return;
        }
        // Nothing, or a word for it.
        let line = &self.text[colon..self.end_of_line(colon)];
        let nothing = line.split(" #").next().unwrap_or_default().trim_end();
        self.changes.push((colon..colon + nothing.len(), format!(" {with}")));
    }

    /// A line below the one on which a place ends, as far in as that one.
    pub(super) fn line_below(&mut self, span: Span, line: &str) {
        let end = self.end_of_line(span.end as usize);
        let indent = self.indent(span.start as usize).to_owned();
        let ended = self.text[..end].ends_with('\n');
        let text = match ended {
            true => format!("{indent}{line}{}", self.line_break),
            false => format!("{}{indent}{line}", self.line_break),
        };
        self.changes.push((end..end, text));
    }

    /// Lines of comment above the line on which a place begins, as far in as that one.
    pub(super) fn comment_above(&mut self, span: Span, comments: &[String]) {
        let start = self.start_of_line(span.start as usize);
        let indent = self.indent(span.start as usize).to_owned();
        let is_told = |comment: &&String| !self.silent.iter().any(|label| comment.starts_with(label));
        let lines: String = comments.iter().filter(is_told).map(|comment| self.comment(&indent, comment)).collect();
        self.changes.push((start..start, lines));
    }

    /// Lines of comment in front of everything.
    pub(super) fn comment_first(&mut self, comments: &[String]) {
        let lines: String = comments.iter().map(|comment| self.comment("", comment)).collect();
        self.changes.push((0..0, lines));
    }

    fn comment(&self, indent: &str, comment: &str) -> String {
        let words: Vec<&str> = comment.split_whitespace().collect();
        format!("{indent}# {}{}", words.join(" "), self.line_break)
    }

    /// Without the lines on which a range stands.
    pub(super) fn remove_lines(&mut self, range: Range<usize>) {
        let range = self.start_of_line(range.start)..range.end;
        self.changes.push((range, String::new()));
    }

    /// Without the lines of a key and its value.
    pub(super) fn remove_entry(&mut self, entry: &Entry) {
        let end = self.end_of_line(end_of(&entry.node).max(entry.key_span.end as usize));
        self.remove_lines(entry.key_span.start as usize..end);
    }

    /// Where the line of a place begins.
    pub(super) fn start_of_line(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Where the line behind that of a place begins.
    pub(super) fn end_of_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |found| at + found + 1)
    }

    fn indent(&self, at: usize) -> &'t str {
        let line = &self.text[self.start_of_line(at)..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// The text with all of them. Those at one place stand in the order in which they were made.
    pub(super) fn apply(mut self) -> String {
        self.changes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.text.len() + 256);
        let mut at = 0;
        for (range, with) in self.changes {
            // What lies in a part that goes, goes with it.
            if range.end < at || (range.start < at && range.is_empty()) {
                continue;
            }
            let start = range.start.max(at);
            out.push_str(&self.text[at..start]);
            out.push_str(&with);
            at = range.end.max(start);
        }
        out.push_str(&self.text[at..]);
        out
    }
}

/// Where a node begins: a record at its first key.
pub(super) fn head_of(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |entry| entry.key_span),
        _ => node.span,
    }
}

/// Where the last value within a node ends.
pub(super) fn end_of(node: &Node) -> usize {
    let within = match &node.value {
        Value::Map(entries) => entries.iter().map(|entry| end_of(&entry.node).max(entry.key_span.end as usize)).max(),
        Value::List(items) => items.iter().map(end_of).max(),
        Value::Null | Value::Text(_) | Value::Unread => None,
    };
    within.unwrap_or(0).max(node.span.end as usize)
}
