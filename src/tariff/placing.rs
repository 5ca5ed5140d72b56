//! Where a plan places an 加算: under 加算 of a row, in the words of 留意事項, or by the 延長 of its 別表.

use super::{AddOnName, Evidence, TariffEntry, meant};
use crate::case::plan::{SupportPlan, SupportRow};
use crate::record::Spanned;
use crate::source::Span;
use crate::value::DAYS;

/// An 加算 in a plan, with its place.
#[derive(Debug)]
pub struct PlacedAddOn {
    /// As it is written.
    pub name: AddOnName,
    /// Where.
    pub span: Span,
}

/// Every 加算 that a plan places by its name.
#[must_use]
pub fn placed_in(plan: &SupportPlan) -> Vec<PlacedAddOn> {
    plan.rows.iter().flat_map(of_row).collect()
}

fn of_row(row: &Spanned<SupportRow>) -> Vec<PlacedAddOn> {
    let named = row.add_ons.iter().filter_map(|add_on| add_on.name.spanned());
    let named = named.flat_map(|(text, span)| AddOnName::all(text).into_iter().map(move |name| (name, span)));
    let said = row.caution.spanned().into_iter();
    let said = said.flat_map(|(text, span)| AddOnName::all(&text.0).into_iter().map(move |name| (name, span)));
    named.chain(said).map(|(name, span)| PlacedAddOn { name, span }).collect()
}

/// Whether a plan places what is claimed. What a new 加算 took the place of counts for it: a plan of before April 2024 has the
/// older name.
#[must_use]
pub fn places(plan: &SupportPlan, claim: &AddOnName, entry: &TariffEntry) -> bool {
    let succeeds = |own: &AddOnName| meant(own).any(|old| old.now() == Some(claim.base));
    placed_in(plan).iter().any(|placed| placed.name.covers(claim) || succeeds(&placed.name))
        || (entry.requirement(Evidence::Schedule).is_some() && is_extended(plan))
}

fn is_extended(plan: &SupportPlan) -> bool {
    let minutes = |schedule: &Spanned<crate::case::schedule::Schedule>| {
        DAYS.iter().filter_map(|(day, _)| schedule.extension_minutes(*day)).any(|minutes| minutes.0 > 0)
    };
    plan.schedules.iter().any(minutes)
}
