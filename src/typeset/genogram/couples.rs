//! Who of those in the figure of a family is a couple, and whose children there are.

use super::kin::{FamilyMember, Generation, Kin, ParentalSide};
use super::place::StandingKin;
use super::roles::FamilyRoles;

/// One or two people, and the children drawn below them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Couple {
    /// Of the people, the left one first. None where siblings have no parent in the figure.
    pub(super) partners: Vec<usize>,
    /// Strokes across the line between them: 1 for living apart, 2 for a divorce.
    pub(super) cuts: usize,
    /// On which side the line of a single one goes down: −1 left, 1 right.
    pub(super) aside: i64,
    pub(super) children: Vec<Offspring>,
}

/// A child of a couple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offspring {
    pub(super) person: usize,
    /// Whether with foster parents.
    pub(super) dotted: bool,
    /// To which side the line comes down, where another comes down too: −1, 0 or 1.
    pub(super) shift: i64,
}

impl Couple {
    fn is_drawn(&self) -> bool {
        match self.partners.len() {
            0 => self.children.len() > 1,
            1 => !self.children.is_empty(),
            _ => true,
        }
    }
}

/// Who of the people on their seats is a couple, and whose children there are.
pub(super) struct Pairing<'a> {
    pub(super) members: &'a [FamilyMember],
    pub(super) kin: &'a [Kin],
    pub(super) roles: &'a FamilyRoles,
    pub(super) people: &'a [StandingKin],
    pub(super) foster_side: i64,
}

impl Pairing<'_> {
    pub(super) fn couples(&self) -> Vec<Couple> {
        let roles = self.roles;
        let (father, mother) = (roles.parents.father, roles.parents.mother);
        let has_right = roles.step.father.is_some() || !roles.of_mother.all().is_empty() || self.foster_side > 0;
        let aside = if has_right { -1 } else { 1 };
        let mut parents = self.couple(&roles.parents.list(), &roles.siblings.all(), aside);
        parents.cuts = self.cuts(&roles.parents.list(), &roles.parents.list());
        parents.children.push(Offspring { person: self.seat(None), dotted: roles.fostered, shift: -self.foster_side });
        let of_mother = [roles.step.father, mother].into_iter().flatten().collect::<Vec<usize>>();
        let of_father = [roles.step.mother, father].into_iter().flatten().collect::<Vec<usize>>();
        let (step_father, step_mother) = (roles.step.father, roles.step.mother);
        let mut foster = self.couple(&roles.foster.list(), &roles.of_foster.all(), self.foster_side);
        foster.cuts = self.cuts(&roles.foster.list(), &roles.foster.list());
        if !roles.foster.is_empty() {
            foster.children.push(Offspring { person: self.seat(None), dotted: true, shift: self.foster_side });
        }
        let their_own = |step: Option<usize>| if step.is_some() { roles.of_step.all() } else { Vec::new() };
        // What a mother or a father says of it is of the other parent.
        let of_second = |partners: &[usize], step: Option<usize>, children: &[usize], aside| {
            let cuts = self.cuts(partners, step.as_slice());
            Couple { cuts, ..self.couple(partners, children, aside) }
        };
        let mut all = vec![
            parents,
            of_second(&of_mother, step_father, &roles.of_mother.all(), 1),
            of_second(&of_father, step_mother, &roles.of_father.all(), -1),
            self.couple(step_father.as_slice(), &their_own(step_father), 1),
            self.couple(step_mother.as_slice(), &their_own(step_mother), -1),
            foster,
        ];
        for side in [ParentalSide::Father, ParentalSide::Mother] {
            let on_side = |generation| {
                let is_one =
                    move |kin: &Kin| kin.generation == generation && !kin.is_parent() && kin.side == Some(side);
                (0..self.kin.len()).filter(move |number| is_one(&self.kin[*number]))
            };
            let pair: Vec<usize> = on_side(Generation::Grandparents).collect();
            let children: Vec<usize> = roles.parents.of(side).into_iter().chain(on_side(Generation::Parents)).collect();
            all.push(Couple { cuts: self.cuts(&pair, &pair), ..self.couple(&pair, &children, 1) });
        }
        all.push(self.grandparents_of_no_side());
        all.retain(Couple::is_drawn);
        all
    }

    /// A grandfather and a grandmother of whom no side is written are a couple; whose parents they are is not said.
    fn grandparents_of_no_side(&self) -> Couple {
        let is_one = |kin: &Kin| kin.generation == Generation::Grandparents && kin.side.is_none();
        let pair: Vec<usize> = (0..self.kin.len()).filter(|number| is_one(&self.kin[*number])).collect();
        Couple { cuts: self.cuts(&pair, &pair), ..self.couple(&pair, &[], 1) }
    }

    fn couple(&self, partners: &[usize], children: &[usize], aside: i64) -> Couple {
        let mut partners: Vec<usize> = partners.iter().map(|who| self.seat(Some(*who))).collect();
        partners.sort_unstable();
        let child = |who: &usize| Offspring { person: self.seat(Some(*who)), dotted: false, shift: 0 };
        Couple { partners, cuts: 0, aside, children: children.iter().map(child).collect() }
    }

    /// Where somebody stands among the people.
    fn seat(&self, who: Option<usize>) -> usize {
        self.people.iter().position(|one| one.who == who).unwrap_or_default()
    }

    /// How often the line of a couple is cut, by what some of them say.
    fn cuts(&self, partners: &[usize], tellers: &[usize]) -> usize {
        let is = |written: fn(&FamilyMember) -> bool| tellers.iter().any(|who| written(&self.members[*who]));
        match () {
            () if partners.len() < 2 => 0,
            () if is(|one| one.divorced) => 2,
            () => usize::from(is(|one| one.separated)),
        }
    }
}
