//! Texts that were copied: from another child, from the plan before, from the 障害児支援利用計画.
//!
//! Only texts that are long enough to be somebody's own are compared: a short common sentence may be written twice.

mod from_child;
mod from_consult;
mod from_previous;
mod likeness;

pub(in crate::rules) use from_child::RULE as FROM_CHILD;
pub(in crate::rules) use from_consult::RULE as FROM_CONSULT;
pub(in crate::rules) use from_previous::RULE as FROM_PREVIOUS;
pub(in crate::rules) use likeness::Letters;
