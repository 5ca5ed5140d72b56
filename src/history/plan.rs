//! A plan on the way of a child.

use super::add_ons::{self, AddOnTrace};
use super::circle;
use super::consent::{self, PlanConsent};
use super::difference::{self, PlanDifference};
use super::entry::{self, TrailEntry};
use super::trail::PlanTracer;
use crate::case::Document;
use crate::value::Date;
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
    /// StepKind changed against the plans that it follows.
    pub differences: Vec<PlanDifference>,
    /// StepKind was consented to, refused or revoked.
    pub consents: Vec<PlanConsent>,
    /// The whole way, from the assessment to its reviews; nothing of a draft that was adopted, which stands with its plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<TrailEntry>,
    /// The 加算 that it places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_ons: Vec<AddOnTrace>,
}

impl Plan {
    pub(super) fn of<'a>(tracer: PlanTracer<'_, 'a>, document: &'a Document, occasion: Option<&'static str>) -> Self {
        let timeline = tracer.timeline;
        let is_told = super::is_told(timeline, document);
        let paper = document.paper();
        let author = paper.author().1.get().map(|author| timeline.directory().name_of(author));
        let period = paper.period().and_then(|period| period.get());
        Self {
            edition: document.version().unwrap_or_default(),
            status: document.state_word().map(str::to_owned),
            copy: document.is_copy(),
            occasion: occasion.map(str::to_owned),
            author,
            start: period.and_then(|period| period.start.get().copied()),
            end: period.and_then(|period| period.end.get().copied()),
            differences: difference::of(timeline, document),
            consents: consent::of(timeline, document),
            trail: if is_told { trail(tracer, document) } else { Vec::new() },
            add_ons: if is_told { add_ons::of(timeline, document) } else { Vec::new() },
        }
    }
}

/// The whole way, in the order of its days.
fn trail<'a>(tracer: PlanTracer<'_, 'a>, document: &'a Document) -> Vec<TrailEntry> {
    let mut trail = tracer.of(document);
    trail.extend(circle::of(tracer, document));
    entry::in_order(&mut trail);
    trail
}
