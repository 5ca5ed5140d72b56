//! The small tree between a file's text and its typed record: scalars as written, a span on every key and value.

use crate::source::{Source, Span};

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node can be. Scalars are text as written: `0012` keeps its zeros and `yes` is no truth value.
#[derive(Debug, Clone, Default)]
pub enum Value {
    /// Nothing was written.
    #[default]
    Null,
    /// A scalar.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order written.
    Map(Vec<Entry>),
    /// Something is written here that could not be read, and a finding says so: neither there nor missing.
    Unread,
}

/// One key of a mapping with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key as written, characters normalised.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

impl Entry {
    /// Says that something was written that could not be read as `key`; it stands at `at`.
    pub(super) fn unread(key: &str, at: Span) -> Self {
        Self { key: key.to_owned(), key_span: at, node: Node { span: at, value: Value::Unread } }
    }

    fn is_stranger(&self) -> bool {
        self.key.is_empty() && matches!(self.node.value, Value::Unread)
    }
}

impl Node {
    /// Nothing at all, of a file that is not read.
    #[must_use]
    pub fn nothing(source: &Source) -> Self {
        Self { span: source.span(0..0), value: Value::Null }
    }

    /// The value under `key`, when this is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The entry with this key, when this is a mapping that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// How many keys stand here that the record does not know and that are like none of those it knows: what is missing
    /// may be what was meant by them.
    #[must_use]
    pub fn strangers(&self) -> usize {
        match &self.value {
            Value::Map(entries) => entries.iter().filter(|entry| entry.is_stranger()).count(),
            _ => 0,
        }
    }

    /// Whether a key is not here, or not in some item of this list, and may have been meant by one that nobody knows.
    #[must_use]
    pub fn may_hide(&self, key: &str) -> bool {
        match &self.value {
            Value::List(items) => items.iter().any(|item| item.may_hide(key)),
            _ => self.strangers() > 0 && self.get(key).is_none(),
        }
    }

    /// Whether there is nothing here: no value, or only white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(_) | Value::Unread => false,
        }
    }

    /// Calls `visit` with the keys that lead to each value that could not be read, or to a list with such an item, and
    /// with the record it stands in. The last key is empty where nobody knows what was meant.
    pub fn each_unread<'a>(&'a self, path: &mut Vec<&'a str>, visit: &mut dyn FnMut(&[&'a str], &'a Node)) {
        let is_unread = |node: &Node| matches!(node.value, Value::Unread);
        match &self.value {
            Value::Map(entries) => {
                for Entry { key, node, .. } in entries {
                    path.push(key);
                    let has_unread = matches!(&node.value, Value::List(items) if items.iter().any(is_unread));
                    if is_unread(node) || has_unread {
                        visit(path, self);
                    }
                    node.each_unread(path, visit);
                    path.pop();
                }
            }
            Value::List(items) => items.iter().for_each(|item| item.each_unread(path, visit)),
            Value::Null | Value::Text(_) | Value::Unread => {}
        }
    }

    /// The keys that lead to the value in which a place lies; none where no value does.
    #[must_use]
    pub fn path_to(&self, at: Span) -> Option<Vec<&str>> {
        match &self.value {
            Value::Map(entries) => entries.iter().find_map(|entry| {
                let mut path = vec![entry.key.as_str()];
                path.append(&mut entry.node.path_to(at)?);
                Some(path)
            }),
            Value::List(items) => items.iter().find_map(|item| item.path_to(at)),
            Value::Null | Value::Text(_) | Value::Unread => {
                (self.span.start <= at.start && at.end <= self.span.end).then(Vec::new)
            }
        }
    }

    /// Calls `visit` with every scalar below this node and the key it stands under.
    pub fn each_text<'a>(&'a self, key: &'a str, visit: &mut dyn FnMut(&'a str, &'a str, Span)) {
        match &self.value {
            Value::Null | Value::Unread => {}
            Value::Text(text) => visit(key, text, self.span),
            Value::List(items) => items.iter().for_each(|item| item.each_text(key, visit)),
            Value::Map(entries) => entries.iter().for_each(|entry| entry.node.each_text(&entry.key, visit)),
        }
    }
}
