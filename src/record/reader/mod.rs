//! From a tree of nodes to a typed record, through serde: unknown keys, wrong values and wrong shapes become findings.

mod access;
mod deserializer;
mod node_reader;
mod read_error;
mod sink;

use super::address::Shapes;
use super::amendment::{Amendments, amend};
use super::field::Field;
use super::node::{Node, Value};
use super::swallowed;
use super::unknown_key::{self, UnknownKey};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use node_reader::NodeReader;
use serde::de::{Deserialize, DeserializeOwned};
use sink::Sink;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads a tree into a record, adding what is wrong to `findings`. Nothing is lost but what could not be read. A key that
/// was written under another name gets its own in the tree; what was meant by one that the record does not know is there
/// as unread, so that nobody calls it missing.
#[must_use]
pub fn read<T: DeserializeOwned + Default>(source: &Arc<Source>, node: &mut Node, findings: &mut Vec<Diagnostic>) -> T {
    let mut pass: Pass<T> = read_once(node);
    if !pass.unknown_keys.is_empty() {
        let judged = unknown_key::judge(source, node, &pass.unknown_keys, &pass.shapes);
        findings.extend(judged.findings);
        amend(node, judged.amendments);
        pass = read_once(node);
    }
    let swallowed = swallowed::find(source, node, &pass.shapes);
    if !swallowed.amendments.is_empty() {
        findings.extend(swallowed.findings);
        amend(node, swallowed.amendments);
        pass = read_once(node);
    }
    findings.append(&mut pass.found);
    amend(node, pass.unread);
    rename(node, &pass.renamed);
    pass.record
}

/// What one reading of a tree gives.
struct Pass<T> {
    record: T,
    found: Vec<Diagnostic>,
    renamed: BTreeMap<Span, &'static str>,
    unknown_keys: Vec<UnknownKey>,
    shapes: Shapes,
    /// What is to be unread in the tree too.
    unread: Amendments,
}

fn read_once<T: DeserializeOwned + Default>(node: &Node) -> Pass<T> {
    let sink = Sink::new();
    let record = match Field::<T>::deserialize(NodeReader { node, key: "", sink: &sink }) {
        Ok(field) => field.into_value().unwrap_or_default(),
        Err(error) => {
            sink.report(error, node.span);
            T::default()
        }
    };
    Pass {
        record,
        found: sink.found.into_inner(),
        renamed: sink.renamed.into_inner(),
        unknown_keys: sink.unknown_keys.into_inner(),
        shapes: sink.shapes.into_inner(),
        unread: sink.unread.into_inner(),
    }
}

/// Gives the keys at these places the names of their fields.
fn rename(node: &mut Node, renamed: &BTreeMap<Span, &'static str>) {
    match &mut node.value {
        _ if renamed.is_empty() => {}
        Value::Map(entries) => {
            for entry in entries {
                if let Some(name) = renamed.get(&entry.key_span) {
                    (*name).clone_into(&mut entry.key);
                }
                rename(&mut entry.node, renamed);
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| rename(item, renamed)),
        Value::Null | Value::Text(_) | Value::Unread => {}
    }
}
