//! Are periods and dates within their limits: the first plan, its period and its review, the next plan, the goals, the
//! 給付決定.
//!
//! A period from 1 April ends on 30 September; counted from an event, 28 March comes to 28 September, and a day that the
//! month does not have is its last.

mod certificate;
mod first_plan;
mod goal_due;
mod goal_period;
mod plan_gap;
mod plan_period;
mod review;
mod review_date;

pub(super) use certificate::RULE as CERTIFICATE_EXPIRED;
pub(super) use first_plan::RULE as FIRST_PLAN_LATE;
pub(super) use goal_due::{TOO_FAR as DUE_TOO_FAR, UNIFORM as DUE_UNIFORM};
pub(super) use goal_period::{LONG as LONG_GOAL_PERIOD, SHORT as SHORT_GOAL_PERIOD};
pub(super) use plan_gap::RULE as PLAN_GAP;
pub(super) use plan_period::RULE as PLAN_PERIOD_TOO_LONG;
pub(super) use review::RULE as REVIEW_OVERDUE;
pub(super) use review_date::RULE as REVIEW_DATE_LATE;

use super::rule::Reach;
use crate::value::Date;

/// Months that a plan may run, and within which it is reviewed.
const MONTHS: u32 = 6;

/// The last day of six months from a first day on.
fn last_of_six_months(start: Date) -> Date {
    start.plus_months(MONTHS).minus_days(1)
}

/// What says when the child uses which office.
const USES: (Reach, &[&str]) =
    (Reach::Child, &["利用", "利用.契約日", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所", "利用.サービス"]);

/// What says which plan follows which.
const PLANS: (Reach, &[&str]) = (
    Reach::All("plan/"),
    &["事業所", "サービス", "状態", "作成日", "原案", "前計画", "計画期間", "計画期間.開始", "計画期間.終了"],
);
