//! What leads from a 個別支援計画 to the next: the records of its days, the モニタリング of the 相談支援 that heard of it, and what
//! changed in the plan after it. They stand on its way as pointers: each is told by itself elsewhere.

use super::entry::{TrailEntry, TrailStage, TrailWork};
use super::trail::PlanTracer;
use super::{HistoryStep, Relation, StepKind, papers, people};
use crate::case::Document;
use crate::case::consult::monitoring::MonitoringReport;
use crate::case::plan::SupportPlan;
use crate::timeline::Term;
use crate::value::Period;

/// What leads on from a plan that held.
pub(super) fn of<'a>(tracer: PlanTracer<'_, 'a>, plan: &'a Document) -> Vec<TrailEntry> {
    let terms = tracer.timeline.support_terms(plan);
    let Some(term) = terms.iter().find(|term| term.document.id() == plan.id()) else { return Vec::new() };
    let next = tracer.timeline.next(plan).map(|next| pointer(tracer, next, TrailWork::NextPlan, "次の計画"));
    records(tracer, term).into_iter().chain(reports(tracer, term)).chain(next).collect()
}

/// The days of the サービス提供記録 under a plan.
fn records<'a>(tracer: PlanTracer<'_, 'a>, term: &Term<'a, SupportPlan>) -> Option<TrailEntry> {
    let lines: Vec<_> = tracer.timeline.provided_under(term).collect();
    let (first, last) = (lines.first()?, lines.last()?);
    let mut entry = pointer(tracer, first.document, TrailWork::Records, "サービス提供の記録");
    entry.day = Some(first.day);
    entry.by.clear();
    entry.tell("期間", Some(Period::wareki(Some(first.day), Some(last.day))));
    entry.tell("利用", Some(format!("{}日", lines.iter().filter(|line| line.line.is_attended()).count())));
    let noted = lines.iter().filter(|line| line.line.progress.is_set()).count();
    entry.tell("気づき", (noted > 0).then(|| format!("{noted}日")));
    Some(entry)
}

/// The reports of the 相談支援 that heard of this plan: they name its monitoring, or heard its office while it held.
fn reports<'a>(tracer: PlanTracer<'_, 'a>, term: &Term<'a, SupportPlan>) -> Vec<TrailEntry> {
    let reviews: Vec<String> =
        tracer.timeline.monitorings_of(term.document).iter().map(|(sheet, _)| sheet.id()).collect();
    let office = term.document.office();
    let heard = |paper: &Document, report: &MonitoringReport| {
        report.hearings.iter().any(|hearing| match hearing.record.get() {
            Some(record) => reviews.iter().any(|review| review == record || review.ends_with(&format!("/{record}"))),
            None => {
                let here = office.is_some() && tracer.timeline.directory().office_id(&hearing.office) == office;
                here && paper.date.is_some_and(|day| term.contains(day))
            }
        })
    };
    let own = tracer.timeline.reports().filter(|(paper, report)| heard(paper, report));
    own.map(|(paper, report)| {
        let mut entry = pointer(tracer, paper, TrailWork::Report, "相談支援のモニタリング");
        let days = report.hearings.iter().filter_map(|hearing| hearing.date.get()).map(|day| day.to_wareki());
        entry.tell("聞き取り", days.reduce(|all, day| if all.ends_with(&day) { all } else { format!("{all}、{day}") }));
        entry
    })
    .collect()
}

/// A paper that is told by itself elsewhere.
fn pointer<'a>(tracer: PlanTracer<'_, 'a>, paper: &'a Document, work: TrailWork, title: &str) -> TrailEntry {
    let directory = tracer.timeline.directory();
    let mut entry = TrailEntry::new((TrailStage::Review, work), title, papers::file_of(paper), paper.place(None));
    entry.points = true;
    entry.show_in(tracer.timeline, paper);
    entry.day = paper.date;
    entry.by.extend(people::one_named(directory, paper.paper().author().1, paper.date));
    entry
}

/// Tells each plan what changed in the one after it, as that one has it.
pub(super) fn tell_changes(steps: &mut [HistoryStep]) {
    let changes: Vec<(String, String)> = steps
        .iter()
        .filter_map(|step| {
            let StepKind::Plan(plan) = &step.what else { return None };
            let previous = plan.differences.iter().find(|difference| difference.relation == Relation::Previous)?;
            let words = previous.count.words();
            Some((step.id.clone(), if words.is_empty() { "なし".to_owned() } else { words }))
        })
        .collect();
    let plans = steps.iter_mut().filter_map(|step| match &mut step.what {
        StepKind::Plan(plan) => Some(plan),
        StepKind::Review(_) | StepKind::Unread => None,
    });
    for entry in
        plans.flat_map(|plan| &mut plan.trail).filter(|entry| entry.what == TrailWork::NextPlan && entry.points)
    {
        let own = changes.iter().find(|(id, _)| entry.file.strip_suffix(".yaml") == Some(id));
        entry.tell("この計画からの変更", own.map(|(_, words)| words.clone()));
    }
}
