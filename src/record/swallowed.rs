//! A key or a heading that stands inside the text above it, and is printed there: its line has too much indent, or has lost
//! its `##`.

use super::address::{Shapes, address};
use super::amendment::Amendment;
use super::markdown::undressed;
use super::node::{Entry, Node, Value};
use super::unknown_key::{Judged, missing};
use super::yaml::is_block;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Source;
use std::sync::Arc;

/// The lines of texts that name what their record, or one around it, misses.
pub(super) fn find(source: &Arc<Source>, root: &Node, shapes: &Shapes) -> Judged {
    let mut judged = Judged::default();
    let mut search = SwallowedSearch { source, shapes, path: Vec::new(), judged: &mut judged };
    search.node(root);
    judged
}

struct SwallowedSearch<'a, 'f> {
    source: &'a Arc<Source>,
    shapes: &'a Shapes,
    /// The records around the node that is looked at, with itself.
    path: Vec<&'a Node>,
    judged: &'f mut Judged,
}

impl<'a> SwallowedSearch<'a, '_> {
    fn node(&mut self, node: &'a Node) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.node(item)),
            Value::Map(entries) if self.shapes.contains_key(&address(node)) => {
                self.path.push(node);
                for entry in entries {
                    match &entry.node.value {
                        Value::Text(_) => self.text(entry),
                        _ => self.node(&entry.node),
                    }
                }
                self.path.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, entry: &Entry) {
        let text = self.source.text();
        let raw = &text[entry.node.span.range()];
        let heading = text[..entry.key_span.start as usize].ends_with('#')
            || text[..entry.key_span.start as usize].trim_end_matches([' ', '\t', '\u{3000}']).ends_with(['#', '＃']);
        if !heading && !is_block(text, entry.node.span) {
            return;
        }
        let mut at = entry.node.span.start as usize;
        for line in raw.split_inclusive('\n') {
            self.line(at, line, heading);
            at += line.len();
        }
    }

    fn line(&mut self, at: usize, line: &str, heading: bool) {
        let body = line.trim();
        let (name, value) = match heading {
            true => (undressed(body), ""),
            false => match body.split_once(':') {
                Some((name, value)) if value.is_empty() || value.starts_with(' ') => (name, value.trim()),
                _ => return,
            },
        };
        if name.is_empty() || name.chars().count() > 30 {
            return;
        }
        let found = self.path.iter().rev().find_map(|record| {
            self.shapes.get(&address(record)).filter(|fields| fields.contains(&name))?;
            let key = missing(record, self.shapes).into_iter().find(|key| *key == name)?;
            Some((address(record), key))
        });
        let Some((record, key)) = found.filter(|(record, key)| !self.is_taken(*record, key)) else { return };
        let start = at + (line.len() - line.trim_start().len());
        let span = self.source.span(start..start + body.len());
        // A heading without its marks is said by the rule about headings.
        if !heading {
            let message = format!("`{key}:` の行が、上の「|」の文の続きとして読まれます");
            let finding = Diagnostic::new(Code::SYNTAX_INVALID, span.place(), message).help(format!(
                "項目なら、行頭の空白を減らして、ほかの項目とそろえてください。文の一部なら「{key}：」と全角で書いてください"
            ));
            // A text may well hold such words.
            let sure = value.is_empty() || value == "|";
            self.judged.findings.push(if sure { finding } else { finding.severity(Severity::Warning) });
        }
        self.judged.amendments.entry(record).or_default().push(Amendment::Meant(key, span));
    }

    fn is_taken(&self, record: usize, key: &str) -> bool {
        let own = self.judged.amendments.get(&record).map_or(&[][..], Vec::as_slice);
        own.iter().any(|amendment| matches!(amendment, Amendment::Meant(other, _) if *other == key))
    }
}
