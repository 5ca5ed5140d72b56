//! Who is behind an id: the names of staff, offices and 関係機関 on one side of a comparison.

use super::leaf::Leaf;
use crate::case::child::Child;
use crate::case::party::Organisation;

/// The names that ids stand for; with none, ids are shown as they are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// The offices and their staff.
    pub organisation: Option<&'a Organisation>,
    /// The child, whose 関係機関 have ids.
    pub child: Option<&'a Child>,
}

/// The box that names an office by its id alone.
const OFFICE: &str = "事業所";

impl Names<'_> {
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
        let staff = || self.organisation?.staff(id)?.name.get();
        let partner = || self.child?.partner(id)?.name.get();
        let office = || self.organisation?.office(id)?.name.get();
        staff().or_else(partner).or_else(office).map_or_else(|| id.to_owned(), Clone::clone)
    }
}
