//! Who is behind an id: the names of staff, offices and 関係機関 on one side of a comparison.

use super::leaf::Leaf;
use crate::case::{Document, mark_of};
use crate::directory::Directory;

/// The names that ids stand for; with none, ids are shown as they are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameBook<'a> {
    /// Who is who.
    pub directory: Option<Directory<'a>>,
    /// The plan whose rows the paper names.
    pub plan: Option<&'a Document>,
    /// The 障害児支援利用計画 whose needs it names.
    pub needs: Option<&'a Document>,
}

/// The boxes that name an office by its id alone.
const OFFICES: [&str; 2] = ["事業所", "所属"];

/// The boxes that name rows of a plan, and needs, by their ids.
const ROWS: [&str; 2] = ["支援", "行"];
const NEED: &str = "ニーズ";

impl NameBook<'_> {
    /// The value of a box as people read it.
    #[must_use]
    pub fn shown(&self, word: &str, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Word(id) if OFFICES.contains(&word) => self.name(id),
            Leaf::Word(id) if word == NEED => mark(self.needs, id),
            Leaf::Word(id) | Leaf::Name(id) if ROWS.contains(&word) => mark(self.plan, id),
            Leaf::Name(id) => self.name(id),
            leaf => leaf.shown(),
        }
    }

    fn name(&self, id: &str) -> String {
        self.directory.and_then(|directory| directory.called(id)).unwrap_or(id).to_owned()
    }
}

/// The mark of a row on paper; its id where that plan has no such row.
fn mark(plan: Option<&Document>, id: &str) -> String {
    plan.and_then(|plan| Some(mark_of(plan, id)?.shown())).unwrap_or_else(|| id.to_owned())
}
