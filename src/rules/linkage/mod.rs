//! The two plans move together: the 障害児支援利用計画 of the consultant and the 個別支援計画 of each office, their weeks, their
//! reports. One rule a file.

pub(super) mod change_without_plan;
pub(super) mod days_over_supply;
pub(super) mod goal_unlinked;
pub(super) mod hearing;
pub(super) mod monitoring_month_missed;
pub(super) mod monitoring_not_reflected;
pub(super) mod monitoring_row_missing;
pub(super) mod monitoring_undecided;
pub(super) mod need_unanswered;
pub(super) mod period_outside;
pub(super) mod provider_missing;
pub(super) mod week_mismatch;
pub(super) mod week_overlap;
