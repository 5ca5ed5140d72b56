//! What stands before the sheets of many children: how many plans there are, and what is found, by child and by rule.

use super::finding::{TrailFinding, on_paper, weight};
use super::naming::office;
use super::{History, StepKind};
use crate::diagnostic::Severity;
use crate::template::context::{LogCounts, LogCover, LogCoverLine, LogRuleCount};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Findings of one sort: the worst first, then by what is wrong.
type FindingSort = (Reverse<Severity>, &'static str);

/// The cover of some children.
pub(super) fn of(histories: &[History]) -> LogCover {
    let mut offices = BTreeSet::new();
    let mut rules: BTreeMap<FindingSort, (BTreeSet<&str>, usize)> = BTreeMap::new();
    let mut total = LogCounts::default();
    let mut children = Vec::new();
    for history in histories {
        let counts = count(history);
        total.plans += counts.plans;
        total.errors += counts.errors;
        total.warnings += counts.warnings;
        total.infos += counts.infos;
        let own: BTreeSet<&str> = history.uses.iter().filter_map(|used| used.office.as_deref()).map(office).collect();
        offices.extend(own.iter().map(|office| (*office).to_owned()));
        for finding in findings(history) {
            let (whose, times) = rules.entry((Reverse(finding.severity), finding.summary)).or_default();
            whose.insert(&history.child);
            *times += 1;
        }
        let name = history.name.clone().unwrap_or_else(|| "(氏名なし)".to_owned());
        children.push(LogCoverLine { name, office: own.into_iter().collect::<Vec<_>>().join("、"), counts });
    }
    let rules = rules.into_iter().map(|((Reverse(severity), summary), (whose, count))| LogRuleCount {
        weight: weight(severity),
        summary: on_paper(summary),
        children: whose.len(),
        count,
    });
    LogCover { offices: offices.into_iter().collect(), children, total, rules: rules.collect() }
}

fn count(history: &History) -> LogCounts {
    let told = history.steps.iter().filter(|step| matches!(&step.what, StepKind::Plan(plan) if !plan.trail.is_empty()));
    let of = |severity| findings(history).filter(|finding| finding.severity == severity).count();
    LogCounts {
        plans: told.count(),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        infos: of(Severity::Info),
    }
}

/// Everything that is found, wherever it stands.
fn findings(history: &History) -> impl Iterator<Item = &TrailFinding> {
    let beside = history.steps.iter().flat_map(|step| match &step.what {
        StepKind::Plan(plan) => plan.trail.as_slice(),
        StepKind::Review(_) | StepKind::Unread => &[],
    });
    let unplaced = history.unplaced.iter().flat_map(|unplaced| unplaced.findings.iter());
    beside.flat_map(|entry| entry.findings.iter()).chain(unplaced)
}
