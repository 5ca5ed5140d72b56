//! YAML text to nodes. Scalars are taken as written; slips of a Japanese keyboard get their own message.

#[cfg(test)]
mod alike;
mod builder;
mod detour;
mod events;
mod fault;
mod mislaid;
mod place;
mod raw;
mod seen_keys;
mod signs;

pub(super) use place::is_block;

use super::node::{Node, Value};
use super::slip;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use builder::Builder;
use fault::syntax_finding;
use raw::RawNode;
use signs::Signs;
use std::ops::Range;
use std::sync::Arc;

/// Deeper nesting than this is no form.
const MAX_DEPTH: usize = 40;

/// More nodes than this, aliases counted each time, is no form.
const MAX_NODES: usize = 200_000;

/// Parses the part `range` of `source` (all of it, or a Markdown file's front matter).
///
/// A file that is not YAML gives an empty node and a finding that says where and why.
pub fn parse(source: &Arc<Source>, range: Range<usize>, findings: &mut Vec<Diagnostic>) -> Node {
    let nothing = Node { span: source.span(range.start..range.start), value: Value::Null };
    if let Some(conflict) = slip::conflict(source) {
        findings.push(conflict);
        return nothing;
    }
    let text = &source.text()[range.clone()];
    match parse_raw(text) {
        Ok(None) => nothing,
        Ok(Some(raw)) => {
            let signs = Signs::of(text, source.text());
            Builder { source, signs, offset: range.start, findings, shifted: Vec::new() }.node(raw)
        }
        Err(error) => {
            findings.push(syntax_finding(source, &range, &error));
            nothing
        }
    }
}

/// Whether the parser by itself takes a text: for the benchmark, which tells its time from that of the tree.
#[must_use]
pub fn parses(text: &str) -> bool {
    parse_raw(text).is_ok()
}

/// The tree of a text: straight where it is plain, else through serde_yaml.
fn parse_raw(text: &str) -> Result<Option<RawNode<'_>>, serde_yaml::Error> {
    match events::read(text) {
        Some(root) => Ok(Some(root)),
        None => detour::read(text),
    }
}
