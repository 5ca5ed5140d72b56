//! A plan on the way of a child.

use super::consent::{self, Consent};
use super::difference::{self, Difference};
use super::{person, word};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::party::PersonRef;
use crate::case::plan::SupportPlan;
use crate::case::{Case, Document, revision};
use crate::compare::Names;
use crate::record::Field;
use crate::value::{Date, Period};
use serde::Serialize;

/// A plan.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// 版 of the main sheet.
    pub edition: String,
    /// 原案 or 案, 確定.
    pub status: Option<String>,
    /// Whether it was received from another company.
    pub copy: bool,
    /// 作成区分.
    pub occasion: Option<String>,
    /// Who made it.
    pub author: Option<String>,
    /// The first day of 計画期間.
    pub start: Option<Date>,
    /// The last day of 計画期間.
    pub end: Option<Date>,
    /// What changed against the plans that it follows.
    pub differences: Vec<Difference>,
    /// What was consented to, refused or revoked.
    pub consents: Vec<Consent>,
}

impl Plan {
    pub(super) fn support(case: &Case, names: Names<'_>, document: &Document, plan: &SupportPlan) -> Self {
        let edition = revision::of_plan(plan);
        let consents = consent::of(case, &document.id(), &edition, &plan.schedules);
        Self {
            edition,
            status: word(&plan.status),
            copy: false,
            occasion: word(&plan.occasion),
            consents,
            ..Self::common(case, names, document, &plan.author, &plan.period)
        }
    }

    pub(super) fn consultation(case: &Case, names: Names<'_>, document: &Document, plan: &ConsultationPlan) -> Self {
        let edition = revision::of_consultation_plan(plan);
        let consents = consent::of(case, &document.id(), &edition, &[]);
        Self {
            edition,
            status: word(&plan.status),
            copy: plan.is_copy(),
            consents,
            ..Self::common(case, names, document, &plan.author, &plan.period)
        }
    }

    /// What both kinds of plan have.
    fn common(
        case: &Case,
        names: Names<'_>,
        document: &Document,
        author: &Field<PersonRef>,
        period: &Field<Period>,
    ) -> Self {
        let period = period.get();
        Self {
            edition: String::new(),
            status: None,
            copy: false,
            occasion: None,
            author: author.get().map(|author| person(names, author)),
            start: period.and_then(|period| period.start.get().copied()),
            end: period.and_then(|period| period.end.get().copied()),
            differences: difference::of(case, document),
            consents: Vec::new(),
        }
    }
}
