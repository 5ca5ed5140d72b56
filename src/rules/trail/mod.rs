//! Is the paper trail whole: what was consented to, and who was handed a copy.

mod consent_outdated;
mod consent_predated;
mod consent_signer;
mod consultant_delivery;
mod event_doubled;
mod event_glued;
mod events_missing;

pub(super) use consent_outdated::RULE as CONSENT_OUTDATED;
pub(super) use consent_predated::RULE as CONSENT_PREDATED;
pub(super) use consent_signer::RULE as CONSENT_SIGNER;
pub(super) use consultant_delivery::RULE as CONSULTANT_DELIVERY;
pub(super) use event_doubled::RULE as EVENT_DOUBLED;
pub(super) use event_glued::{RULE as EVENT_GLUED, without_consequences};
pub(super) use events_missing::RULE as EVENTS_MISSING;
