//! Where everybody stands in the figure of a family.

use super::kin::{FamilyMember, Generation, Kin, ParentalSide, Sex};
use super::roles::FamilyRoles;

/// Nobody stands nearer to the next than this, in columns.
const NEAREST: f64 = 0.99;

/// How far apart the parents stand: with no more than a grandparent above each, with three, with four.
const PARENTS_APART: [f64; 3] = [1.2, 1.6, 2.0];

/// Between the foster parents and who stands beside them.
const FOSTER_GAP: f64 = 1.2;

/// Somebody in the figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StandingKin {
    /// Which of the family; none for the child.
    pub(super) who: Option<usize>,
    /// The column, from 0 at the left.
    pub(super) x: f64,
    pub(super) row: usize,
    pub(super) sex: Option<Sex>,
    pub(super) gone: bool,
    /// The short word for them.
    pub(super) word: &'static str,
}

/// Everybody on their places, and on which side foster parents stand where the child has others too (−1 left, 1 right, 0 where there are
/// none). None where two would stand in one place, or somebody in none.
pub(super) fn seated(
    members: &[FamilyMember],
    kin: &[Kin],
    roles: &FamilyRoles,
    sex: Option<Sex>,
) -> Option<(Vec<StandingKin>, i64)> {
    let mut plan = SeatingPlan { members, kin, roles, seats: Vec::new() };
    let foster_side = plan.seat()?;
    Some((plan.people(sex)?, foster_side))
}

/// A seat that is taken: by one of the family, or by the child.
#[derive(Debug, Clone, Copy)]
struct Seat {
    who: Option<usize>,
    generation: Generation,
    x: f64,
}

struct SeatingPlan<'a> {
    members: &'a [FamilyMember],
    kin: &'a [Kin],
    roles: &'a FamilyRoles,
    seats: Vec<Seat>,
}

impl SeatingPlan<'_> {
    fn take(&mut self, who: impl Into<Option<usize>>, generation: Generation, x: f64) {
        self.seats.push(Seat { who: who.into(), generation, x });
    }

    fn take_row(&mut self, all: &[usize], generation: Generation, from: f64) {
        for (place, who) in all.iter().enumerate() {
            self.take(*who, generation, from + place as f64);
        }
    }

    fn rightmost(&self, generation: Generation) -> Option<f64> {
        self.seats.iter().filter(|seat| seat.generation == generation).map(|seat| seat.x).reduce(f64::max)
    }

    fn leftmost(&self, generation: Generation) -> Option<f64> {
        self.seats.iter().filter(|seat| seat.generation == generation).map(|seat| seat.x).reduce(f64::min)
    }

    fn on_side(&self, generation: Generation, side: Option<ParentalSide>) -> Vec<usize> {
        let is_one = |kin: &Kin| kin.generation == generation && !kin.is_parent() && kin.side == side;
        (0..self.kin.len()).filter(|number| is_one(&self.kin[*number])).collect()
    }

    fn is_there(&self, side: ParentalSide) -> bool {
        let written = |generation| !self.on_side(generation, Some(side)).is_empty();
        self.roles.parents.of(side).is_some() || written(Generation::Grandparents) || written(Generation::Parents)
    }

    /// Seats everybody; on which side foster parents sit, where the child has others too.
    fn seat(&mut self) -> Option<i64> {
        let (father, mother) = self.seat_parents();
        self.seat_uncles(father, mother);
        let foster_side = self.seat_foster_parents()?;
        self.seat_grandparents(father, mother)?;
        Some(foster_side)
    }

    /// The children, their parents, and whom these are married to; where the father and the mother sit, or would.
    fn seat_parents(&mut self) -> (f64, f64) {
        let roles = self.roles;
        // Where foster parents sit beside, the line of a single parent comes down at the child.
        let may_leave_a_seat = roles.foster.is_empty() || roles.parents.list().len() == 2;
        let both = may_leave_a_seat && self.is_there(ParentalSide::Father) && self.is_there(ParentalSide::Mother);
        let grandparents = |side| self.on_side(Generation::Grandparents, Some(side)).len();
        let above = [grandparents(ParentalSide::Father), grandparents(ParentalSide::Mother)];
        let apart = PARENTS_APART[above.iter().sum::<usize>().clamp(2, 4) - 2];
        let own = [&roles.siblings.elder[..], &roles.siblings.younger].concat().len() as f64;
        // The children of the two lie between the father and the mother, where there are others beside.
        let (first, last) = (0.0, own);
        let middle = (first + last) / 2.0;
        let edge = if both { f64::max(0.5, (apart - own) / 2.0) } else { 0.5 };
        let (of_father, of_mother) = (roles.of_father.all(), roles.of_mother.all());
        let half = if both { apart / 2.0 } else { 0.0 };
        let (mut father, mut mother) = (middle - half, middle + half);
        let of_step = |step: Option<usize>| step.is_some() && !roles.of_step.all().is_empty();
        if !of_father.is_empty() || of_step(roles.step.mother) {
            father = first - edge;
            mother = if both { mother.max(father + apart) } else { father };
        }
        if !of_mother.is_empty() || of_step(roles.step.father) {
            mother = last + edge;
            father = if both { father.min(mother - apart) } else { mother };
        }
        self.take_row(&roles.siblings.elder, Generation::Children, first);
        self.take(None, Generation::Children, first + roles.siblings.elder.len() as f64);
        self.take_row(&roles.siblings.younger, Generation::Children, first + roles.siblings.elder.len() as f64 + 1.0);
        self.take_row(&of_mother, Generation::Children, last + 2.0 * edge);
        self.take_row(&of_father, Generation::Children, first - 2.0 * edge - (of_father.len() as f64 - 1.0));
        for (who, x) in [(roles.parents.father, father), (roles.parents.mother, mother)] {
            if who.is_some() {
                self.take(who, Generation::Parents, x);
            }
        }
        self.seat_step_parents(father, mother, edge);
        (father, mother)
    }

    fn seat_step_parents(&mut self, father: f64, mother: f64, edge: f64) {
        let roles = self.roles;
        let apart =
            |children: usize| if children == 0 { 1.0 } else { f64::max(1.0, 2.0 * edge + children as f64 - 1.0) };
        let their_own = roles.of_step.all();
        if let Some(who) = roles.step.father {
            let x = mother + apart(roles.of_mother.all().len());
            self.take(who, Generation::Parents, x);
            let from = self.rightmost(Generation::Children).map_or(x, |last| x.max(last + 1.0));
            self.take_row(&their_own, Generation::Children, from);
        }
        if let Some(who) = roles.step.mother {
            let x = father - apart(roles.of_father.all().len());
            self.take(who, Generation::Parents, x);
            if roles.step.father.is_none() {
                let to = self.leftmost(Generation::Children).map_or(x, |first| x.min(first - 1.0));
                self.take_row(&their_own, Generation::Children, to - (their_own.len() as f64 - 1.0));
            }
        }
    }

    /// Uncles and aunts outside of the parents; those of whom no side is written at the right.
    fn seat_uncles(&mut self, father: f64, mother: f64) {
        let parents = Generation::Parents;
        let left = self.leftmost(parents).map_or(father, |x| x.min(father));
        for (place, who) in self.on_side(parents, Some(ParentalSide::Father)).into_iter().enumerate() {
            self.take(who, parents, left - 1.0 - place as f64);
        }
        let right = self.rightmost(parents).map_or(mother, |x| x.max(mother));
        let uncles = self.on_side(parents, Some(ParentalSide::Mother));
        self.take_row(&uncles, parents, right + 1.0);
        let right = self.rightmost(parents).map_or(0.0, |x| f64::max(0.0, x + 1.0));
        let others = self.on_side(parents, None);
        self.take_row(&others, parents, right);
    }

    /// Beside the parents, on the side on which the child is the outermost of the children. None where it is so on neither.
    fn seat_foster_parents(&mut self) -> Option<i64> {
        let roles = self.roles;
        let fosters = roles.foster.list();
        if fosters.is_empty() {
            return Some(0);
        }
        let theirs = roles.of_foster.all();
        let others = [&roles.of_father, &roles.of_mother, &roles.of_step].iter().any(|group| !group.all().is_empty());
        let side = match (roles.siblings.elder.is_empty(), roles.siblings.younger.is_empty()) {
            _ if others => return None,
            (_, true) => 1.0,
            (true, false) => -1.0,
            (false, false) => return None,
        };
        let edge = |row: Option<f64>, gap: f64| row.unwrap_or_default() + side * gap;
        let outermost =
            |plan: &Self, generation| if side > 0.0 { plan.rightmost(generation) } else { plan.leftmost(generation) };
        let beside = edge(outermost(self, Generation::Parents), FOSTER_GAP);
        let width = (fosters.len() as f64 - 1.0) * FOSTER_GAP;
        let from = if side > 0.0 { beside } else { beside - width };
        for (place, who) in fosters.iter().enumerate() {
            self.take(*who, Generation::Parents, from + FOSTER_GAP * place as f64);
        }
        let below = edge(outermost(self, Generation::Children), 1.0);
        let from = if side > 0.0 { below } else { below - (theirs.len() as f64 - 1.0) };
        self.take_row(&theirs, Generation::Children, from);
        Some(side as i64)
    }

    /// Above their children; those of whom no side is written at the right. None where there are too many of a side.
    fn seat_grandparents(&mut self, father: f64, mother: f64) -> Option<()> {
        let above = Generation::Grandparents;
        let is_man = |number: &usize| self.kin[*number].sex == Sex::Male;
        for (side, middle) in [(Some(ParentalSide::Father), father), (Some(ParentalSide::Mother), mother), (None, 0.0)]
        {
            let (men, women): (Vec<usize>, Vec<usize>) = self.on_side(above, side).into_iter().partition(is_man);
            if men.len() > 1 || women.len() > 1 {
                return None;
            }
            let pair = [men, women].concat();
            let from = match side {
                Some(_) => middle - (pair.len() as f64 - 1.0) / 2.0,
                None => self.rightmost(above).map_or(0.0, |x| x + 1.0),
            };
            self.seats.extend(pair.iter().enumerate().map(|(place, who)| Seat {
                who: Some(*who),
                generation: above,
                x: from + place as f64,
            }));
        }
        Some(())
    }

    /// Everybody on their seats, counted from the left and from above. None where two sit on one.
    fn people(&self, sex: Option<Sex>) -> Option<Vec<StandingKin>> {
        debug_assert_eq!(self.seats.len(), self.members.len() + 1);
        let left = self.seats.iter().map(|seat| seat.x).reduce(f64::min)?;
        let first = self.seats.iter().map(|seat| seat.generation).min()?;
        let mut people: Vec<StandingKin> = self
            .seats
            .iter()
            .map(|seat| {
                let kin = seat.who.map(|number| self.kin[number]);
                StandingKin {
                    who: seat.who,
                    x: seat.x - left,
                    row: seat.generation as usize - first as usize,
                    sex: kin.map_or(sex, |kin| Some(kin.sex)),
                    gone: kin.is_some_and(|kin| kin.gone),
                    word: kin.map_or("本人", |kin| kin.word),
                }
            })
            .collect();
        people.sort_by(|one, other| one.row.cmp(&other.row).then(one.x.total_cmp(&other.x)));
        let are_apart = people.windows(2).all(|two| two[0].row != two[1].row || two[1].x - two[0].x > NEAREST);
        are_apart.then_some(people)
    }
}
