//! `report`: the モニタリング報告書, with 優先順位, 支援目標, 達成時期 and 援助の方針 carried over from the plan.

use super::super::extras::{ExtraContext, RowBoxes};
use super::super::people::{People, PersonContext};
use super::super::text::Places;
use super::super::{named, row_mark};
use super::week::{self, WeekContext};
use crate::case::consult::monitoring::{ChangeNeeded, MonitoringReport, MonitoringResult, NeedResult, OfficeHearing};
use crate::case::consult::plan::ConsultationPlan;
use crate::case::plan::Answer;
use crate::case::{Case, Document};
use crate::forms::Form;
use crate::record::Field;
use crate::value::{Date, Timing};
use minijinja::value::Value;
use serde::Serialize;

/// `report`.
#[derive(Debug, Serialize)]
pub(in super::super) struct ReportContext {
    /// The plan's 作成日.
    plan_date: Option<String>,
    /// The plan's 総合的な援助の方針.
    policy: Option<Value>,
    /// `令和6年9月28日`.
    visit: Option<String>,
    hearings: Vec<ConsultHearingContext>,
    overall: Option<Value>,
    rows: Vec<ConsultResultContext>,
    /// 継続 …: each word and whether it was chosen.
    outcomes: Vec<(&'static str, bool)>,
    week: Option<WeekContext>,
}

/// One of `report.hearings`.
#[derive(Debug, Serialize)]
struct ConsultHearingContext {
    office: Option<String>,
    person: Option<PersonContext>,
    date: Option<String>,
    /// `モニタリング記録（令和6年9月12日）`.
    record: Option<String>,
}

/// One of `report.rows`.
#[derive(Debug, Serialize)]
struct ConsultResultContext {
    /// `ニーズ①`, as the plan calls it.
    mark: Option<String>,
    priority: Option<u32>,
    goal: Option<Value>,
    due: Option<String>,
    provision: Option<Value>,
    satisfaction: Option<Value>,
    achievement: Option<Value>,
    remaining: Option<Value>,
    /// 有, 無 or none: サービス種類の変更, サービス量の変更, 週間計画の変更.
    change_kind: Option<&'static str>,
    change_amount: Option<&'static str>,
    change_week: Option<&'static str>,
    caution: Option<Value>,
    extras: Vec<ExtraContext>,
}

pub(in super::super) fn context(
    report: &MonitoringReport,
    (case, form): (&Case, &Form),
    people: &People<'_>,
    places: &mut Places<'_>,
) -> ReportContext {
    let plan = report.plan.get().and_then(|name| case.consultation_plan(name));
    let boxes = RowBoxes::of(form, report.needs.iter().map(|need| &need.extra));
    ReportContext {
        plan_date: plan.and_then(|(document, _)| document.date).map(Date::to_wareki),
        policy: plan.and_then(|(document, plan)| places.of(document, "総合的な援助の方針", &plan.policy)),
        visit: report.visit.get().map(|date| date.to_wareki()),
        hearings: report.hearings.iter().map(|item| hearing(item, case, people)).collect(),
        overall: places.text("全体の状況", &report.overall),
        rows: report.needs.iter().map(|item| result(item, plan, &boxes, places)).collect(),
        outcomes: MonitoringResult::ALL.map(|(word, label)| (label, report.outcome.get() == Some(&word))).to_vec(),
        week: report.week.get().map(|week| week::context(week, people, places)),
    }
}

fn hearing(hearing: &OfficeHearing, case: &Case, people: &People<'_>) -> ConsultHearingContext {
    ConsultHearingContext {
        office: hearing.office.get().map(|office| people.organisation_name(office)),
        person: hearing.person.get().map(|person| people.person(person)),
        date: hearing.date.get().map(|date| date.to_wareki()),
        record: hearing.record.get().map(|record| named(case, record)),
    }
}

fn result(
    result: &NeedResult,
    plan: Option<(&Document, &ConsultationPlan)>,
    boxes: &RowBoxes<'_>,
    places: &mut Places<'_>,
) -> ConsultResultContext {
    let need = plan.and_then(|(document, plan)| Some((document, plan.need(result.id.get()?)?)));
    let change = result.change.get();
    let answer = |pick: fn(&ChangeNeeded) -> &Field<Answer>| {
        change.and_then(|change| pick(change).get()).map(|answer| answer.label())
    };
    ConsultResultContext {
        mark: need.and_then(|(document, need)| row_mark(document, &need.id)),
        priority: need.and_then(|(_, need)| need.priority.get().copied()),
        goal: need.and_then(|(document, need)| places.of(document, "支援目標", &need.goal)),
        due: need.and_then(|(_, need)| need.due.get()).map(Timing::to_wareki),
        provision: places.text("サービス提供状況", &result.provision),
        satisfaction: places.text("本人の感想・満足度", &result.satisfaction),
        achievement: places.text("支援目標の達成度", &result.achievement),
        remaining: places.text("今後の課題・解決方法", &result.remaining),
        change_kind: answer(|change| &change.kind),
        change_amount: answer(|change| &change.amount),
        change_week: answer(|change| &change.week),
        caution: places.text("その他留意事項", &result.caution),
        extras: boxes.contexts(&result.extra, places),
    }
}
