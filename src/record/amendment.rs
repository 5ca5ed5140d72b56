//! What is put into a tree in place of what was meant, so that no rule says the consequences of a cause.

use super::address::address;
use super::node::{Entry, Node, Value};
use crate::source::Span;
use std::collections::HashMap;

/// What is to be done to the nodes of a tree, by their addresses.
pub(super) type Amendments = HashMap<usize, Vec<Amendment>>;

/// What is to be done to a node.
pub(super) enum Amendment {
    /// This key was meant by what stands there.
    Meant(&'static str, Span),
    /// Nobody knows what was meant by what stands there.
    Unknown(Span),
    /// What belongs here stands somewhere else, or is none that can be read.
    Elsewhere,
}

/// Puts into the tree what was meant.
pub(super) fn amend(node: &mut Node, mut amendments: Amendments) {
    if !amendments.is_empty() {
        amend_below(node, &mut amendments);
    }
}

fn amend_below(node: &mut Node, amendments: &mut Amendments) {
    // The addresses below change with what is pushed here.
    let own = amendments.remove(&address(node)).unwrap_or_default();
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| amend_below(item, amendments)),
        Value::Map(entries) => entries.iter_mut().for_each(|entry| amend_below(&mut entry.node, amendments)),
        _ => {}
    }
    for amendment in own {
        match (amendment, &mut node.value) {
            (Amendment::Meant(key, at), Value::Map(entries)) => entries.push(Entry::unread(key, at)),
            (Amendment::Unknown(at), Value::Map(entries)) => entries.push(Entry::unread("", at)),
            (Amendment::Elsewhere, value) => *value = Value::Unread,
            _ => {}
        }
    }
}
