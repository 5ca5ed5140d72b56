//! Does the plan say what a plan has to say, of this child and in its own words? One rule or a tight family a file; the
//! words by which texts are judged are one data file.

mod copies;
mod domains;
mod goals;
mod inclusion;
mod priority;
mod providers;
mod results;
mod support_kinds;
mod unlisted;
mod wishes;
mod words;

pub(super) use copies::{
    FROM_CHILD as COPIED_FROM_CHILD, FROM_CONSULT as COPIED_FROM_CONSULT, FROM_PREVIOUS as COPIED_FROM_PREVIOUS,
    Letters,
};
pub(super) use domains::{MISPLACED as DOMAIN_MISPLACED, MISSING as DOMAIN_MISSING, UNCOVERED as DOMAIN_UNCOVERED};
pub(super) use goals::{NEGATIVE as GOAL_NEGATIVE, SUBJECT as GOAL_SUBJECT, VAGUE as GOAL_VAGUE};
pub(super) use inclusion::RULE as INCLUSION_MISSING;
pub(super) use priority::RULE as PRIORITY_INVALID;
pub(super) use providers::{PARTNER as PARTNER_MISSING, STAFF as STAFF_MISSING};
pub(super) use results::{STOCK_PHRASE as MONITORING_STOCK_PHRASE, UNREASONED as ACHIEVEMENT_UNREASONED};
pub(super) use support_kinds::RULE as SUPPORT_KIND_MISSING;
pub(super) use unlisted::RULE as WORD_UNLISTED;
pub(super) use wishes::RULE as WISH_ONE_VOICE;

use super::facts::Facts;
use super::judges::{InForce, Judges};
use crate::case::party::Service;
use crate::case::plan::{SupportKind, SupportPlan, SupportRow};
use crate::case::{Document, Model};
use crate::record::Spanned;
use crate::source::Place;

/// The contents of 2024: of plans made from April 2024 on, and of older ones that still hold in November 2024. They were
/// laid down for 児童発達支援 and 放課後等デイサービス.
const OF_2024: Judges = Judges {
    services: &[Service::ChildDevelopment, Service::AfterSchool],
    in_force: InForce { grace: Some((2024, 11, 1)), ..InForce::from(2024, 4, 1) },
    ..Judges::own(&["plan"])
};

/// The 個別支援計画 that a paper is, unless it is a draft of which another has come: that one would say everything twice.
fn open_plan<'a>(facts: &Facts<'_>, document: &'a Document) -> Option<&'a SupportPlan> {
    match &document.model {
        Model::Plan(plan) if facts.timeline.is_open(document) => Some(plan),
        _ => None,
    }
}

/// The rows of some 項目.
fn rows_of<'a>(
    plan: &'a SupportPlan,
    kinds: &'a [SupportKind],
) -> impl Iterator<Item = (SupportKind, &'a Spanned<SupportRow>)> {
    plan.rows.iter().filter_map(|row| Some((*row.kind.get()?, row))).filter(|(kind, _)| kinds.contains(kind))
}

/// Where a row begins: its id, or its first line.
fn head(row: &Spanned<SupportRow>) -> Place {
    row.id.span().unwrap_or(row.span).place()
}

/// How a row is called: its 項目, with its id where it has one.
fn called(kind: SupportKind, row: &SupportRow) -> String {
    match row.id.get() {
        Some(id) => format!("{}の行({id})", kind.label()),
        None => format!("{}の行", kind.label()),
    }
}
