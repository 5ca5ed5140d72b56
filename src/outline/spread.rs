//! Events that take several lines: git puts two people's `events.yaml` together line by line, and would mix them.

use crate::case;
use crate::record::{self, Node, Value};
use crate::source::Files;
use std::path::{Path, PathBuf};

/// The first of a child's events that takes more than a line: its file, and its line from 1.
#[must_use]
pub fn spread_events(files: &dyn Files) -> Vec<(PathBuf, usize)> {
    let children = case::find(files, &mut Vec::new()).unwrap_or_default();
    let spread = |child: &String| {
        let path = Path::new("cases").join(child).join("events.yaml");
        let case::FileText { source, readable, .. } = case::read_text(files, &path);
        if !readable {
            return None;
        }
        let tree = record::parse_yaml(&source, 0..source.text().len(), &mut Vec::new());
        let Value::List(lines) = tree.value else { return None };
        let line = |offset: u32| source.line_column(offset as usize).0;
        let first = lines.iter().find(|event| line(ends(event).0) != line(ends(event).1))?;
        Some((path, line(ends(first).0)))
    };
    children.iter().filter_map(spread).collect()
}

/// Where the first and the last thing begin that was written of a value.
fn ends(node: &Node) -> (u32, u32) {
    let all = |ends: Vec<(u32, u32)>| {
        let first = ends.iter().map(|(first, _)| *first).min().unwrap_or(node.span.start);
        (first, ends.iter().map(|(_, last)| *last).max().unwrap_or(node.span.start))
    };
    match &node.value {
        Value::Null | Value::Unread => (node.span.start, node.span.start),
        // A long text ends on another line than it begins.
        Value::Text(_) => (node.span.start, node.span.end.saturating_sub(1).max(node.span.start)),
        Value::List(items) => all(items.iter().map(ends).collect()),
        Value::Map(entries) => all(entries
            .iter()
            .map(|entry| (entry.key_span.start, ends(&entry.node).1.max(entry.key_span.start)))
            .collect()),
    }
}
