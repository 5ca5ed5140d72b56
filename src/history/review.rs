//! StepKind a モニタリング said.

use crate::case::Document;
use crate::case::paper::{Role, Summary};
use crate::timeline::Timeline;
use serde::Serialize;

/// A review of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// The plan, as the review names it: `2024-03-28`.
    pub plan: Option<String>,
    /// Whether that plan is there.
    pub plan_known: bool,
    /// Who held it.
    pub author: Option<String>,
    /// How many rows of the plan were 達成, 一部達成 and 未達成, in the order of the form; of a モニタリング記録.
    pub results: Vec<(String, usize)>,
    /// 計画の見直し, 要 or 不要; of a モニタリング記録.
    pub plan_review: Option<String>,
    /// How many needs there are, and for how many of them something has to change; of a モニタリング報告書.
    pub needs: Option<(usize, usize)>,
    /// 結果, 継続 … 終了; of a モニタリング報告書.
    pub outcome: Option<String>,
}

impl Review {
    pub(super) fn of(timeline: &Timeline<'_>, document: &Document, plan: Option<&String>, summary: Summary) -> Self {
        let (_, author) = document.paper().author();
        Self {
            plan: plan.cloned(),
            plan_known: timeline.linked(document, Role::Subject).is_some(),
            author: author.get().map(|author| timeline.directory().name_of(author)),
            results: summary.results,
            plan_review: summary.plan_review.map(str::to_owned),
            needs: summary.needs,
            outcome: summary.outcome.map(str::to_owned),
        }
    }
}
