//! A file that is written in braces, `{状態: 確定, 支援: [{…}]}`, as one with a line for each key: only there is a place for a
//! mark above a box, and lines that can go.

use crate::case::Document;
use crate::record::{self, Entry, Node, Value, double_quoted, quoted};
use crate::source::Source;
use std::fmt::Write;

/// The same paper in block style, where it, or a table of it, stands in braces or brackets; none where it has lines of its
/// own already, or could not be read whole. Comments within braces are lost, and so are the signs that only its writer knew.
pub(super) fn in_block_style(paper: &Document) -> Option<Document> {
    let text = paper.source.text();
    let Value::Map(entries) = &paper.tree.value else { return None };
    let in_braces =
        text[paper.tree.span.range()].starts_with('{') || entries.iter().any(|entry| is_folded(entry, text));
    if paper.broken || !in_braces {
        return None;
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines = comments_above(text, entries);
    write_map(entries, "", &mut lines)?;
    let text = lines.replace('\n', end);
    let source = Source::new(paper.source.path(), text.clone());
    let mut findings = Vec::new();
    let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
    let model = (paper.kind.read)(&source, &mut tree, &mut findings);
    Some(Document { kind: paper.kind, name: paper.name.clone(), source, tree, model, date: paper.date, broken: false })
}

/// Whether a list of records stands in brackets.
fn is_folded(entry: &Entry, text: &str) -> bool {
    matches!(&entry.node.value, Value::List(items) if items.iter().any(is_record))
        && text[entry.node.span.range()].starts_with('[')
}

fn is_record(node: &Node) -> bool {
    matches!(node.value, Value::Map(_))
}

/// The comments in front of everything.
fn comments_above(text: &str, entries: &[Entry]) -> String {
    let start = entries.first().map_or(0, |entry| entry.key_span.start as usize);
    let comments = text[..start].lines().map(str::trim_start).filter(|line| line.starts_with('#'));
    comments.flat_map(|line| [line, "\n"]).collect()
}

/// `none` where something could not be read.
fn write_map(entries: &[Entry], indent: &str, lines: &mut String) -> Option<()> {
    for entry in entries {
        let _ = write!(lines, "{indent}{}:", quoted(&entry.key));
        match &entry.node.value {
            Value::Null => lines.push('\n'),
            Value::Text(text) => write_text(text, indent, lines),
            value if is_flat(value) => {
                let _ = writeln!(lines, " {}", flow(&entry.node)?);
            }
            Value::List(items) => {
                lines.push('\n');
                for item in items {
                    write_item(item, &format!("{indent}  "), lines)?;
                }
            }
            Value::Map(inner) => {
                lines.push('\n');
                write_map(inner, &format!("{indent}  "), lines)?;
            }
            Value::Unread => return None,
        }
    }
    Some(())
}

fn write_item(item: &Node, indent: &str, lines: &mut String) -> Option<()> {
    let Value::Map(entries) = &item.value else {
        let _ = writeln!(lines, "{indent}- {}", flow(item)?);
        return Some(());
    };
    let mut own = String::new();
    write_map(entries, &format!("{indent}  "), &mut own)?;
    // The first key stands behind the dash.
    let _ = write!(lines, "{indent}- {}", own.strip_prefix(&format!("{indent}  ")).unwrap_or(&own));
    Some(())
}

fn write_text(text: &str, indent: &str, lines: &mut String) {
    let is_plain_block =
        text.contains('\n') && !text.starts_with([' ', '\n', '\t']) && text.lines().all(|line| line.trim_end() == line);
    if !is_plain_block {
        let _ = writeln!(lines, " {}", quoted(text));
        return;
    }
    // What ends without a line break is read back without one.
    lines.push_str(if text.ends_with('\n') { " |\n" } else { " |-\n" });
    for line in text.lines() {
        let _ = if line.is_empty() { writeln!(lines) } else { writeln!(lines, "{indent}  {line}") };
    }
}

/// Whether a value fits in a line: a list or record of short texts.
fn is_flat(value: &Value) -> bool {
    const SHORT: usize = 40;
    let is_short = |node: &Node| match &node.value {
        Value::Text(text) => text.chars().count() <= SHORT && !text.contains('\n'),
        Value::Null => true,
        Value::List(items) => items.iter().all(|item| matches!(item.value, Value::Text(_))),
        _ => false,
    };
    match value {
        Value::List(items) => items.iter().all(|item| is_short(item) && !matches!(item.value, Value::List(_))),
        Value::Map(entries) => entries.iter().all(|entry| is_short(&entry.node)),
        _ => false,
    }
}

fn flow(node: &Node) -> Option<String> {
    Some(match &node.value {
        Value::Null => String::new(),
        Value::Text(text) if text.contains('\n') => double_quoted(text),
        Value::Text(text) => quoted(text).into_owned(),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Option<Vec<_>>>()?.join(", ")),
        Value::Map(entries) => {
            let pair = |entry: &Entry| Some(format!("{}: {}", quoted(&entry.key), flow(&entry.node)?));
            format!("{{{}}}", entries.iter().map(pair).collect::<Option<Vec<_>>>()?.join(", "))
        }
        Value::Unread => return None,
    })
}
