//! What a child uses or used, as the head of a sheet has it.

use crate::record::{Field, TextOr};
use crate::rules::Facts;
use crate::value::Date;
use serde::Serialize;

/// A 利用.
#[derive(Debug, Clone, Serialize)]
pub struct UsedService {
    /// The name of the office.
    pub office: Option<String>,
    /// サービス.
    pub service: Option<String>,
    /// 契約日.
    pub contracted: Option<Date>,
    /// 開始日.
    pub started: Option<Date>,
    /// 終了日.
    pub ended: Option<Date>,
}

/// Every 利用 of a child, as it is written.
pub(super) fn of(facts: &Facts<'_>) -> Vec<UsedService> {
    let day = |field: &Field<Date>| field.get().copied();
    let uses = facts.child.value.uses.iter().map(|used| UsedService {
        office: match used.office.get() {
            Some(TextOr::Text(id)) => Some(facts.directory.organisation_called(id).unwrap_or(id).to_owned()),
            Some(TextOr::Record(office)) => office.name.get().cloned(),
            None => None,
        },
        service: used.service.get().cloned(),
        contracted: day(&used.contracted),
        started: day(&used.started),
        ended: day(&used.ended),
    });
    uses.collect()
}
