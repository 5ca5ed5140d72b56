//! Who in the figure of a family lives with the child, and where a line around them can be drawn.

use super::couples::Couple;
use super::kin::FamilyMember;
use super::place::StandingKin;

/// Those in a row that live with the child.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HomeRow {
    pub(super) row: usize,
    pub(super) low: f64,
    pub(super) high: f64,
    /// Whether the line of the outermost goes down on that side.
    pub(super) left: bool,
    pub(super) right: bool,
}

/// The rows of those that live with the child: empty where nobody is said to, and where somebody else stands among them.
pub(super) fn home(members: &[FamilyMember], people: &[StandingKin], couples: &[Couple]) -> Vec<HomeRow> {
    let is_home = |one: &StandingKin| one.who.is_none_or(|who| members[who].together == Some(true));
    if !people.iter().any(|one| one.who.is_some() && is_home(one)) {
        return Vec::new();
    }
    let mut rows: Vec<HomeRow> = Vec::new();
    for (number, one) in people.iter().enumerate().filter(|(_, one)| is_home(one)) {
        let line = |side| {
            let is_own = |couple: &Couple| couple.partners == [number] && couple.aside == side;
            couples.iter().any(is_own)
        };
        match rows.last_mut().filter(|row| row.row == one.row) {
            Some(row) => (row.high, row.right) = (one.x, line(1)),
            None => rows.push(HomeRow { row: one.row, low: one.x, high: one.x, left: line(-1), right: line(1) }),
        }
    }
    let stands_among = |row: &HomeRow| {
        people.iter().any(|one| one.row == row.row && !is_home(one) && one.x > row.low && one.x < row.high)
    };
    let has_gap = rows.windows(2).any(|two| two[1].row > two[0].row + 1);
    if has_gap || rows.iter().any(stands_among) { Vec::new() } else { rows }
}
