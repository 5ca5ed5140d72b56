//! The small tree between a file's text and its typed record: scalars as written, a span on every key and value.

use crate::source::Span;

/// A value with its place.
#[derive(Debug, Clone, Default)]
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

impl Node {
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

    /// Whether there is nothing here: no value, or only white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(_) => false,
        }
    }

    /// Calls `visit` with every scalar below this node and the key it stands under.
    pub fn each_text<'a>(&'a self, key: &'a str, visit: &mut dyn FnMut(&'a str, &'a str, Span)) {
        match &self.value {
            Value::Null => {}
            Value::Text(text) => visit(key, text, self.span),
            Value::List(items) => items.iter().for_each(|item| item.each_text(key, visit)),
            Value::Map(entries) => entries.iter().for_each(|entry| entry.node.each_text(&entry.key, visit)),
        }
    }
}
