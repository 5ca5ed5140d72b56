//! How a child's plans came about: plans and their reviews in order of time, what each changed, its whole trail, where its
//! 加算 stand. One shape for the terminal, for JSON and for the sheet that is handed to an inspector.
//!
//! Both sides stand in it, 個別支援計画 and 障害児支援利用計画, because the two move together.

mod add_ons;
mod circle;
mod consent;
mod cover;
mod difference;
mod entry;
mod events;
mod finding;
mod gaps;
mod naming;
mod papers;
mod people;
mod plan;
mod review;
mod sheet;
mod trail;
mod uses;
mod window;

pub use crate::timeline::Match;
pub use add_ons::AddOnTrace;
pub use consent::PlanConsent;
pub use difference::{ChangeCount, PlanDifference, Relation};
pub use entry::{TrailDetail, TrailEntry, TrailWork};
pub use finding::TrailFinding;
pub use gaps::UnplacedFindings;
pub use papers::needs_told;
pub use plan::Plan;
pub use review::Review;
pub use sheet::to_pages;
pub use uses::UsedService;
pub use window::LogWindow;

use crate::case::paper::LogStep as Progress;
use crate::case::{CHILD_ON_PAPER, Document, EVENTS_ON_PAPER};
use crate::diagnostic::{Diagnostic, slashed};
use crate::rules::Facts;
use crate::timeline::Timeline;
use crate::tree::{self, Leaf};
use crate::value::Date;
use serde::Serialize;
use trail::PlanTracer;

/// The way of a child, as `shien log --format json` gives it.
#[derive(Debug, Clone, Serialize)]
pub struct History {
    /// The child's folder.
    pub child: String,
    /// The child's name.
    pub name: Option<String>,
    /// The date of birth.
    pub born: Option<Date>,
    /// What the child uses or used.
    pub uses: Vec<UsedService>,
    /// The day until which papers are kept; none while the child is there.
    pub kept_until: Option<Date>,
    /// The files that cannot be read.
    pub unread: Vec<String>,
    /// The same as paper names them.
    #[serde(skip)]
    pub unread_papers: Vec<String>,
    /// The steps, the earliest first; a document without a date comes last.
    pub steps: Vec<HistoryStep>,
    /// What is found and belongs to no plan, where findings are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unplaced: Option<UnplacedFindings>,
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

/// The history of a child as far as it is asked for; with the settled findings of `check`, each where it belongs.
#[must_use]
pub fn of(facts: &Facts<'_>, window: LogWindow, findings: Option<&[Diagnostic]>) -> History {
    let timeline = facts.timeline;
    let tracer = PlanTracer { timeline, events: facts.events, with_notes: findings.is_some() };
    let mut steps: Vec<HistoryStep> = timeline
        .files()
        .filter_map(|document| {
            Some(HistoryStep {
                id: document.id(),
                title: document.form_title(),
                date: document.date,
                office: facts.directory.office_name(document),
                what: what(tracer, document)?,
            })
        })
        .collect();
    // The two sides of one day stand in the order of the kinds.
    steps.sort_by_key(|step| (step.date.is_none(), step.date));
    circle::tell_changes(&mut steps);
    let unplaced = findings.map(|findings| gaps::place(&mut steps, facts, findings));
    steps.retain(|step| is_asked_for(step, window));
    let (unread, unread_papers) = unread(facts).into_iter().unzip();
    History {
        child: facts.id.to_owned(),
        name: facts.child.value.name.get().cloned(),
        born: facts.child.value.born.get().copied(),
        uses: uses::of(facts),
        kept_until: timeline.kept_until(),
        unread,
        unread_papers,
        steps,
        unplaced,
    }
}

fn what<'a>(tracer: PlanTracer<'_, 'a>, document: &'a Document) -> Option<StepKind> {
    let what = match document.paper().step() {
        Progress::Plan(occasion) => StepKind::Plan(Plan::of(tracer, document, occasion)),
        Progress::Review(plan, summary) => StepKind::Review(Review::of(tracer.timeline, document, plan.get(), summary)),
        Progress::Beside => return None,
    };
    Some(if document.broken { StepKind::Unread } else { what })
}

/// Whether a step is of the days asked for: a plan by the days on which it was made or held, a review by its own.
fn is_asked_for(step: &HistoryStep, window: LogWindow) -> bool {
    match &step.what {
        StepKind::Plan(plan) => {
            window.contains(step.date)
                || ((plan.start.is_some() || plan.end.is_some()) && window.meets(plan.start, plan.end))
        }
        StepKind::Review(_) | StepKind::Unread => window.contains(step.date),
    }
}

/// What cannot be read: each as a file, and as paper names it.
fn unread(facts: &Facts<'_>) -> Vec<(String, String)> {
    let papers = facts.timeline.files().filter(|paper| paper.broken);
    let papers = papers.map(|paper| (paper.source.path(), facts.timeline.paper_name(paper)));
    let child = Some(facts.child).filter(|child| child.broken);
    let child = child.map(|child| (child.source.path(), CHILD_ON_PAPER.to_owned()));
    let events = facts.events.filter(|events| events.broken);
    let events = events.map(|events| (events.source.path(), EVENTS_ON_PAPER.to_owned()));
    let all = child.into_iter().chain(events).chain(papers);
    all.map(|(path, named)| (papers::within_case(&slashed(path)), named)).collect()
}

/// A word chosen from a list, as the form has it.
fn word(value: &impl Serialize) -> Option<String> {
    tree::of(value).leaf().map(Leaf::shown)
}

/// The plans whose way is told by themselves: a draft that was adopted is told with what was made of it.
fn is_told(timeline: &Timeline<'_>, document: &Document) -> bool {
    !document.broken && std::ptr::eq(timeline.made_of_one(document), document)
}
