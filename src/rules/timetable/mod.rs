//! Do the hours of the week add up: the 別表 by itself, beside the words of the main sheet, and by the limits of a day.

mod band;
mod band_changed;
mod cells;
mod extension_reason_weak;
mod extension_too_short;
mod extension_without_reason;
mod schedule_mismatch;
mod schedule_note_missing;
mod schedule_short;
mod schedule_two_ranges;
mod supply_used;
mod transport_in_hours;
mod weekday_too_long;

pub(super) use band_changed::RULE as BAND_CHANGED;
pub(super) use extension_reason_weak::RULE as EXTENSION_REASON_WEAK;
pub(super) use extension_too_short::RULE as EXTENSION_TOO_SHORT;
pub(super) use extension_without_reason::RULE as EXTENSION_WITHOUT_REASON;
pub(super) use schedule_mismatch::RULE as SCHEDULE_MISMATCH;
pub(super) use schedule_note_missing::RULE as SCHEDULE_NOTE_MISSING;
pub(super) use schedule_short::RULE as SCHEDULE_SHORT;
pub(super) use schedule_two_ranges::RULE as SCHEDULE_TWO_RANGES;
pub(super) use supply_used::RULE as SUPPLY_USED;
pub(super) use transport_in_hours::RULE as TRANSPORT_IN_HOURS;
pub(super) use weekday_too_long::RULE as WEEKDAY_TOO_LONG;

use super::facts::Facts;
use super::judges::{InForce, Judges};
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::record::Field;
use crate::value::Text;

/// Hours are agreed upon by the weekday since April 2024, also in plans that were made before.
const SINCE_2024: InForce = InForce { from: Some((2024, 4, 1)), until: None, grace: Some((2024, 4, 1)) };

/// The plans of this office that hold since then.
const PLANS: Judges = Judges { in_force: SINCE_2024, ..Judges::own(&["plan"]) };

/// The plan of a paper that speaks for itself: a 原案 of which a 確定 was made would say everything twice.
fn open_plan<'a>(facts: &Facts<'a>, document: &'a Document) -> Option<&'a SupportPlan> {
    match &document.model {
        Model::Plan(plan) if facts.timeline.is_open(document) => Some(plan),
        _ => None,
    }
}

/// Whether nothing is written: no key, or no word behind it.
fn is_empty(text: &Field<Text>) -> bool {
    !text.is_unread() && text.get().is_none_or(|text| text.as_str().is_empty())
}
