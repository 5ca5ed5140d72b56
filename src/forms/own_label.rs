//! Where an office's own pack writes the words of a label.

use super::lineage::TemplateFiles;
use super::manifest::WordingTable;
use super::pack::Pack;
use super::store::Packs;
use crate::record::Field;
use crate::source::{Place, Span};

/// Shorter words may stand in any box.
const TELLING: usize = 4;

impl Packs {
    /// Where one of the project's own packs writes the longest label that is among these words.
    #[must_use]
    pub fn label_within(&self, words: &str) -> Option<Place> {
        let words = bare(words);
        let labels =
            self.iter().filter(|pack| self.is_own(&format!("{}/pack.yaml", pack.id), &pack.source)).flat_map(labels);
        let within = labels.filter(|(label, _)| label.chars().count() >= TELLING && words.contains(label.as_str()));
        within.max_by_key(|(label, _)| label.len()).map(|(_, span)| span.place())
    }
}

/// The labels that a pack writes, for all its documents and for one.
fn labels(pack: &Pack) -> impl Iterator<Item = (String, Span)> {
    let of_one = pack.manifest.documents.values().filter_map(|entry| entry.get()?.wording.get());
    let tables = pack.manifest.wording.get().into_iter().chain(of_one);
    let written = |own: &Field<String>| Some((bare(own.get()?), own.span()?));
    tables.flat_map(|table: &WordingTable| table.labels.values()).filter_map(written)
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
