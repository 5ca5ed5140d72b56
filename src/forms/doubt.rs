//! What a manifest would say that could be read in part alone.

use crate::diagnostic::{Diagnostic, Severity};
use crate::record::{Entry, Node, Value};
use std::collections::BTreeSet;

/// Keys of a manifest that change nothing of what a document has to have.
const HARMLESS: [&str; 6] = ["名称", "用途", "版", "有効期間", "出典", "体裁"];

/// Of which documents a pack may say more than was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ManifestDoubt {
    /// Of none.
    #[default]
    Nowhere,
    /// Of these.
    On(BTreeSet<String>),
    /// Of all.
    Everywhere,
}

impl ManifestDoubt {
    /// After reading a manifest, by what was found wrong in it.
    pub(super) fn after<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>, tree: &Node) -> Self {
        let mut titles = BTreeSet::new();
        for error in findings.into_iter().filter(|finding| finding.severity == Severity::Error) {
            let at = error.place.span().range().start;
            match around(tree, at) {
                Some(entry) if HARMLESS.contains(&entry.key.as_str()) => {}
                Some(entry) if entry.key == "文書" && entry.key_span.range().end < at => {
                    let Some(document) = around(&entry.node, at).filter(|own| own.key_span.range().end < at) else {
                        return Self::Everywhere;
                    };
                    titles.insert(document.key.clone());
                }
                _ => return Self::Everywhere,
            }
        }
        if titles.is_empty() { Self::Nowhere } else { Self::On(titles) }
    }

    /// Whether it is in doubt of this document.
    pub(super) fn is_on(&self, title: &str) -> bool {
        match self {
            Self::Nowhere => false,
            Self::On(titles) => titles.contains(title),
            Self::Everywhere => true,
        }
    }
}

/// The entry of a record in which something stands: the last that begins before it.
fn around(record: &Node, at: usize) -> Option<&Entry> {
    let Value::Map(entries) = &record.value else { return None };
    entries.iter().rev().find(|entry| entry.key_span.range().start <= at)
}
