//! 個別支援計画, as a 原案 on a new sheet: the rows from the needs, the days from 利用 or the plan before.

use super::super::fill::{Fill, Filling};
use super::super::known::{SheetFacts, period, text, value};
use crate::case::Document;
use crate::case::child::Use;
use crate::case::consult::plan::{ConsultationPlan, Need};
use crate::case::consult::week::WeeklyEntry;
use crate::record::Spanned;
use crate::value::{DAYS, Date};

/// How long a plan and its short goal run, and how long the long one does, in months.
const PLAN_MONTHS: u32 = 6;
const LONG_MONTHS: u32 = 12;

pub(super) fn filling(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("作成日", "作成者");
    let used = first_use(known);
    let before = known.support_plan();
    let after = before.as_ref().and_then(|before| before.end).map(Date::next);
    let start = after.or_else(|| used.and_then(|used| used.started.get().copied()));
    let last = |months: u32| start.map(|start| start.plus_months(months).minus_days(1));
    let review = known.day().zip(last(PLAN_MONTHS)).map(|(day, end)| day.plus_months(PLAN_MONTHS).min(end));
    let ground = known.consultation(start);
    filling.set("サービス", used.and_then(|used| text(&used.service)).map(Fill::from));
    filling.set("状態", Some("原案".into()));
    filling.set("作成区分", Some(if before.is_some() { "更新" } else { "初回" }.into()));
    filling.set("前計画", before.map(|before| before.document.name.as_str().into()));
    filling.set("計画期間", period(start, last(PLAN_MONTHS)));
    filling.set("次回見直し年月日", value(review.as_ref()));
    filling.set("障害児支援利用計画", ground.map(|(map, _)| map.name.as_str().into()));
    for (name, months) in [("長期目標", LONG_MONTHS), ("短期目標", PLAN_MONTHS)] {
        filling.set(name, Some(Filling::with([("期間", period(start, last(months)))]).into()));
    }
    let week = ground.map(|ground| hours(known, ground)).unwrap_or_default();
    filling.set("支援の標準的な提供時間等", Some(week_in_words(&week).into()));
    filling.set("支援", Some(rows(known, ground).into_iter().collect()));
    filling.set("別表", Some([schedule(known.day(), start, &week)].into_iter().collect()));
    filling
}

/// The 利用 of the office that the plan is for: the newest.
fn first_use<'a>(known: &SheetFacts<'a>) -> Option<&'a Use> {
    let office = known.office_id()?;
    known.timeline.uses().iter().filter(|used| used.is_at(office)).max_by_key(|used| used.started.get().copied())
}

/// A row for each need that the office is to answer, and one for each 項目 of the form besides.
fn rows(known: &SheetFacts<'_>, ground: Option<(&Document, &ConsultationPlan)>) -> Vec<Filling> {
    let needs = ground.map(|(_, plan)| own_needs(known, plan)).unwrap_or_default();
    let mut rows = Vec::new();
    for need in &needs {
        let mut row = child_row(rows.len() + 1);
        row.set("ニーズ", text(&need.id).map(Fill::from));
        row.notes.extend(need.issue.get().map(|issue| format!("ニーズ: {}", first_line(issue.as_str()))));
        rows.push(row);
    }
    if rows.is_empty() {
        rows.push(child_row(1));
    }
    for kind in ["家族支援", "移行支援"] {
        let id = format!("s{}", rows.len() + 1);
        rows.push(Filling::with([("id", Some(id.into())), ("項目", Some(kind.into()))]));
    }
    rows
}

fn child_row(number: usize) -> Filling {
    Filling::with([
        ("id", Some(format!("s{number}").into())),
        ("項目", Some("本人支援".into())),
        ("優先順位", Some(number.to_string().into())),
    ])
}

/// The needs for which the 障害児支援利用計画 names this office; all where it names it for none.
fn own_needs<'a>(known: &SheetFacts<'_>, plan: &'a ConsultationPlan) -> Vec<&'a Need> {
    let office = known.office_id();
    let is_ours = |need: &&Spanned<Need>| {
        need.services.iter().any(|service| office.is_some() && known.directory().office_id(&service.provider) == office)
    };
    let own: Vec<&Need> = plan.needs.iter().filter(is_ours).map(|need| &need.value).collect();
    if own.is_empty() { plan.needs.iter().map(|need| &need.value).collect() } else { own }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The hours of each day that the week of the 障害児支援利用計画 gives this office, without 延長.
fn hours(known: &SheetFacts<'_>, (_, plan): (&Document, &ConsultationPlan)) -> Vec<(&'static str, String)> {
    let Some(office) = known.office_id() else { return Vec::new() };
    let is_ours = |entry: &&Spanned<WeeklyEntry>| {
        known.directory().office_id(&entry.provider) == Some(office)
            && text(&entry.content).is_none_or(|content| !content.contains("延長"))
    };
    let entries: Vec<&Spanned<WeeklyEntry>> =
        plan.week.get().into_iter().flat_map(|week| week.entries.iter()).filter(is_ours).collect();
    let on = |column: usize| {
        let of_day = entries.iter().find(|entry| entry.days.iter().any(|day| day.value.column() == column));
        of_day.and_then(|entry| entry.time.get().map(ToString::to_string))
    };
    DAYS.iter().enumerate().filter_map(|(column, (_, label))| Some((*label, on(column)?))).collect()
}

/// `月・水・金 14:30〜17:30`; where hours differ or none are known, the 別表 says it.
fn week_in_words(week: &[(&'static str, String)]) -> String {
    let mut hours = week.iter().map(|(_, hours)| hours);
    match hours.next() {
        Some(first) if hours.all(|other| other == first) => {
            let days: Vec<&str> = week.iter().map(|(day, _)| *day).collect();
            format!("{} {}", days.join("・"), first.replace('-', "〜"))
        }
        _ => "別表のとおり".to_owned(),
    }
}

fn schedule(day: Option<Date>, start: Option<Date>, week: &[(&'static str, String)]) -> Filling {
    let mut hours = Filling::default();
    for (day, range) in week {
        hours.set(day, Some(range.as_str().into()));
    }
    Filling::with([
        ("名称", Some("通常".into())),
        ("区分", Some("授業日".into())),
        ("作成日", value(day.as_ref())),
        ("適用", period(start, None)),
        ("提供時間", (!week.is_empty()).then(|| hours.into())),
    ])
}
