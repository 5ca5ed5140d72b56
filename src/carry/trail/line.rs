//! One line to be added: its keys in the order of the trail, and how it is written out.

use super::super::scalar::{Quotes, scalar};
use super::style::ItemStyle;

/// A value of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineValue {
    /// One text.
    Text(String),
    /// `[保護者, 本人]`.
    List(Vec<String>),
    /// `{種類: 交付, 日付: 2024-03-29}`.
    Map(Vec<(&'static str, String)>),
}

/// An event that is to be written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailLine {
    entries: Vec<(&'static str, LineValue)>,
}

impl TrailLine {
    /// With one more key.
    #[must_use]
    pub fn text(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.entries.push((key, LineValue::Text(value.into())));
        self
    }

    /// With one more key, where there is something to say.
    #[must_use]
    pub fn maybe(self, key: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    /// With a list, where it has items.
    #[must_use]
    pub fn list(mut self, key: &'static str, values: Vec<String>) -> Self {
        if !values.is_empty() {
            self.entries.push((key, LineValue::List(values)));
        }
        self
    }

    /// With a record.
    #[must_use]
    pub fn map(mut self, key: &'static str, entries: Vec<(&'static str, String)>) -> Self {
        self.entries.push((key, LineValue::Map(entries)));
        self
    }

    /// The value of a key that is one text.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find_map(|(own, value)| match value {
            LineValue::Text(text) if *own == key => Some(text.as_str()),
            _ => None,
        })
    }

    /// `{種類: 説明, …}`, as it stands in a file of no style of its own.
    #[must_use]
    pub fn plain(&self) -> String {
        self.flow(&ItemStyle::default())
    }

    /// On one line, within `{ }`.
    pub(super) fn flow(&self, style: &ItemStyle) -> String {
        let entries: Vec<String> = self.entries.iter().map(|(key, value)| style.entry(key, value)).collect();
        format!("{{{pad}{}{pad}}}", entries.join(", "), pad = style.padding)
    }

    /// Key by key.
    pub(super) fn block(&self, style: &ItemStyle) -> Vec<String> {
        self.entries.iter().map(|(key, value)| style.entry(key, value)).collect()
    }
}

impl ItemStyle {
    fn entry(&self, key: &str, value: &LineValue) -> String {
        let of = |key: &str, text: &str| scalar(text, self.quotes_of(key));
        let value = match value {
            LineValue::Text(text) => of(key, text),
            LineValue::List(texts) => {
                format!("[{}]", texts.iter().map(|text| of(key, text)).collect::<Vec<_>>().join(", "))
            }
            LineValue::Map(entries) => {
                let name = |key: &str| scalar(key, self.keys);
                let entries = entries.iter().map(|(key, text)| format!("{}: {}", name(key), of(key, text)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        };
        format!("{}: {value}", scalar(key, self.keys))
    }
}

impl Default for ItemStyle {
    fn default() -> Self {
        Self { padding: String::new(), keys: Quotes::Plain, values: Quotes::Plain, by_key: Vec::new() }
    }
}
