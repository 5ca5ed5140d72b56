//! 所属 of people written out: what looks like an id must be that of a 関係機関 or of an office, or it prints as it stands.

use super::super::rule::Reporter;
use super::names::{Guess, Names, Tables};
use crate::case::meeting::Absentee;
use crate::case::party::PersonRef;
use crate::record::{Field, List, TextOr};

/// Says of everybody in a list whose 所属 points nowhere.
pub(super) fn of_people(list: &List<PersonRef>, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    let written = list.iter().filter_map(|person| match &person.value {
        TextOr::Record(person) => Some(&person.affiliation),
        TextOr::Text(_) => None,
    });
    check(written, tables, reporter);
}

/// The same of those who were absent.
pub(super) fn of_absentees(list: &List<Absentee>, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    check(list.iter().map(|absentee| &absentee.value.affiliation), tables, reporter);
}

fn check<'a>(affiliations: impl Iterator<Item = &'a Field<String>>, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    let known = Names {
        what: "関係機関",
        known: tables.partners.known.clone(),
        otherwise: "id でない 所属 は、名前を日本語で書きます",
        unread: tables.partners.unread,
        guess: Guess::Id,
    };
    for (name, span) in affiliations.filter_map(Field::spanned).filter(|(name, _)| is_like_an_id(name)) {
        known.require(name, span.place(), reporter);
    }
}

/// `school`, `clinic-2`; not `NPO`, which is a name.
fn is_like_an_id(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
}
