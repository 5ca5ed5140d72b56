//! `consultation`: the 障害児支援利用計画, 案 or 確定, with its 週間計画表.

use super::super::extras::{ExtraContext, RowBoxes};
use super::super::people::People;
use super::super::text::Places;
use super::week::{self, WeekContext};
use crate::case::consult::plan::{ConsultationPlan, Need, NeedService};
use crate::case::{Document, MonitoringTerm, RowMark, RowMarks};
use crate::forms::Form;
use crate::value::Timing;
use minijinja::value::Value;
use serde::Serialize;

/// `consultation`.
#[derive(Debug, Serialize)]
pub(in super::super) struct ConsultationContext {
    /// Whether it is a 計画案.
    draft: bool,
    /// 計画期間, which is not a box of the form.
    period: Option<String>,
    /// One line each: `1か月ごと3回（令和6年4月から）`, `令和6年9月`.
    monitoring: Vec<String>,
    wish_child: Option<Value>,
    wish_family: Option<Value>,
    policy: Option<Value>,
    long_goal: Option<Value>,
    short_goal: Option<Value>,
    needs: Vec<NeedContext>,
    week: Option<WeekContext>,
    /// `令和6年3月15日`, where it was received from another company.
    received: Option<String>,
}

/// One of `consultation.needs`.
#[derive(Debug, Serialize)]
struct NeedContext {
    /// `ニーズ①`, as other papers name it, and `①`.
    mark: Option<String>,
    number: Option<String>,
    priority: Option<u32>,
    issue: Option<Value>,
    goal: Option<Value>,
    /// `令和6年9月`, or as written: `6か月`.
    due: Option<String>,
    services: Vec<ServiceContext>,
    child_role: Option<Value>,
    /// The same.
    review: Option<String>,
    caution: Option<Value>,
    extras: Vec<ExtraContext>,
}

/// One of a need's `services`.
#[derive(Debug, Serialize)]
struct ServiceContext {
    kind: Option<String>,
    content: Option<Value>,
    amount: Option<String>,
    provider: Option<String>,
    contact: Option<String>,
    phone: Option<String>,
    informal: bool,
}

pub(in super::super) fn context(
    plan: &ConsultationPlan,
    (document, form): (&Document, &Form),
    people: &People<'_>,
    places: &mut Places<'_>,
) -> ConsultationContext {
    let wishes = plan.wishes.get();
    let marks = RowMarks::of(document);
    let needs = plan.needs.iter().enumerate();
    let boxes = RowBoxes::of(form, plan.needs.iter().map(|need| &need.extra));
    ConsultationContext {
        draft: plan.is_draft(),
        period: plan.period.get().map(|period| period.to_wareki()),
        monitoring: plan.monitoring.iter().map(|term| monitoring(&term.value)).collect(),
        wish_child: wishes.and_then(|wishes| places.text("意向(本人)", &wishes.child)),
        wish_family: wishes.and_then(|wishes| places.text("意向(家族)", &wishes.family)),
        policy: places.text("総合的な援助の方針", &plan.policy),
        long_goal: places.text("長期目標", &plan.long_goal),
        short_goal: places.text("短期目標", &plan.short_goal),
        needs: needs.map(|(index, item)| need(item, (marks.at(index), &boxes), people, places)).collect(),
        week: plan.week.get().map(|week| week::context(week, people, places)),
        received: plan.received.get().map(|date| date.to_wareki()),
    }
}

fn monitoring(term: &MonitoringTerm) -> String {
    match term {
        MonitoringTerm::In(month) => month.to_wareki(),
        MonitoringTerm::Every(interval) => {
            let every = interval.interval.get().map(|months| format!("{months}か月ごと")).unwrap_or_default();
            let times = interval.times.get().map(|times| format!("{times}回")).unwrap_or_default();
            let start = interval.start.get().map(|month| format!("（{}から）", month.to_wareki())).unwrap_or_default();
            format!("{every}{times}{start}")
        }
    }
}

fn need(
    need: &Need,
    (mark, boxes): (Option<&RowMark>, &RowBoxes<'_>),
    people: &People<'_>,
    places: &mut Places<'_>,
) -> NeedContext {
    NeedContext {
        mark: mark.map(RowMark::shown),
        number: mark.map(RowMark::number),
        priority: need.priority.get().copied(),
        issue: places.text("解決すべき課題", &need.issue),
        goal: places.text("支援目標", &need.goal),
        due: need.due.get().map(Timing::to_wareki),
        services: need.services.iter().map(|item| service(item, people, places)).collect(),
        child_role: places.text("本人の役割", &need.child_role),
        review: need.review.get().map(Timing::to_wareki),
        caution: places.text("その他留意事項", &need.caution),
        extras: boxes.contexts(&need.extra, places),
    }
}

fn service(service: &NeedService, people: &People<'_>, places: &mut Places<'_>) -> ServiceContext {
    ServiceContext {
        kind: service.kind.get().cloned(),
        content: places.text("サービスの内容", &service.content),
        amount: service.amount.get().cloned(),
        provider: service.provider.get().map(|provider| people.organisation_name(provider)),
        contact: service.contact.get().cloned(),
        phone: service.phone.get().cloned(),
        informal: service.is_informal(),
    }
}
