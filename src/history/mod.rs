//! How a child's plans came about: plans and their reviews in order of time, what each changed, what was consented to.
//!
//! Both sides stand in it, 個別支援計画 and 障害児支援利用計画, because the two move together.

mod consent;
mod difference;
mod plan;
mod review;

pub use crate::timeline::Match;
pub use consent::PlanConsent;
pub use difference::{ChangeCount, PlanDifference, Relation};
pub use plan::Plan;
pub use review::Review;

use crate::case::paper::LogStep as Progress;
use crate::case::party::Organisation;
use crate::case::{Case, Document};
use crate::directory::Directory;
use crate::timeline::Timeline;
use crate::tree::{self, Leaf};
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
    pub steps: Vec<HistoryStep>,
}

/// A document on the way.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryStep {
    /// `plan/2024-03-28`.
    pub id: String,
    /// The document's title.
    pub title: &'static str,
    /// Its date.
    pub date: Option<Date>,
    /// The office that made it.
    pub office: Option<String>,
    /// StepKind it is: `"what": "plan"`, `"review"` or `"unread"`.
    #[serde(flatten)]
    pub what: StepKind,
}

/// StepKind a step is.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum StepKind {
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
    let directory = Directory::new(organisation, case);
    let timeline = Timeline::new(case, &directory);
    let mut steps: Vec<HistoryStep> = timeline
        .files()
        .filter_map(|document| {
            Some(HistoryStep {
                id: document.id(),
                title: document.form_title(),
                date: document.date,
                office: directory.office_name(document),
                what: what(&timeline, document)?,
            })
        })
        .collect();
    // The two sides of one day stand in the order of the kinds.
    steps.sort_by_key(|step| (step.date.is_none(), step.date));
    History { child: case.id.clone(), name: case.child.value.name.get().cloned(), steps }
}

fn what(timeline: &Timeline<'_>, document: &Document) -> Option<StepKind> {
    let what = match document.paper().step() {
        Progress::Plan(occasion) => StepKind::Plan(Plan::of(timeline, document, occasion)),
        Progress::Review(plan, summary) => StepKind::Review(Review::of(timeline, document, plan.get(), summary)),
        Progress::Beside => return None,
    };
    Some(if document.broken { StepKind::Unread } else { what })
}

/// A word chosen from a list, as the form has it.
fn word(value: &impl Serialize) -> Option<String> {
    tree::of(value).leaf().map(Leaf::shown)
}
