//! アセスメントシート.

use super::super::fill::{Fill, Filling};
use super::super::known::SheetFacts;

pub(super) fn filling(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("実施日", "実施者");
    let own = |office: Option<&str>| office == known.office_id();
    let has_plan = known.timeline.support_plans().any(|(document, _)| own(document.office()));
    filling.set("種類", Some(if has_plan { "見直し" } else { "初回" }.into()));
    let people = known.author.map(Fill::from).into_iter().chain(known.guardians()).chain(known.child());
    filling.set("同席者", Some(people.collect()));
    filling
}
