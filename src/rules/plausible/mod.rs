//! What one file shows by itself: hours and periods that run backwards, numbers and days that cannot be.

mod births;
mod certificate_number;
mod certificate_shared;
mod dates;
mod future;
mod hours;
mod numbers;
mod periods;
mod schedule;

pub(super) use hours::is_doubted;

use super::rule::Rule;

/// The rules, in the order of the book.
pub(super) static PERIOD_REVERSED: &Rule = &periods::RULE;
pub(super) static HOURS_REVERSED: &Rule = &hours::RULE;
pub(super) static SCHEDULE_INVALID: &Rule = &schedule::RULE;
pub(super) static DATE_IMPLAUSIBLE: &Rule = &dates::RULE;
pub(super) static BIRTH_IMPLAUSIBLE: &Rule = &births::RULE;
pub(super) static RECORD_IN_FUTURE: &Rule = &future::RULE;
pub(super) static NUMBER_IMPLAUSIBLE: &Rule = &numbers::RULE;
pub(super) static CERTIFICATE_NUMBER: &Rule = &certificate_number::RULE;
pub(super) static CERTIFICATE_SHARED: &Rule = &certificate_shared::RULE;
