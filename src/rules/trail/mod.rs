//! Is the paper trail whole: from the assessment to what was consented to, who was handed a copy, and who knows it.

mod assessment;
mod consent_after_start;
mod consent_missing;
mod consent_outdated;
mod consent_predated;
mod consent_signer;
mod consultant_delivery;
mod contract;
mod delivery;
mod electronic;
mod event_doubled;
mod event_glued;
mod events_missing;
mod explanation;
mod keys;
mod meeting;
mod minutes;
mod monitoring;
mod order;
mod sharing;
mod waiver;

pub(super) use assessment::{MISSING as ASSESSMENT_MISSING, WITHOUT_INTERVIEW as ASSESSMENT_WITHOUT_INTERVIEW};
pub(super) use consent_after_start::RULE as CONSENT_AFTER_START;
pub(super) use consent_missing::{RULE as CONSENT_MISSING, SCHEDULE as SCHEDULE_UNCONSENTED};
pub(super) use consent_outdated::RULE as CONSENT_OUTDATED;
pub(super) use consent_predated::RULE as CONSENT_PREDATED;
pub(super) use consent_signer::RULE as CONSENT_SIGNER;
pub(super) use consultant_delivery::RULE as CONSULTANT_DELIVERY;
pub(super) use contract::RULE as CONTRACT_LATE;
pub(super) use delivery::{MISSING as DELIVERY_MISSING, SCHEDULE as SCHEDULE_UNDELIVERED};
pub(super) use electronic::{UNAGREED as ELECTRONIC_UNAGREED, UNANSWERED as ONLINE_UNANSWERED};
pub(super) use event_doubled::RULE as EVENT_DOUBLED;
pub(super) use event_glued::RULE as EVENT_GLUED;
pub(super) use events_missing::RULE as EVENTS_MISSING;
pub(super) use explanation::{CHILD as CHILD_NOT_TOLD, MISSING as EXPLANATION_MISSING};
pub(super) use meeting::{DRAFT as DRAFT_MISSING, MEETING as MEETING_MISSING};
pub(super) use minutes::{INCOMPLETE as MEETING_INCOMPLETE, OPINION as OPINION_MISSING};
pub(super) use monitoring::{
    MISSING as MONITORING_MISSING, UNRECORDED as INTERVIEW_MISSING, WITHOUT_INTERVIEW as MONITORING_WITHOUT_INTERVIEW,
};
pub(super) use order::{BEFORE_MEETING as CONSENT_BEFORE_MEETING, ORDER as PROCESS_ORDER};
pub(super) use sharing::RULE as PLAN_UNSHARED;
pub(super) use waiver::RULE as DELIVERY_WAIVED;

use super::facts::{Facts, Owed};
use crate::case::Document;
use crate::diagnostic::{Diagnostic, Severity};
use crate::timeline::{Consent, Standing};

/// Takes away what is only the consequence of another finding about the trail.
pub(super) fn without_consequences(findings: &mut Vec<Diagnostic>) {
    event_glued::without_consequences(findings);
    order::without_consequences(findings);
}

/// What may still be done in time is no more than a warning.
fn graded(finding: &mut Diagnostic, owed: &Owed<'_>) {
    if owed.standing == Standing::Coming && finding.severity == Severity::Error {
        finding.severity = Severity::Warning;
    }
}

/// Whether the main sheet of a 個別支援計画 is consented to: without that, what comes after it is not missed.
fn is_consented(facts: &Facts<'_>, document: &Document) -> bool {
    let parts = document.paper().parts();
    parts.first().is_some_and(|main| matches!(facts.timeline.support_consent(document, main), Consent::Given(_)))
}
