//! What a plan changed against those that it follows.

use crate::case::consult;
use crate::case::plan as support;
use crate::case::{Case, Document, Model};
use crate::compare::{ChangeKind, changes, tree};
use serde::Serialize;

/// What a plan changed against an earlier one.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// The earlier one: `plan/2024-03-18`.
    pub against: String,
    /// What it is to the later one.
    pub relation: Relation,
    /// How many changes there are.
    pub count: Count,
}

/// What an earlier plan is to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 原案, or the 案 of a 障害児支援利用計画.
    Draft,
    /// 前計画.
    Previous,
}

/// How many boxes and rows changed, as `shien diff` counts them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// 変更
    pub changed: usize,
    /// 新設
    pub added: usize,
    /// 削除
    pub removed: usize,
    /// 移動
    pub moved: usize,
}

impl Count {
    fn of(old: &Document, new: &Document) -> Self {
        let mut count = Self::default();
        for change in changes(&tree::of_document(old), &tree::of_document(new)) {
            *match change.kind {
                ChangeKind::Changed(..) => &mut count.changed,
                ChangeKind::Added(_) => &mut count.added,
                ChangeKind::Removed(_) => &mut count.removed,
                ChangeKind::Moved(..) => &mut count.moved,
            } += 1;
        }
        count
    }

    /// Each number with its word.
    #[must_use]
    pub fn parts(self) -> [(&'static str, usize); 4] {
        [("変更", self.changed), ("新設", self.added), ("削除", self.removed), ("移動", self.moved)]
    }
}

/// The differences against the draft of a plan and against the plan before.
pub(super) fn of(case: &Case, document: &Document) -> Vec<Difference> {
    let draft = draft(case, document).map(|draft| (draft, Relation::Draft));
    let previous = previous(case, document).map(|previous| (previous, Relation::Previous));
    let earlier = draft.into_iter().chain(previous).filter(|(earlier, _)| !earlier.broken);
    earlier
        .map(|(earlier, relation)| Difference { against: earlier.id(), relation, count: Count::of(earlier, document) })
        .collect()
}

fn draft<'a>(case: &'a Case, document: &Document) -> Option<&'a Document> {
    let name = match &document.model {
        Model::Plan(plan) => plan.draft.get(),
        Model::ConsultationPlan(plan) => plan.draft.get(),
        _ => None,
    };
    case.document(document.kind.id, name?).filter(|draft| draft.name != document.name)
}

/// The plan before: the one that is named, else the newest 確定 one of the same office and service with an earlier date.
fn previous<'a>(case: &'a Case, document: &Document) -> Option<&'a Document> {
    if let Model::Plan(support::SupportPlan { previous, .. }) = &document.model
        && let Some(name) = previous.get()
    {
        return case.document(document.kind.id, name).filter(|previous| previous.name != document.name);
    }
    let earlier = case.documents.iter().filter(|other| {
        let comes_before = other.date.zip(document.date).is_some_and(|(other, own)| other < own);
        comes_before && other.office() == document.office() && is_final_of_its_kind(other, document)
    });
    earlier.max_by_key(|other| other.date)
}

fn is_final_of_its_kind(other: &Document, document: &Document) -> bool {
    match (&other.model, &document.model) {
        (Model::Plan(other), Model::Plan(own)) => {
            other.status.get() == Some(&support::Status::Final) && other.service.get() == own.service.get()
        }
        (Model::ConsultationPlan(other), Model::ConsultationPlan(_)) => {
            other.status.get() == Some(&consult::plan::Status::Final)
        }
        _ => false,
    }
}
