//! `specialist`: the 専門的支援実施計画, with the goals of the plan's rows that it serves.

use super::people::{People, PersonContext};
use super::row_mark;
use super::text::Places;
use crate::case::plan::{Domain, SupportPlan};
use crate::case::specialist::{Session, Setting, SpecialistPlan};
use crate::case::{Case, Document};
use crate::record::Spanned;
use crate::value::{Date, Period};
use minijinja::value::Value;
use serde::Serialize;

/// `specialist`.
#[derive(Debug, Serialize)]
pub(super) struct SpecialistContext {
    author: Option<PersonContext>,
    /// 作成日 and 計画期間 of the 個別支援計画.
    plan_date: Option<String>,
    plan_period: Option<String>,
    period: Option<String>,
    /// 個別 …: each word and whether it was chosen.
    settings: Vec<(&'static str, bool)>,
    frequency: Option<String>,
    length: Option<String>,
    place: Option<String>,
    /// The five in order: name and whether it is a 重点領域.
    domains: Vec<(&'static str, bool)>,
    assessment: Option<Value>,
    reason: Option<Value>,
    goal: Option<Value>,
    content: Option<Value>,
    rows: Vec<ServedRowContext>,
    handover: Option<Value>,
    evaluation: Option<Value>,
    note: Option<Value>,
    sessions: Vec<SessionContext>,
}

/// One of `specialist.rows`: a row of the 個別支援計画.
#[derive(Debug, Serialize)]
struct ServedRowContext {
    /// 本人支援 …
    kind: Option<&'static str>,
    goal: Option<Value>,
    /// `本人支援①`, as the plan calls it.
    mark: Option<String>,
}

/// One of `specialist.sessions`.
#[derive(Debug, Serialize)]
struct SessionContext {
    date: Option<String>,
    staff: Option<PersonContext>,
    length: Option<String>,
    content: Option<Value>,
    response: Option<Value>,
    next: Option<Value>,
}

pub(super) fn context(
    plan: &SpecialistPlan,
    case: &Case,
    people: &People<'_>,
    places: &mut Places<'_>,
) -> SpecialistContext {
    let support = plan.plan.get().and_then(|name| case.plan(name));
    let row = |id: &Spanned<String>, places: &mut Places<'_>| served(&id.value, support, places);
    SpecialistContext {
        author: plan.author.get().map(|author| people.person(author)),
        plan_date: support.and_then(|(document, _)| document.date).map(Date::to_wareki),
        plan_period: support.and_then(|(_, own)| own.period.get()).map(Period::to_wareki),
        period: plan.period.get().map(Period::to_wareki),
        settings: Setting::ALL.map(|(word, label)| (label, plan.setting.get() == Some(&word))).to_vec(),
        frequency: plan.frequency.get().cloned(),
        length: plan.length.get().map(ToString::to_string),
        place: plan.place.get().cloned(),
        domains: Domain::ALL
            .map(|domain| (domain.label(), plan.domains.iter().any(|own| own.value == domain)))
            .to_vec(),
        assessment: places.text("アセスメントの結果", &plan.assessment),
        reason: places.text("必要とする理由", &plan.reason),
        goal: places.text("目標", &plan.goal),
        content: places.text("支援内容", &plan.content),
        rows: plan.rows.iter().map(|id| row(id, places)).collect(),
        handover: places.text("職員への引き継ぎ", &plan.handover),
        evaluation: places.text("評価の方法", &plan.evaluation),
        note: places.text("備考", &plan.note),
        sessions: plan.sessions.iter().map(|one| session(one, people, places)).collect(),
    }
}

fn served(id: &str, support: Option<(&Document, &SupportPlan)>, places: &mut Places<'_>) -> ServedRowContext {
    let row = support.and_then(|(document, plan)| {
        Some((document, plan.rows.iter().find(|row| row.id.get().is_some_and(|own| own == id))?))
    });
    ServedRowContext {
        kind: row.and_then(|(_, row)| row.kind.get()).map(|kind| kind.label()),
        goal: row.and_then(|(document, row)| places.of(document, "支援目標", &row.goal)),
        mark: row.and_then(|(document, row)| row_mark(document, &row.id)),
    }
}

fn session(session: &Session, people: &People<'_>, places: &mut Places<'_>) -> SessionContext {
    let on_the_day = People { directory: people.directory, day: session.date.get().copied() };
    SessionContext {
        date: session.date.get().map(|date| date.to_wareki()),
        staff: session.staff.get().map(|staff| on_the_day.person(staff)),
        length: session.length.get().map(ToString::to_string),
        content: places.text("内容", &session.content),
        response: places.text("反応", &session.response),
        next: places.text("次回", &session.next),
    }
}
