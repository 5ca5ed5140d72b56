//! Which keys of a mapping stand above already.

use super::raw::RawEntry;
use std::borrow::Cow;
use std::collections::HashMap;

/// So many are looked through faster than hashed, and most mappings have no more.
const FEW: usize = 24;

/// The keys of a mapping that were met, each with what is known of it.
pub(super) struct SeenKeys<'t, V> {
    few: Vec<(Cow<'t, str>, V)>,
    many: HashMap<Cow<'t, str>, V>,
}

impl<'t, V: Copy> SeenKeys<'t, V> {
    pub(super) fn with_capacity(count: usize) -> Self {
        Self { few: Vec::with_capacity(count.min(FEW)), many: HashMap::new() }
    }

    pub(super) fn get(&self, key: &str) -> Option<V> {
        let few = || self.few.iter().find(|(own, _)| own == key).map(|(_, known)| *known);
        few().or_else(|| self.many.get(key).copied())
    }

    pub(super) fn put(&mut self, key: Cow<'t, str>, known: V) {
        match self.few.len() {
            FEW => drop(self.many.insert(key, known)),
            _ => self.few.push((key, known)),
        }
    }
}

/// The numbers of the entries whose key stands above them already.
pub(super) fn repeated(entries: &[RawEntry<'_>]) -> Vec<usize> {
    let mut seen = SeenKeys::with_capacity(entries.len());
    let mut again = Vec::new();
    for (index, RawEntry { key, .. }) in entries.iter().enumerate() {
        match seen.get(key) {
            Some(()) => again.push(index),
            None => seen.put(Cow::Borrowed(key.as_ref()), ()),
        }
    }
    again
}
