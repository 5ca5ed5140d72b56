//! StepKind a plan changed against those that it follows.

use crate::case::Document;
use crate::case::paper::Role;
use crate::compare::{ChangeKind, changes};
use crate::timeline::Timeline;
use crate::tree;
use serde::Serialize;

/// StepKind a plan changed against an earlier one.
#[derive(Debug, Clone, Serialize)]
pub struct PlanDifference {
    /// The earlier one: `plan/2024-03-18`.
    pub against: String,
    /// StepKind it is to the later one.
    pub relation: Relation,
    /// How many changes there are.
    pub count: ChangeCount,
}

/// StepKind an earlier plan is to a later one.
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
pub struct ChangeCount {
    /// 変更
    pub changed: usize,
    /// 新設
    pub added: usize,
    /// 削除
    pub removed: usize,
    /// 移動
    pub moved: usize,
}

impl ChangeCount {
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

    /// `変更11・新設1`; nothing where nothing changed.
    #[must_use]
    pub fn words(self) -> String {
        let parts = self.parts().into_iter().filter(|(_, count)| *count > 0);
        parts.map(|(word, count)| format!("{word}{count}")).collect::<Vec<_>>().join("・")
    }
}

/// The differences against the draft of a plan and against the plan before.
pub(super) fn of(timeline: &Timeline<'_>, document: &Document) -> Vec<PlanDifference> {
    let draft = timeline.linked(document, Role::Draft).filter(|draft| draft.name != document.name);
    let draft = draft.map(|draft| (draft, Relation::Draft));
    let previous = timeline.previous(document).map(|previous| (previous, Relation::Previous));
    draft
        .into_iter()
        .chain(previous)
        .map(|(earlier, relation)| PlanDifference {
            against: earlier.id(),
            relation,
            count: ChangeCount::of(earlier, document),
        })
        .collect()
}
