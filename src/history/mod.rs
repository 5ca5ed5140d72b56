//! How a child's plans came about: plans and their reviews in order of time, what each changed, what was consented to.
//!
//! Both sides stand in it, 個別支援計画 and 障害児支援利用計画, because the two move together.

mod consent;
mod difference;
mod plan;
mod review;

pub use consent::{Consent, Match};
pub use difference::{Count, Difference, Relation};
pub use plan::Plan;
pub use review::Review;

use crate::case::party::{Organisation, PersonRef};
use crate::case::{Case, Document, Model};
use crate::compare::{Leaf, Names, tree};
use crate::record::TextOr;
use crate::value::Date;
use serde::Serialize;

/// The way of a child, as `shien log --format json` gives it.
#[derive(Debug, Clone, Serialize)]
pub struct History {
    /// The child's folder.
    pub child: String,
    /// The child's name.
    pub name: Option<String>,
    /// The steps, the earliest first; a document without a date comes last.
    pub steps: Vec<Step>,
}

/// A document on the way.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// `plan/2024-03-28`.
    pub id: String,
    /// The document's title.
    pub title: &'static str,
    /// Its date.
    pub date: Option<Date>,
    /// The office that made it.
    pub office: Option<String>,
    /// What it is: `"what": "plan"`, `"review"` or `"unread"`.
    #[serde(flatten)]
    pub what: What,
}

/// What a step is.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// A plan, draft or final.
    Plan(Plan),
    /// A モニタリング of a plan.
    Review(Review),
    /// A file that cannot be read.
    Unread,
}

/// The history of a child.
#[must_use]
pub fn of(case: &Case, organisation: &Organisation) -> History {
    let names = Names { organisation: Some(organisation), child: Some(&case.child.value) };
    let mut steps: Vec<Step> = case
        .documents
        .iter()
        .filter_map(|document| {
            let title = document.form_title();
            Some(Step {
                id: document.id(),
                title,
                date: document.date,
                office: office(document, organisation),
                what: what(case, names, document)?,
            })
        })
        .collect();
    // The two sides of one day stand in the order of the kinds.
    steps.sort_by_key(|step| (step.date.is_none(), step.date));
    History { child: case.id.clone(), name: case.child.value.name.get().cloned(), steps }
}

fn what(case: &Case, names: Names<'_>, document: &Document) -> Option<What> {
    let what = match &document.model {
        Model::Plan(plan) => What::Plan(Plan::support(case, names, document, plan)),
        Model::ConsultationPlan(plan) => What::Plan(Plan::consultation(case, names, document, plan)),
        Model::Monitoring(monitoring) => What::Review(Review::support(case, names, document, monitoring)),
        Model::ConsultationMonitoring(report) => What::Review(Review::consultation(case, names, document, report)),
        _ => return None,
    };
    Some(if document.broken { What::Unread } else { what })
}

fn office(document: &Document, organisation: &Organisation) -> Option<String> {
    let written = document.written_office().and_then(|office| office.name.get().cloned());
    let by_id = || {
        let id = document.office()?;
        Some(organisation.office(id).and_then(|office| office.name.get()).map_or(id, String::as_str).to_owned())
    };
    written.or_else(by_id)
}

/// A person's name: that of the member of staff, or what is written.
fn person(names: Names<'_>, person: &PersonRef) -> String {
    let by_id = |id: &str| names.shown("", &Leaf::Name(id.to_owned()));
    match person {
        TextOr::Text(id) => by_id(id),
        TextOr::Record(person) => {
            let written = person.name.get().or(person.organisation.get()).or_else(|| person.titles().next());
            person.staff.get().map(|id| by_id(id)).or_else(|| written.cloned()).unwrap_or_default()
        }
    }
}

/// A word chosen from a list, as the form has it.
fn word(value: &impl Serialize) -> Option<String> {
    tree::of(value).leaf().map(Leaf::shown)
}
