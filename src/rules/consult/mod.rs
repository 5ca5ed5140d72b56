//! Is the trail of the 相談支援 side whole: visit, consent to the 案 and to the plan, meeting, delivery.
//!
//! Where one of these is missing, the unit of that plan or report cannot be claimed. A paper received from another company is
//! not judged; a 案 that another one took the place of owes nothing any more.

mod change;
mod consent;
mod date;
mod delivery;
mod meeting;
mod place;
mod visit;

pub(super) use change::RULE as CHANGE;
pub(super) use consent::{DRAFT as DRAFT_CONSENT, PLAN as CONSENT};
pub(super) use date::RULE as DATE;
pub(super) use delivery::{DRAFT as DRAFT_DELIVERY, RULE as DELIVERY};
pub(super) use meeting::RULE as MEETING;
pub(super) use place::RULE as VISIT_PLACE;
pub(super) use visit::RULE as VISIT;

use super::facts::Owed;
use crate::case::Document;
use crate::diagnostic::{Diagnostic, Severity};
use crate::timeline::Standing;

/// Gives a finding about a plan its remedy. What is still to come is no more than information, and who keeps another
/// company's plan is told how to say so.
fn finish(finding: &mut Diagnostic, document: &Document, owed: &Owed<'_>, help: String) {
    let foreign = document.written_office().is_some();
    let copy = if foreign {
        "。他の事業所から受け取った計画なら `写し: true` を加えてください"
    } else {
        ""
    };
    finding.help = Some(help + copy);
    if owed.standing == Standing::Coming {
        finding.severity = Severity::Info;
    }
}
