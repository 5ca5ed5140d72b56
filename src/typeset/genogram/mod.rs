//! The figure of a family: where everybody stands, who is a couple, whose children they are.
//!
//! Drawn as usual (McGoldrick's symbols): men left of women, elder left of younger, a generation to a row. What is decided
//! here is drawn by a form.

mod couples;
mod home;
mod kin;
mod place;
mod roles;

use couples::{Couple, Offspring, Pairing};
use home::HomeRow;
use kin::{FamilyMember, Kin, Sex};
use place::StandingKin;
use roles::FamilyRoles;
use typst::foundations::{Array, Dict, IntoValue, Str, Value, dict, func};

/// The figure of a family.
#[derive(Debug, Clone, PartialEq)]
struct Genogram {
    /// From above, and from the left.
    people: Vec<StandingKin>,
    couples: Vec<Couple>,
    /// Those that live with the child, from above; empty where no line can be drawn around them alone.
    home: Vec<HomeRow>,
    columns: f64,
    rows: usize,
}

impl Genogram {
    /// None where somebody's word has no place in a figure, where it would have to be guessed who belongs to whom, and where
    /// two would stand in one place.
    fn of(members: &[FamilyMember], sex: Option<Sex>) -> Option<Self> {
        let kin = members.iter().map(Kin::of).collect::<Option<Vec<Kin>>>()?;
        if kin.is_empty() {
            return None;
        }
        let roles = FamilyRoles::of(members, &kin)?;
        let (people, foster_side) = place::seated(members, &kin, &roles, sex)?;
        let couples = Pairing { members, kin: &kin, roles: &roles, people: &people, foster_side }.couples();
        let home = home::home(members, &people, &couples);
        let columns = people.iter().map(|one| one.x).fold(0.0, f64::max) + 1.0;
        let rows = people.iter().map(|one| one.row).max().unwrap_or_default() + 1;
        Some(Self { people, couples, home, columns, rows })
    }
}

/// Where the members of a family stand, each a dictionary with `relation`, `note`, `lives_together`, `divorced`, `separated` and
/// `foster`, beside a child of that sex. None where the words tell too little for a figure.
///
/// - `columns`, `rows`: how many there are; columns may be broken.
/// - `people`, from above and from the left: `index` in the family, none for the child; `x` in columns, `row`, `sex`, `gone`, `word`.
/// - `couples`: `partners` (of `people`, none to two), `cuts` across their line (1 living apart, 2 divorced), `aside` (where the line
///   of a single one goes down: −1 left, 1 right), `children` (`person`, `dotted`, `shift` to a side where two lines come down).
/// - `home`: the rows of those that live together, with `low` and `high` column and `left` and `right`, whether a line goes down there.
#[func]
pub(super) fn genogram(family: Array, sex: Value) -> Value {
    let members: Vec<FamilyMember> = family.iter().map(member).collect();
    let sex = if let Value::Str(sex) = &sex { Sex::of(sex.as_str()) } else { None };
    Genogram::of(&members, sex).map_or(Value::None, |genogram| figure(&genogram).into_value())
}

fn member(written: &Value) -> FamilyMember {
    let Value::Dict(written) = written else { return FamilyMember::default() };
    let text = |key: &str| match written.get(key) {
        Ok(Value::Str(text)) => text.to_string(),
        _ => String::new(),
    };
    let answer = |key: &str| if let Ok(Value::Bool(answer)) = written.get(key) { Some(*answer) } else { None };
    FamilyMember {
        relation: text("relation"),
        note: text("note"),
        together: answer("lives_together"),
        divorced: answer("divorced") == Some(true),
        separated: answer("separated") == Some(true),
        foster: answer("foster") == Some(true),
    }
}

fn figure(genogram: &Genogram) -> Dict {
    dict! {
        "columns" => genogram.columns,
        "rows" => genogram.rows as i64,
        "people" => genogram.people.iter().map(person).collect::<Array>(),
        "couples" => genogram.couples.iter().map(couple).collect::<Array>(),
        "home" => genogram.home.iter().map(home_row).collect::<Array>(),
    }
}

fn person(standing: &StandingKin) -> Value {
    dict! {
        "index" => standing.who.map(|number| number as i64),
        "x" => standing.x,
        "row" => standing.row as i64,
        "sex" => standing.sex.map(|sex| Str::from(sex.word())),
        "gone" => standing.gone,
        "word" => Str::from(standing.word),
    }
    .into_value()
}

fn couple(couple: &Couple) -> Value {
    dict! {
        "partners" => couple.partners.iter().map(|person| (*person as i64).into_value()).collect::<Array>(),
        "cuts" => couple.cuts as i64,
        "aside" => couple.aside,
        "children" => couple.children.iter().map(offspring).collect::<Array>(),
    }
    .into_value()
}

fn offspring(child: &Offspring) -> Value {
    dict! { "person" => child.person as i64, "dotted" => child.dotted, "shift" => child.shift }.into_value()
}

fn home_row(row: &HomeRow) -> Value {
    dict! { "row" => row.row as i64, "low" => row.low, "high" => row.high, "left" => row.left, "right" => row.right }
        .into_value()
}

#[cfg(test)]
mod tests;
