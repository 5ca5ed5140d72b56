//! Who of a family is what to the child: parents by birth, by marriage and in their place, and the siblings by whom they are.

use super::kin::{Bond, FamilyMember, Generation, Kin, ParentalSide};

/// A father and a mother, each by their place in the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ParentPair {
    pub(super) father: Option<usize>,
    pub(super) mother: Option<usize>,
}

impl ParentPair {
    pub(super) fn of(self, side: ParentalSide) -> Option<usize> {
        match side {
            ParentalSide::Father => self.father,
            ParentalSide::Mother => self.mother,
        }
    }

    fn slot(&mut self, side: ParentalSide) -> &mut Option<usize> {
        match side {
            ParentalSide::Father => &mut self.father,
            ParentalSide::Mother => &mut self.mother,
        }
    }

    pub(super) fn list(self) -> Vec<usize> {
        self.father.into_iter().chain(self.mother).collect()
    }

    pub(super) fn is_empty(self) -> bool {
        self.father.is_none() && self.mother.is_none()
    }
}

/// Siblings, those elder than the child apart from the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Siblings {
    pub(super) elder: Vec<usize>,
    pub(super) younger: Vec<usize>,
}

impl Siblings {
    pub(super) fn all(&self) -> Vec<usize> {
        [&self.elder[..], &self.younger].concat()
    }

    fn push(&mut self, number: usize, kin: &Kin) {
        if matches!(kin.word, "兄" | "姉") { &mut self.elder } else { &mut self.younger }.push(number);
    }
}

/// What each of a family is to the child.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FamilyRoles {
    /// Those whose child the child is drawn as: by birth or adoption; where nobody of them is written, whoever is there.
    pub(super) parents: ParentPair,
    /// Whether the child is with one of these as a foster child.
    pub(super) fostered: bool,
    /// Married to the other of the parents: 継父 to the mother.
    pub(super) step: ParentPair,
    /// Foster parents beside parents by birth.
    pub(super) foster: ParentPair,
    pub(super) siblings: Siblings,
    /// 異父: children of the mother and somebody else.
    pub(super) of_mother: Siblings,
    /// 異母: of the father and somebody else.
    pub(super) of_father: Siblings,
    /// Children of the one that is married to a parent.
    pub(super) of_step: Siblings,
    /// Children of the foster parents.
    pub(super) of_foster: Siblings,
}

impl FamilyRoles {
    /// None where a figure would have to guess who belongs to whom.
    pub(super) fn of(members: &[FamilyMember], kin: &[Kin]) -> Option<Self> {
        let mut roles = Self::parents(kin)?;
        let steps = roles.step.list().len();
        let of_generation = |generation| kin.iter().enumerate().filter(move |(_, kin)| kin.generation == generation);
        for (number, sibling) in of_generation(Generation::Children) {
            let group = match sibling.bond {
                Bond::OtherFather if roles.parents.mother.is_some() => &mut roles.of_mother,
                Bond::OtherMother if roles.parents.father.is_some() => &mut roles.of_father,
                Bond::OtherFather | Bond::OtherMother => return None,
                Bond::Step if steps == 1 && !members[number].foster => &mut roles.of_step,
                Bond::Step if steps > 1 => return None,
                Bond::Foster if !roles.foster.is_empty() => &mut roles.of_foster,
                _ => &mut roles.siblings,
            };
            group.push(number, sibling);
        }
        Some(roles)
    }

    fn parents(kin: &[Kin]) -> Option<Self> {
        let (mut birth, mut step, mut foster, mut adopted) =
            (ParentPair::default(), ParentPair::default(), ParentPair::default(), ParentPair::default());
        for (number, one) in kin.iter().enumerate().filter(|(_, one)| one.is_parent()) {
            let pair = match one.bond {
                Bond::Birth => &mut birth,
                Bond::Step => &mut step,
                Bond::Foster => &mut foster,
                Bond::Adopted => &mut adopted,
                Bond::OtherFather | Bond::OtherMother => return None,
            };
            let slot = pair.slot(if one.word == "父" { ParentalSide::Father } else { ParentalSide::Mother });
            if slot.replace(number).is_some() {
                return None;
            }
        }
        let mut roles = Self { parents: birth, ..Self::default() };
        roles.adopt(adopted)?;
        roles.marry(step)?;
        roles.foster(foster)?;
        Some(roles)
    }

    /// Adoptive parents are parents; where there is one by birth too, they are married to the other.
    fn adopt(&mut self, adopted: ParentPair) -> Option<()> {
        if adopted.list().len() == 2 && !self.parents.is_empty() {
            return None;
        }
        for side in [ParentalSide::Father, ParentalSide::Mother] {
            let Some(number) = adopted.of(side) else { continue };
            let slot = if self.parents.of(side).is_none() { self.parents.slot(side) } else { self.step.slot(side) };
            *slot = Some(number);
        }
        self.step.list().iter().all(|_| self.parents.list().len() == 2).then_some(())
    }

    fn marry(&mut self, step: ParentPair) -> Option<()> {
        let birth = self.parents;
        for (side, other) in
            [(ParentalSide::Father, ParentalSide::Mother), (ParentalSide::Mother, ParentalSide::Father)]
        {
            let Some(number) = step.of(side) else { continue };
            let slot = if birth.of(other).is_some() {
                self.step.slot(side)
            } else if birth.is_empty() {
                self.parents.slot(side)
            } else {
                return None;
            };
            if slot.replace(number).is_some() {
                return None;
            }
        }
        Some(())
    }

    /// Foster parents are drawn as the parents where no others are written, and beside the one other that is.
    fn foster(&mut self, foster: ParentPair) -> Option<()> {
        let fosters = foster.list();
        if fosters.is_empty() {
            return Some(());
        }
        if !self.step.is_empty() {
            return None;
        }
        let fills = |side| foster.of(side).is_none() || self.parents.of(side).is_none();
        let is_pair = fosters.len() == 1 && fills(ParentalSide::Father) && fills(ParentalSide::Mother);
        if self.parents.is_empty() || is_pair {
            self.parents = ParentPair {
                father: self.parents.father.or(foster.father),
                mother: self.parents.mother.or(foster.mother),
            };
            self.fostered = true;
        } else {
            self.foster = foster;
        }
        Some(())
    }
}
