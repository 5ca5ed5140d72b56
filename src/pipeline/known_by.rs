//! By what a child is known again.

use crate::case::{CaseTexts, Folder};
use crate::source::{Files, Source};
use std::sync::Arc;
use std::time::SystemTime;

/// A child as it lies there.
#[derive(Debug)]
pub(super) struct KnownBy {
    pub(super) id: String,
    /// Over its texts and all that it shares.
    pub(super) key: String,
    /// The files that findings may lie in, in an order that the texts alone decide; of a child that was known at a glance the
    /// office's alone.
    pub(super) sources: Vec<Arc<Source>>,
    /// The glance at which it will be known, where there is one to rely on.
    pub(super) glance: Option<String>,
}

/// What the system says of a child's folder and of each file in it.
#[derive(Debug)]
pub(super) struct Glance {
    pub(super) hash: String,
    /// When something of it changed last.
    pub(super) changed: SystemTime,
}

impl Glance {
    /// At a folder, before a file of it is read; none where the system does not tell enough.
    pub(super) fn at(files: &dyn Files, folder: &Folder) -> Option<Self> {
        let mut hasher = blake3::Hasher::new();
        let changed = folder.feed(files, &mut |bytes| piece(&mut hasher, bytes))?;
        Some(Self { hash: hasher.finalize().to_hex().to_string(), changed })
    }
}

fn piece(hasher: &mut blake3::Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
}

impl KnownBy {
    /// Of a child whose texts were read, by the office's file and the hash over all that children share.
    pub(super) fn of(ground: &str, office: &Arc<Source>, texts: &CaseTexts) -> Self {
        let mut key = blake3::Hasher::new();
        key.update(ground.as_bytes());
        texts.feed(&mut |bytes| piece(&mut key, bytes));
        let mut sources = vec![Arc::clone(office)];
        sources.extend(texts.sources());
        Self { id: texts.id().to_owned(), key: key.finalize().to_hex().to_string(), sources, glance: None }
    }
}
