//! `plan`: the 個別支援計画 with its 別表.

use super::extras::{ExtraContext, RowBoxes};
use super::people::{People, PersonContext};
use super::row_mark;
use super::signers::{self, SignerContext};
use super::text::Places;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::party::{ManagerSignature, Office};
use crate::case::plan::{
    AddOn, Domain, Goal, Status, SupportKind, SupportPlan, SupportRow, UnansweredNeed, Whose, YesNo,
};
use crate::case::schedule::Schedule;
use crate::case::version::Versioned;
use crate::case::{Case, Document, RowMark, RowMarks};
use crate::forms::Form;
use crate::record::Field;
use crate::value::{DAYS, Date, Period, Text, TimeRange, Timing};
use minijinja::value::Value;
use serde::Serialize;

/// `plan`.
#[derive(Debug, Serialize)]
pub(super) struct PlanContext {
    author: Option<PersonContext>,
    /// 児童発達支援管理責任者氏名, or none where it is signed by hand.
    manager: Option<String>,
    period: Option<String>,
    next_review: Option<String>,
    wish_child: Option<Value>,
    wish_family: Option<Value>,
    policy: Option<Value>,
    long_goal: GoalContext,
    short_goal: GoalContext,
    standard_hours: Option<Value>,
    rows: Vec<RowContext>,
    /// 対応しないニーズ.
    unanswered: Vec<UnansweredContext>,
    domain_note: Option<Value>,
    schedules: Vec<ScheduleContext>,
    /// Whether the lines for the explanation and the consent are printed.
    consent: bool,
    signers: Vec<SignerContext>,
    transport: YesNoContext,
    independent_travel: YesNoContext,
    evaluation: Option<Value>,
    note: Option<Value>,
}

#[derive(Debug, Serialize)]
struct GoalContext {
    text: Option<Value>,
    period: Option<String>,
}

/// One of `plan.rows`.
#[derive(Debug, Serialize)]
struct RowContext {
    /// 本人支援 …
    kind: Option<&'static str>,
    /// `本人支援①`, as other papers name the row, and `①`.
    mark: Option<String>,
    number: Option<String>,
    /// Whether 優先順位 is struck with a diagonal.
    without_priority: bool,
    issue: Option<Value>,
    /// 本人, 保護者, 双方.
    issue_of: Option<&'static str>,
    goal: Option<Value>,
    content: Option<Value>,
    /// The five in order: name and whether the row names it.
    domains: Vec<(&'static str, bool)>,
    /// `令和6年9月30日`, or as written: `令和6年7月末`.
    due: Option<String>,
    staff: Vec<PersonContext>,
    partners: Vec<String>,
    caution: Option<Value>,
    /// `専門的支援実施加算(月2回)`.
    add_ons: Vec<String>,
    priority: Option<u32>,
    /// The boxes of the municipality's own that each row has.
    extras: Vec<ExtraContext>,
}

/// One of `plan.unanswered`.
#[derive(Debug, Serialize)]
struct UnansweredContext {
    /// 解決すべき課題 of the need in the 障害児支援利用計画; none where it is not found there.
    issue: Option<Value>,
    /// 優先順位 there.
    priority: Option<u32>,
    /// `ニーズ③`, as the other paper calls it.
    mark: Option<String>,
    reason: Option<Value>,
}

/// One of `plan.schedules`.
#[derive(Debug, Serialize)]
struct ScheduleContext {
    name: Option<String>,
    version: String,
    date: Option<String>,
    period: Option<String>,
    days: Vec<DayContext>,
    /// `9時間`, a week.
    weekly: String,
    weekly_extension: Option<String>,
    extension_reason: Option<Value>,
    note: Option<Value>,
}

/// One column of a 別表.
#[derive(Debug, Serialize)]
struct DayContext {
    /// 月 … 日・祝日.
    day: &'static str,
    hours: Option<RangeContext>,
    /// The second range of a day that has two.
    second: Option<RangeContext>,
    duration: Option<String>,
    before: Option<RangeContext>,
    after: Option<RangeContext>,
    extension: Option<String>,
}

#[derive(Debug, Serialize)]
struct RangeContext {
    start: String,
    end: String,
}

#[derive(Debug, Serialize)]
struct YesNoContext {
    /// 有, 無 or none.
    answer: Option<&'static str>,
    reason: Option<Value>,
}

/// Whether the plan is a 原案.
pub(super) fn is_draft(plan: &SupportPlan) -> bool {
    plan.status.get() == Some(&Status::Draft)
}

pub(super) fn context(
    plan: &SupportPlan,
    (case, document): (&Case, &Document),
    (office, form): (Option<&Office>, &Form),
    people: &People<'_>,
    places: &mut Places<'_>,
) -> PlanContext {
    let consultation = plan.consultation_plan.get().and_then(|name| case.consultation_plan(name));
    let author = plan.author.get().map(|author| people.person(author));
    let by_hand = office.and_then(|office| office.manager_signature.get()) == Some(&ManagerSignature::ByHand);
    let wishes = plan.wishes.get();
    PlanContext {
        manager: author.as_ref().filter(|_| !by_hand).map(|author| author.name.clone()),
        author,
        period: period(&plan.period),
        next_review: wareki(&plan.next_review),
        wish_child: wishes.and_then(|wishes| places.text("意向(本人)", &wishes.child)),
        wish_family: wishes.and_then(|wishes| places.text("意向(家族)", &wishes.family)),
        policy: places.text("総合的な支援の方針", &plan.policy),
        long_goal: goal("長期目標", &plan.long_goal, places),
        short_goal: goal("短期目標", &plan.short_goal, places),
        standard_hours: places.text("支援の標準的な提供時間等", &plan.standard_hours),
        rows: rows(plan, (document, form), people, places),
        unanswered: plan.unanswered_needs.iter().map(|need| unanswered(need, consultation, places)).collect(),
        consent: !is_draft(plan) || people.directory.organisation().consents_to_drafts(office),
        signers: signers::signers(case, &document.id(), document.date),
        domain_note: places.text("5領域の補足", &plan.domain_note),
        schedules: plan.schedules.iter().map(|item| schedule(item, places)).collect(),
        transport: yes_no("送迎の理由", &plan.transport, places),
        independent_travel: yes_no("通所自立支援の理由", &plan.independent_travel, places),
        evaluation: places.text("評価及び今後の方針", &plan.evaluation),
        note: places.text("備考", &plan.note),
    }
}

fn goal(field: &str, goal: &Field<Goal>, places: &mut Places<'_>) -> GoalContext {
    let goal = goal.get();
    GoalContext {
        text: goal.and_then(|goal| places.text(field, &goal.text)),
        period: goal.and_then(|goal| period(&goal.period)),
    }
}

fn rows(
    plan: &SupportPlan,
    (document, form): (&Document, &Form),
    people: &People<'_>,
    places: &mut Places<'_>,
) -> Vec<RowContext> {
    let marks = RowMarks::of(document);
    let boxes = RowBoxes::of(form, plan.rows.iter().map(|row| &row.extra));
    plan.rows.iter().enumerate().map(|(index, item)| row(item, (marks.at(index), &boxes), people, places)).collect()
}

fn row(
    row: &SupportRow,
    (mark, boxes): (Option<&RowMark>, &RowBoxes<'_>),
    people: &People<'_>,
    places: &mut Places<'_>,
) -> RowContext {
    let issue = row.issue.get();
    let text = |field: &str, text: &Field<Text>, places: &mut Places<'_>| places.text(field, text);
    RowContext {
        kind: row.kind.get().map(|kind| kind.label()),
        mark: mark.map(RowMark::shown),
        number: mark.map(RowMark::number),
        without_priority: row.kind.get().is_some_and(|kind| *kind != SupportKind::Child),
        issue: issue.and_then(|issue| text("課題", &issue.text, places)),
        issue_of: issue.and_then(|issue| issue.whose.get()).map(|whose: &Whose| whose.label()),
        goal: text("支援目標", &row.goal, places),
        content: text("支援内容", &row.content, places),
        domains: Domain::ALL.map(|domain| (domain.label(), row.domains.iter().any(|own| own.value == domain))).to_vec(),
        due: row.due.get().map(Timing::to_wareki),
        staff: people.list(&row.staff),
        partners: people.organisations(&row.partners),
        caution: text("留意事項", &row.caution, places),
        add_ons: row.add_ons.iter().map(|add_on| add_on_text(&add_on.value)).collect(),
        priority: row.priority.get().copied(),
        extras: boxes.contexts(&row.extra, places),
    }
}

fn unanswered(
    need: &UnansweredNeed,
    consultation: Option<(&Document, &ConsultationPlan)>,
    places: &mut Places<'_>,
) -> UnansweredContext {
    let own = consultation.and_then(|(document, plan)| Some((document, plan.need(need.id.get()?)?)));
    UnansweredContext {
        issue: own.and_then(|(document, own)| places.of(document, "解決すべき課題", &own.issue)),
        priority: own.and_then(|(_, own)| own.priority.get().copied()),
        mark: own.and_then(|(document, own)| row_mark(document, &own.id)),
        reason: places.text("対応しない理由", &need.reason),
    }
}

fn add_on_text(add_on: &AddOn) -> String {
    let name = add_on.name.get().cloned().unwrap_or_default();
    match add_on.frequency.get() {
        Some(frequency) => format!("{name}({frequency})"),
        None => name,
    }
}

fn schedule(schedule: &Schedule, places: &mut Places<'_>) -> ScheduleContext {
    let range = |range: TimeRange| RangeContext { start: range.start.to_string(), end: range.end.to_string() };
    let days = DAYS.map(|(day, label)| {
        let extension = schedule.extension_on(day);
        DayContext {
            day: label,
            hours: schedule.hours_on(day).map(|hours| range(hours.first)),
            second: schedule.hours_on(day).and_then(|hours| hours.second).map(range),
            duration: schedule.hours_on(day).map(|hours| hours.plan_time().to_string()),
            before: extension.and_then(|extension| extension.before.get().copied()).map(range),
            after: extension.and_then(|extension| extension.after.get().copied()).map(range),
            extension: schedule.extension_minutes(day).map(|minutes| minutes.to_string()),
        }
    });
    let weekly_extension = schedule.weekly_extension();
    ScheduleContext {
        name: schedule.name.get().cloned(),
        version: schedule.version(),
        date: wareki(&schedule.date),
        period: period(&schedule.period),
        days: days.into_iter().collect(),
        weekly: schedule.weekly_minutes().to_string(),
        weekly_extension: (weekly_extension.0 > 0).then(|| weekly_extension.to_string()),
        extension_reason: places.text("延長を必要とする理由", &schedule.extension_reason),
        note: places.text("特記事項", &schedule.note),
    }
}

fn yes_no(field: &str, answer: &Field<YesNo>, places: &mut Places<'_>) -> YesNoContext {
    let answer = answer.get();
    YesNoContext {
        answer: answer.and_then(|answer| answer.answer.get()).map(|answer| answer.label()),
        reason: answer.and_then(|answer| places.text(field, &answer.reason)),
    }
}

fn wareki(date: &Field<Date>) -> Option<String> {
    date.get().map(|date| date.to_wareki())
}

fn period(period: &Field<Period>) -> Option<String> {
    period.get().map(Period::to_wareki)
}
