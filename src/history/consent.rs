//! What was agreed to, and whether what was signed is still what the file says.

use super::word;
use crate::case::event::{Event, EventKind};
use crate::case::schedule::{Schedule, label};
use crate::case::{Case, revision};
use crate::record::Spanned;
use crate::value::{Date, half_width};
use serde::Serialize;

/// A consent, a refusal or a revocation.
#[derive(Debug, Clone, Serialize)]
pub struct Consent {
    /// 同意, 不同意 or 取消.
    pub kind: Option<String>,
    /// The part it is about: the name of a 別表; none for the main sheet.
    pub schedule: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Who signed.
    pub signer: Option<String>,
    /// 版 that was signed, where it is written.
    pub edition: Option<String>,
    /// 版 of the same part today; none where the plan has no such part.
    pub current: Option<String>,
    /// How the two stand to each other.
    pub matches: Match,
}

/// How the 版 that was signed stands to that of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// The same.
    Same,
    /// The file was changed since.
    Changed,
    /// No 版 was written down.
    Unnamed,
    /// The plan has no such part any more.
    Gone,
}

/// The consents to the document `id` (`plan/2024-03-28`), in the order in which they were written down.
pub(super) fn of(case: &Case, id: &str, edition: &str, schedules: &[Spanned<Schedule>]) -> Vec<Consent> {
    let events = case.events.iter().flat_map(|events| events.value.iter());
    let about_consent =
        |event: &EventKind| matches!(event, EventKind::Consented | EventKind::Refused | EventKind::Revoked);
    events
        .filter(|event| event.kind.get().is_some_and(about_consent))
        .filter_map(|event| consent(event, id, edition, schedules))
        .collect()
}

fn consent(event: &Event, id: &str, edition: &str, schedules: &[Spanned<Schedule>]) -> Option<Consent> {
    let schedule = match event.target.get()?.trim().strip_prefix(id)? {
        "" => None,
        part => Some(part.strip_prefix("#別表/")?.to_owned()),
    };
    let current = match &schedule {
        None => Some(edition.to_owned()),
        Some(name) => {
            let own = schedules.iter().enumerate().find(|(index, schedule)| label(*index, schedule) == *name);
            own.map(|(_, schedule)| revision::of_schedule(schedule))
        }
    };
    let signed = event.revision.get().map(|signed| half_width(signed.trim()).to_lowercase());
    let matches = match (&signed, &current) {
        (_, None) => Match::Gone,
        (None, Some(_)) => Match::Unnamed,
        (Some(signed), Some(current)) if signed == current => Match::Same,
        _ => Match::Changed,
    };
    Some(Consent {
        kind: word(&event.kind),
        schedule,
        date: event.date.get().copied(),
        signer: event.signer.get().cloned(),
        edition: signed,
        current,
        matches,
    })
}
