//! How the lines of an `events.yaml` are written, as its last line shows it.

use super::super::scalar::Quotes;
use crate::record::{Node, Value};

/// How the items of a list are written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ItemForm {
    /// `- {種類: 説明, …}`: what stands in front of the brace.
    Flow(String),
    /// `- 種類: 説明`, with the other keys below: what stands in front of the first key.
    Block(String),
}

/// How the keys and values of an item are written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ItemStyle {
    /// The blanks within the braces.
    pub(super) padding: String,
    /// Round the keys.
    pub(super) keys: Quotes,
    /// Round the values, where the item has no such key.
    pub(super) values: Quotes,
    /// Round the values of each key that it has.
    pub(super) by_key: Vec<(String, Quotes)>,
}

impl ItemStyle {
    /// Those of the values of a key.
    pub(super) fn quotes_of(&self, key: &str) -> Quotes {
        self.by_key.iter().find(|(own, _)| own == key).map_or(self.values, |(_, quotes)| *quotes)
    }
}

/// Form and style of the last item of a list; none where it is written as no other program would.
pub(super) fn of_item(text: &str, item: &Node) -> Option<(ItemForm, ItemStyle)> {
    let Value::Map(entries) = &item.value else { return None };
    let first = entries.first()?.key_span.start as usize;
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..first];
    let quoted_key = Quotes::of(&text[first..]);
    let (form, padding) = match before.trim_end().strip_suffix('{') {
        Some(dash) => (ItemForm::Flow(dash.to_owned()), before[dash.len() + 1..].to_owned()),
        None => (ItemForm::Block(before.to_owned()), String::new()),
    };
    let mut by_key = Vec::new();
    for entry in entries {
        let node = match &entry.node.value {
            Value::List(items) => items.first(),
            Value::Text(_) => Some(&entry.node),
            _ => None,
        };
        by_key.extend(node.map(|node| (entry.key.clone(), Quotes::of(&text[node.span.range()]))));
    }
    let all = |quotes: Quotes| !by_key.is_empty() && by_key.iter().all(|(_, own)| *own == quotes);
    let values = [Quotes::Single, Quotes::Double].into_iter().find(|quotes| all(*quotes)).unwrap_or(Quotes::Plain);
    Some((form, ItemStyle { padding, keys: quoted_key, values, by_key }))
}

/// The line break of a text: that of its last line that has one.
pub(super) fn line_break(text: &str) -> &'static str {
    let last = text.rfind('\n');
    if last.is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" }
}
