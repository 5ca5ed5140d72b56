//! What a reading finds on its way.

use super::super::address::{Shapes, address};
use super::super::amendment::Amendments;
use super::super::node::{Entry, Node};
use super::super::unknown_key::UnknownKey;
use super::super::words::known_word;
use super::read_error::ReadError;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use std::cell::RefCell;
use std::collections::BTreeMap;

pub(super) struct Sink {
    pub(super) found: RefCell<Vec<Diagnostic>>,
    /// The keys written under another name, with the names of their fields.
    pub(super) renamed: RefCell<BTreeMap<Span, &'static str>>,
    pub(super) unknown_keys: RefCell<Vec<UnknownKey>>,
    pub(super) shapes: RefCell<Shapes>,
    pub(super) unread: RefCell<Amendments>,
    /// The records that are being read, outermost first.
    pub(super) path: RefCell<Vec<usize>>,
}

impl Sink {
    pub(super) fn new() -> Self {
        Self {
            found: RefCell::default(),
            renamed: RefCell::default(),
            unknown_keys: RefCell::default(),
            shapes: RefCell::default(),
            unread: RefCell::default(),
            path: RefCell::default(),
        }
    }

    /// Notes the keys of a record that is begun, and those that it does not know.
    pub(super) fn begin(&self, node: &Node, entries: &[Entry], fields: &'static [&'static str]) {
        self.shapes.borrow_mut().insert(address(node), fields);
        let mut path = self.path.borrow_mut();
        let numbered = entries.iter().enumerate();
        let unknown = numbered.filter(|(_, entry)| !entry.key.is_empty() && known_word(&entry.key, fields).is_none());
        let unknown_keys = unknown.map(|(index, entry)| UnknownKey {
            key_span: entry.key_span,
            index,
            record: address(node),
            path: path.clone(),
        });
        self.unknown_keys.borrow_mut().extend(unknown_keys);
        path.push(address(node));
    }

    fn push(&self, code: Code, span: Span, message: String, help: Option<String>) {
        let mut finding = Diagnostic::new(code, span.place(), message);
        finding.help = help;
        self.found.borrow_mut().push(finding);
    }

    pub(super) fn report(&self, error: ReadError, span: Span) {
        self.push(Code::VALUE_INVALID, error.span.unwrap_or(span), error.message, error.help);
    }
}
