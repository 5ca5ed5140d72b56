//! Two documents, or two versions of one, compared: the changes, and the 新旧対照表 with its reasons.

use super::cell::BothNames;
use super::change::{BoxChange, of_delta};
use super::delta::{Delta, DeltaParts};
use super::records::Records;
use super::table::{Section, TableLine, sections};
use super::version::{Medium, Side, Version};
use crate::tree::{NameBook, WordTree, of_document};
use std::collections::BTreeMap;

/// What differs between two documents.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The child's folder.
    pub child: String,
    /// The child's name.
    pub name: String,
    /// The kind's id: `plan`.
    pub kind: &'static str,
    /// The kind's title: 個別支援計画.
    pub title: &'static str,
    /// The older side.
    pub old: Side,
    /// The newer side.
    pub new: Side,
    /// Every difference, in the order of the form.
    pub changes: Vec<BoxChange>,
    /// Every box of both documents, in the order of the form, the same ones too.
    pub sections: Vec<Section>,
}

/// Compares two documents of one kind, in the words of what it is read on.
#[must_use]
pub fn compare(old: &Version<'_>, new: &Version<'_>, medium: Medium) -> Comparison {
    let (old_tree, new_tree) = (of_document(old.document), of_document(new.document));
    let delta = Delta::between(&old_tree, &new_tree);
    let mut names = BothNames { old: old.names(), new: new.names() };
    let strangers;
    if medium == Medium::Paper {
        strangers = NameBook::strangers(&[(&old_tree, names.old), (&new_tree, names.new)]);
        names.old.strangers = Some(&strangers);
        names.new.strangers = Some(&strangers);
    }
    let mut sections = sections(&delta, names);
    // How much later the new document was made tells nothing.
    let dates = |line: &&mut TableLine| line.words.last().is_some_and(|word| word == new.document.kind.date_key);
    sections.iter_mut().flat_map(|section| &mut section.lines).filter(dates).for_each(|line| line.meaning = None);
    let rows = rows(&delta);
    if medium == Medium::Paper {
        for section in sections.iter_mut().filter(|section| section.row.is_some()) {
            let own = rows.get(&(section.title.as_str(), section.places)).copied().unwrap_or_default();
            section.call_by_mark([old, new], [own.0, own.1], names);
        }
        sections.retain_mut(Section::is_for_paper);
    }
    let records = Records::of(old, new, (&old_tree, &new_tree), names.new);
    let mut siblings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for section in &sections {
        siblings.entry(section.title.clone()).or_default().extend(section.name.clone());
    }
    for section in sections.iter_mut().filter(|section| section.changed()) {
        let own = rows.get(&(section.title.as_str(), section.places)).copied().unwrap_or_default();
        let siblings = siblings.get(&section.title).map_or(&[][..], Vec::as_slice);
        section.reasons = records.about(section, own, siblings);
    }
    let is_told = |tree: Option<&WordTree>| !tree.is_some_and(|tree| names.new.passes_over(tree));
    let mut changes = of_delta(&delta);
    changes.retain(|change| is_told(change.kind.before()) && is_told(change.kind.after()));
    Comparison {
        child: new.case.id.clone(),
        name: new.case.child.value.name.get().cloned().unwrap_or_default(),
        kind: new.document.kind.id,
        title: new.document.kind.title,
        old: Side::of(old, &old_tree),
        new: Side::of(new, &new_tree),
        changes,
        sections,
    }
}

/// Old and new place of a row.
type RowPlaces = (Option<usize>, Option<usize>);

/// Old and new row.
type RowTrees<'a> = (Option<&'a WordTree>, Option<&'a WordTree>);

/// The rows of every list, by the list's word and their places.
fn rows<'d, 'a>(delta: &'d Delta<'a>) -> BTreeMap<(&'d str, RowPlaces), RowTrees<'a>> {
    let mut found = BTreeMap::new();
    for part in delta.parts() {
        if let DeltaParts::List(rows) = &part.delta.parts {
            for row in rows {
                found.insert((part.name.as_str(), (row.old_index, row.new_index)), (row.delta.old, row.delta.new));
            }
        }
    }
    found
}

impl Comparison {
    /// The name of its print: `comparison-plan-2024-03-28-2024-09-20.pdf`, `comparison-plan-2024-09-20@1a2b3c4-2024-09-20.pdf`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("comparison-{}-{}-{}.pdf", self.kind, self.old.stem(), self.new.stem())
    }

    /// How many changes of each kind there are: `変更 12、新設 2`; nothing where nothing differs.
    #[must_use]
    pub fn tally(&self) -> String {
        ["変更", "新設", "削除", "移動"]
            .into_iter()
            .map(|label| (label, self.changes.iter().filter(|change| change.kind.label() == label).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(label, count)| format!("{label} {count}"))
            .collect::<Vec<_>>()
            .join("、")
    }
}
