//! What is known and filled in: a tree of values under the form's names, with notes to its writer.

use crate::record::{Node, Value};

/// A value that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// A text, as it is to be read.
    Text(String),
    /// The items of a list.
    List(Vec<Fill>),
    /// A record or a map.
    Record(Filling),
}

/// A record, with what is filled in of it; in which order does not matter, for the form says that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filling {
    /// Comments above the whole, a line each.
    pub notes: Vec<String>,
    entries: Vec<FilledField>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct FilledField {
    name: String,
    value: Option<Fill>,
    notes: Vec<String>,
}

impl Fill {
    /// What is written at a node; none where nothing is, or nothing that could be read.
    #[must_use]
    pub fn of(node: &Node) -> Option<Self> {
        match &node.value {
            Value::Null | Value::Unread => None,
            Value::Text(text) => Some(Self::Text(text.clone())),
            Value::List(items) => Some(Self::List(items.iter().filter_map(Self::of).collect())),
            Value::Map(entries) => {
                let mut filling = Filling::default();
                for entry in entries {
                    filling.set(&entry.key, Self::of(&entry.node));
                }
                Some(Self::Record(filling))
            }
        }
    }
}

impl From<&str> for Fill {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fill {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Filling> for Fill {
    fn from(filling: Filling) -> Self {
        Self::Record(filling)
    }
}

impl<T: Into<Fill>> FromIterator<T> for Fill {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl Filling {
    /// A record with these fields.
    #[must_use]
    pub fn with<const N: usize>(fields: [(&str, Option<Fill>); N]) -> Self {
        let mut filling = Self::default();
        for (name, value) in fields {
            filling.set(name, value);
        }
        filling
    }

    /// Fills in a field, or leaves it blank.
    pub fn set(&mut self, name: &str, value: Option<Fill>) -> &mut Self {
        self.field(name).value = value;
        self
    }

    /// Puts a comment above a field.
    pub fn note(&mut self, name: &str, note: impl Into<String>) -> &mut Self {
        self.field(name).notes.push(note.into());
        self
    }

    fn field(&mut self, name: &str) -> &mut FilledField {
        let at = self.entries.iter().position(|entry| entry.name == name).unwrap_or_else(|| {
            self.entries.push(FilledField { name: name.to_owned(), ..FilledField::default() });
            self.entries.len() - 1
        });
        &mut self.entries[at]
    }

    /// What is filled in under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Fill> {
        self.entries.iter().find(|entry| entry.name == name)?.value.as_ref()
    }

    /// The comments above a field.
    pub fn notes_on(&self, name: &str) -> impl Iterator<Item = &str> {
        let own = self.entries.iter().filter(move |entry| entry.name == name);
        own.flat_map(|entry| entry.notes.iter().map(String::as_str))
    }

    /// The names under which something is filled in, with the values.
    pub fn filled(&self) -> impl Iterator<Item = (&str, &Fill)> {
        self.entries.iter().filter_map(|entry| Some((entry.name.as_str(), entry.value.as_ref()?)))
    }
}
