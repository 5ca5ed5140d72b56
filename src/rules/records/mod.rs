//! The サービス提供記録 against the plan of each day. One rule a file.

pub(super) mod extension_unrecorded;
pub(super) mod row_unknown;
pub(super) mod without_plan;
