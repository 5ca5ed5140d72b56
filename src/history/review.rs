//! What a モニタリング said.

use super::word;
use crate::case::Document;
use crate::case::consult::monitoring::MonitoringReport;
use crate::case::monitoring::{Achievement, Monitoring};
use crate::case::paper::Role;
use crate::case::plan::Answer;
use crate::record::Field;
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
    pub results: Vec<(&'static str, usize)>,
    /// 計画の見直し, 要 or 不要; of a モニタリング記録.
    pub revision: Option<String>,
    /// How many needs there are, and for how many of them something has to change; of a モニタリング報告書.
    pub needs: Option<(usize, usize)>,
    /// 結果, 継続 … 終了; of a モニタリング報告書.
    pub outcome: Option<String>,
}

impl Review {
    pub(super) fn support(timeline: &Timeline<'_>, document: &Document, monitoring: &Monitoring) -> Self {
        let count = |which: Achievement| {
            monitoring.rows.iter().filter(|row| row.result.get().is_some_and(|result| *result == which)).count()
        };
        Self {
            plan: monitoring.plan.get().cloned(),
            plan_known: timeline.linked(document, Role::Subject).is_some(),
            author: monitoring.author.get().map(|author| timeline.directory().name_of(author)),
            results: Achievement::ALL.iter().map(|(which, label)| (*label, count(*which))).collect(),
            revision: word(&monitoring.revision),
            needs: None,
            outcome: None,
        }
    }

    pub(super) fn consultation(timeline: &Timeline<'_>, document: &Document, report: &MonitoringReport) -> Self {
        let changing = report.needs.iter().filter(|need| {
            let answers = need.change.get().map(|change| change.answers());
            answers.into_iter().flatten().any(|(_, answer): (_, &Field<Answer>)| answer.get() == Some(&Answer::Yes))
        });
        Self {
            plan: report.plan.get().cloned(),
            plan_known: timeline.linked(document, Role::Subject).is_some(),
            author: report.author.get().map(|author| timeline.directory().name_of(author)),
            results: Vec::new(),
            revision: None,
            needs: Some((report.needs.len(), changing.count())),
            outcome: word(&report.outcome),
        }
    }
}
