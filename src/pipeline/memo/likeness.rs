//! By what a child is known again.

use crate::case::CaseTexts;
use crate::source::Source;
use std::sync::Arc;

/// A child as it lies there.
#[derive(Debug)]
pub(in crate::pipeline) struct KnownBy {
    pub(super) id: String,
    /// Over its texts and all that it shares.
    pub(super) key: String,
    /// The files that findings may lie in, in an order that the texts alone decide.
    pub(super) sources: Vec<Arc<Source>>,
}

impl KnownBy {
    /// Of a child whose texts were read, by the office's file and the hash over all that children share.
    pub(super) fn of(ground: &str, office: &Arc<Source>, texts: &CaseTexts) -> Self {
        let mut key = blake3::Hasher::new();
        key.update(ground.as_bytes());
        texts.feed(&mut |bytes| {
            key.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        });
        let mut sources = vec![Arc::clone(office)];
        sources.extend(texts.sources());
        Self { id: texts.id().to_owned(), key: key.finalize().to_hex().to_string(), sources }
    }
}
