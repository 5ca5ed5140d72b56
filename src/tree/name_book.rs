//! Who is behind an id: the names of staff, offices and 関係機関 on one side of a comparison.

use super::leaf::Leaf;
use crate::directory::Directory;

/// The names that ids stand for; with none, ids are shown as they are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameBook<'a> {
    /// Who is who.
    pub directory: Option<Directory<'a>>,
}

/// The box that names an office by its id alone.
const OFFICE: &str = "事業所";

impl NameBook<'_> {
    /// The value of a box as people read it.
    #[must_use]
    pub fn shown(&self, word: &str, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Name(id) => self.name(id),
            Leaf::Word(id) if word == OFFICE => self.name(id),
            leaf => leaf.shown(),
        }
    }

    fn name(&self, id: &str) -> String {
        self.directory.and_then(|directory| directory.name_of_id(id)).unwrap_or(id).to_owned()
    }
}
