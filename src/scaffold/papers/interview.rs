//! 面談記録.

use super::super::fill::{Fill, Filling};
use super::super::known::SheetFacts;

pub(super) fn filling(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("日時", "記録者");
    let people = known.author.map(Fill::from).into_iter().chain(known.guardians());
    filling.set("出席者", Some(people.collect()));
    filling
}
