//! From raw nodes to nodes that know where they stand and how they were spelt.

use super::super::characters::normalise;
use super::super::node::{Entry, Node, Value};
use super::raw::{Raw, RawEntry, RawNode};
use super::seen_keys::SeenKeys;
use super::signs::Signs;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Gives every raw node its span in the file and its spelling, and reports keys that stand twice.
pub(super) struct Builder<'a> {
    pub(super) source: &'a Arc<Source>,
    /// What has to be looked for in it.
    pub(super) signs: Signs,
    pub(super) offset: usize,
    pub(super) findings: &'a mut Vec<Diagnostic>,
    /// Keys that stand in a record and belong into the one around it.
    pub(super) shifted: Vec<(String, Span)>,
}

impl Builder<'_> {
    pub(super) fn node(&mut self, raw: RawNode<'_>) -> Node {
        let span = self.span(&raw.at);
        let in_block = matches!(raw.value, Raw::List(_) | Raw::Map(_)) && !self.starts_bracket(span);
        if !in_block {
            self.check_comment(span);
        }
        if !in_block && (self.is_swallowed(span) || self.swallows_item(&raw.value, span)) {
            return Node { span, value: Value::Unread };
        }
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Text(text) => Value::Text(self.scalar(text)),
            Raw::List(items) => Value::List(self.items(items, self.line_start(span.start))),
            Raw::Map(entries) => Value::Map(self.entries(entries)),
        };
        Node { span, value }
    }

    fn items(&mut self, items: Vec<RawNode<'_>>, start: u32) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(items.len());
        let mut items = items.into_iter().peekable();
        while let Some(mut item) = items.next() {
            if items.peek().is_some_and(|next| self.is_typed_twice(&item, next)) {
                continue;
            }
            let in_braces = self.starts_bracket(self.span(&item.at));
            let next = match &mut item.value {
                Raw::Map(entries) if !in_braces => self.without_hyphen(entries),
                _ => None,
            };
            let node = self.node(item);
            nodes.push(match node.value {
                Value::Null => {
                    let hyphen = self.hyphen_behind(nodes.last().map_or(start, |before: &Node| before.span.end));
                    hyphen.and_then(|hyphen| self.lost(hyphen, "- ")).unwrap_or(node)
                }
                _ => node,
            });
            nodes.extend(next);
        }
        nodes
    }

    fn entries(&mut self, entries: Vec<RawEntry<'_>>) -> Vec<Entry> {
        let mut seen: SeenKeys<'_, Span> = SeenKeys::with_capacity(entries.len());
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        let mut in_shifted = false;
        for RawEntry { key, key_at, node: raw } in entries {
            let key_span = self.span(&key_at);
            let key = self.key(key);
            if let Some(first) = seen.get(&key) {
                if let Some((parent, at)) = self.parent_of(&mut kept, &key, key_span) {
                    self.shifted.push((parent, at));
                    in_shifted = true;
                }
                if in_shifted {
                    let end = self.span(&raw.at).end;
                    if let Some(finding) = self.findings.last_mut() {
                        finding.place.reach(end);
                    }
                    continue;
                }
                let finding =
                    Diagnostic::new(Code::KEY_DUPLICATE, key_span.place(), format!("`{key}` が二度書かれています"))
                        .related(first.place(), "最初に書かれた所");
                let first = kept.iter().position(|entry| entry.key == key && entry.node.is_blank());
                match first {
                    // The line was typed twice: what stands below the second was meant for both.
                    Some(first) => {
                        self.findings.push(finding.help("中身のない方の行を消してください"));
                        kept[first].node = self.node(raw);
                    }
                    None => self
                        .findings
                        .push(finding.help("どちらか一つを残してください。残すまで、最初の方だけを使います")),
                }
                continue;
            }
            seen.put(key.clone(), key_span);
            let mut node = self.node(raw);
            kept.extend(self.shifted.drain(..).map(|(key, at)| Entry::unread(&key, at)));
            if matches!(node.value, Value::Null)
                && let Some(lost) = self.lost(key_span, ":")
            {
                node = lost;
            }
            kept.push(Entry { key: key.into_owned(), key_span, node });
        }
        kept
    }

    fn key<'t>(&self, key: Cow<'t, str>) -> Cow<'t, str> {
        const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];
        match key {
            Cow::Borrowed(key) => self.normal(key.trim_end().trim_start_matches(BLANKS)),
            Cow::Owned(key) => Cow::Owned(self.normal(key.trim_end().trim_start_matches(BLANKS)).into_owned()),
        }
    }

    fn scalar(&self, text: Cow<'_, str>) -> String {
        match text {
            Cow::Borrowed(text) => self.normal(text.trim_end()).into_owned(),
            Cow::Owned(mut text) => {
                text.truncate(text.trim_end().len());
                match self.normal(&text) {
                    Cow::Borrowed(_) => text,
                    Cow::Owned(normal) => normal,
                }
            }
        }
    }

    fn normal<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.signs.letters { normalise(text) } else { Cow::Borrowed(text) }
    }

    pub(super) fn line_start(&self, at: u32) -> u32 {
        let before = &self.source.text()[..at as usize];
        before.rfind('\n').map_or(0, |found| u32::try_from(found + 1).unwrap_or(at))
    }

    pub(super) fn starts_bracket(&self, span: Span) -> bool {
        self.source.text()[span.start as usize..].starts_with(['[', '{'])
    }

    /// The span of a range of the part that is parsed.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.source.span(self.offset + range.start..self.offset + range.end)
    }
}
