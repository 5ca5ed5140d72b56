//! Is what an 加算 asks for there: its place in the plan, its papers, its contacts, and how often. What an 加算 asks for is
//! said in the list of the 加算 ([`crate::tariff`]) alone.

mod claims;
mod frequency;
mod interview_too_short;
mod medical_order;
mod minutes_missing;
mod minutes_unshared;
mod names;
mod over_limit;
mod program_unpublished;
mod restraint;
mod same_time;
mod session_too_short;
mod share_overdue;
mod specialist_consent;
mod specialist_missing;
mod unplaced;

pub(super) use interview_too_short::RULE as INTERVIEW_TOO_SHORT;
pub(super) use medical_order::RULE as MEDICAL_ORDER;
pub(super) use minutes_missing::RULE as MINUTES_MISSING;
pub(super) use minutes_unshared::RULE as MINUTES_UNSHARED;
pub(super) use names::{ENDED as NAME_ENDED, UNKNOWN as NAME_UNKNOWN};
pub(super) use over_limit::RULE as OVER_LIMIT;
pub(super) use program_unpublished::RULE as PROGRAM_UNPUBLISHED;
pub(super) use restraint::{UNPLANNED as RESTRAINT_UNPLANNED, UNRECORDED as RESTRAINT_UNRECORDED};
pub(super) use same_time::RULE as SAME_TIME;
pub(super) use session_too_short::RULE as SESSION_TOO_SHORT;
pub(super) use share_overdue::RULE as SHARE_OVERDUE;
pub(super) use specialist_consent::RULE as SPECIALIST_CONSENT;
pub(super) use specialist_missing::RULE as SPECIALIST_MISSING;
pub(super) use unplaced::RULE as UNPLACED;

use super::rule::Reach;
use crate::diagnostic::Severity;
use crate::tariff::Surety;

/// What says which 加算 a plan places, and for how long it is the one that holds.
const PLANS: (Reach, &[&str]) = (
    Reach::All("plan/"),
    &[
        "事業所",
        "サービス",
        "状態",
        "作成日",
        "計画期間",
        "計画期間.開始",
        "計画期間.終了",
        "支援",
        "加算",
        "加算.名称",
        "留意事項",
    ],
);

/// The 専門的支援実施加算, the one that has a plan of its own.
const SESSIONS: &str = "専門的支援実施加算";

/// An error, where the fact bears one; else a warning.
fn gravest(surety: Option<Surety>) -> Severity {
    if surety.is_some_and(Surety::bears_an_error) { Severity::Error } else { Severity::Warning }
}
