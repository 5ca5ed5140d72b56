//! StepKind was agreed to, and whether what was signed is still what the file says.

use super::word;
use crate::case::Document;
use crate::timeline::{Match, Signature, Timeline};
use crate::value::Date;
use serde::Serialize;

/// A consent, a refusal or a revocation.
#[derive(Debug, Clone, Serialize)]
pub struct PlanConsent {
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

/// The consents to a document and to its parts, in the order in which they were written down.
pub(super) fn of(timeline: &Timeline<'_>, document: &Document) -> Vec<PlanConsent> {
    let one = |signature: Signature<'_>| PlanConsent {
        kind: word(&signature.event.kind),
        schedule: signature.schedule,
        date: signature.event.date.get().copied(),
        signer: signature.event.signer.get().cloned(),
        edition: signature.signed,
        current: signature.current,
        matches: signature.matches,
    };
    timeline.signatures(document).into_iter().map(one).collect()
}
