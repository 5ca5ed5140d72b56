//! `monitoring`: the モニタリング記録, with each row's goal carried over from the plan.

use super::extras::{ExtraContext, RowBoxes};
use super::people::{People, PersonContext};
use super::progress::{self, ProgressContext};
use super::row_mark;
use super::text::Places;
use crate::case::monitoring::{Future, Heard, Monitoring, PlanReview, RowResult};
use crate::case::plan::SupportPlan;
use crate::case::{Case, Document};
use crate::forms::Form;
use crate::record::Field;
use crate::timeline::Timeline;
use crate::value::Date;
use minijinja::value::Value;
use serde::Serialize;

/// `monitoring`.
#[derive(Debug, Serialize)]
pub(super) struct MonitoringContext {
    author: Option<PersonContext>,
    /// The plan's 作成日 and 計画期間.
    plan_date: Option<String>,
    plan_period: Option<String>,
    long_goal: Option<Value>,
    short_goal: Option<Value>,
    long_goal_result: Option<Value>,
    short_goal_result: Option<Value>,
    interview_child: HeardContext,
    interview_guardian: HeardContext,
    hearings: Vec<HearingContext>,
    rows: Vec<ResultContext>,
    /// The words of the marks of a strip, in the order of their numbers; none where no row has a strip.
    progress_words: Vec<&'static str>,
    opinion_child: Option<Value>,
    opinion_guardian: Option<Value>,
    overall: Option<Value>,
    /// 要, 不要 or none.
    plan_review: Option<&'static str>,
    note: Option<Value>,
}

/// `interview_child`, `interview_guardian`.
#[derive(Debug, Default, Serialize)]
struct HeardContext {
    date: Option<String>,
    method: Option<String>,
    reason: Option<Value>,
}

/// One of `hearings`.
#[derive(Debug, Serialize)]
struct HearingContext {
    staff: Option<PersonContext>,
    date: Option<String>,
    content: Option<Value>,
}

/// One of `monitoring.rows`.
#[derive(Debug, Serialize)]
struct ResultContext {
    kind: Option<&'static str>,
    /// `本人支援①`, as the plan calls the row.
    mark: Option<String>,
    goal: Option<Value>,
    /// 達成 …: each word and whether it was chosen.
    results: Vec<(String, bool)>,
    reason: Option<Value>,
    /// `R6.5.13`: days of records.
    evidence: Vec<String>,
    /// 気づき of the records since the plan began, or none.
    progress: Option<ProgressContext>,
    /// 継続 …: each word and whether it was chosen.
    futures: Vec<(&'static str, bool)>,
    note: Option<Value>,
    extras: Vec<ExtraContext>,
}

impl MonitoringContext {
    /// What the strip of each row says; none where it has none.
    pub(super) fn strips(&self) -> Vec<Option<String>> {
        self.rows.iter().map(|row| Some(row.progress.as_ref()?.told.clone())).collect()
    }
}

pub(super) fn context(
    monitoring: &Monitoring,
    case: &Case,
    timeline: &Timeline<'_>,
    people: &People<'_>,
    form: &Form,
    places: &mut Places<'_>,
) -> MonitoringContext {
    let plan = monitoring.plan.get().and_then(|name| case.plan(name));
    let interviews = monitoring.interviews.get();
    let opinions = monitoring.opinions.get();
    let boxes = RowBoxes::of(form, monitoring.rows.iter().map(|row| &row.extra));
    let rows: Vec<ResultContext> = (monitoring.rows.iter().zip(progress::of_rows(monitoring, case, timeline)))
        .map(|(row, progress)| ResultContext { progress, ..result(row, plan, (form, &boxes), places) })
        .collect();
    let mut carried = |field: &str, pick: fn(&SupportPlan) -> Option<&crate::case::plan::Goal>| {
        let (document, plan) = plan?;
        places.of(document, field, &pick(plan)?.text)
    };
    MonitoringContext {
        author: monitoring.author.get().map(|author| people.person(author)),
        plan_date: plan.and_then(|(document, _)| document.date).map(Date::to_wareki),
        plan_period: plan.and_then(|(_, plan)| plan.period.get()).map(|period| period.to_wareki()),
        long_goal: carried("長期目標", |plan| plan.long_goal.get()),
        short_goal: carried("短期目標", |plan| plan.short_goal.get()),
        long_goal_result: places.text("長期目標の達成状況", &monitoring.long_goal),
        short_goal_result: places.text("短期目標の達成状況", &monitoring.short_goal),
        interview_child: interviews
            .map(|both| heard("本人と面接できなかった理由", &both.child, places))
            .unwrap_or_default(),
        interview_guardian: interviews
            .map(|both| heard("保護者と面接できなかった理由", &both.guardian, places))
            .unwrap_or_default(),
        hearings: monitoring
            .hearings
            .iter()
            .map(|hearing| HearingContext {
                staff: hearing.staff.get().map(|staff| people.person(staff)),
                date: wareki(&hearing.date),
                content: places.text("聞き取り", &hearing.content),
            })
            .collect(),
        progress_words: if rows.iter().any(|row| row.progress.is_some()) { progress::words() } else { Vec::new() },
        rows,
        opinion_child: opinions.and_then(|opinions| places.text("本人の意見", &opinions.child)),
        opinion_guardian: opinions.and_then(|opinions| places.text("保護者の意見", &opinions.guardian)),
        overall: places.text("総合的な評価", &monitoring.overall),
        plan_review: monitoring.plan_review.get().map(|review| match review {
            PlanReview::Needed => "要",
            PlanReview::NotNeeded => "不要",
        }),
        note: places.text("備考", &monitoring.note),
    }
}

fn heard(field: &str, heard: &Field<Heard>, places: &mut Places<'_>) -> HeardContext {
    let Some(heard) = heard.get() else { return HeardContext::default() };
    HeardContext {
        date: wareki(&heard.date),
        method: heard.method.get().cloned(),
        reason: places.text(field, &heard.reason),
    }
}

fn result(
    result: &RowResult,
    plan: Option<(&Document, &SupportPlan)>,
    (form, boxes): (&Form, &RowBoxes<'_>),
    places: &mut Places<'_>,
) -> ResultContext {
    let row = plan.and_then(|(document, plan)| {
        let id = result.row.get()?;
        Some((document, plan.rows.iter().find(|row| row.id.get() == Some(id))?))
    });
    ResultContext {
        kind: row.and_then(|(_, row)| row.kind.get()).map(|kind| kind.label()),
        mark: row.and_then(|(document, row)| row_mark(document, &row.id)),
        goal: row.and_then(|(document, row)| places.of(document, "支援目標", &row.goal)),
        results: form
            .ratings
            .words()
            .map(|word| (word.to_owned(), result.result.get().is_some_and(|own| own == word)))
            .collect(),
        reason: places.text("評価の理由・本人の様子", &result.reason),
        evidence: result.evidence.iter().map(|day| day.to_short_wareki()).collect(),
        progress: None,
        futures: Future::ALL.map(|(word, label)| (label, result.future.get() == Some(&word))).to_vec(),
        note: places.text("備考", &result.note),
        extras: boxes.contexts(&result.extra, places),
    }
}

fn wareki(date: &Field<Date>) -> Option<String> {
    date.get().map(|date| date.to_wareki())
}
