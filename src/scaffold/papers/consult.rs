//! The papers of the 相談支援専門員: 基本情報, 計画案, モニタリング報告書.

use super::super::fill::{Fill, Filling};
use super::super::known::{SheetFacts, period, text, value};
use crate::case::MonitoringTerm;
use crate::case::consult::plan::{ConsultationPlan, Need};
use crate::case::paper::State;
use crate::case::plan::SupportPlan;

use crate::record::TextOr;
use crate::value::{DAYS, Month};

/// 申請者の現状(基本情報): what the child uses now.
pub(super) fn basic(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("作成日", "作成者");
    let uses: Vec<Filling> = known
        .timeline
        .uses()
        .iter()
        .map(|used| {
            let provider = match used.office.get() {
                Some(TextOr::Text(id)) => Some(Fill::from(id.as_str())),
                _ => None,
            };
            Filling::with([("名称", text(&used.service).map(Fill::from)), ("提供機関", provider)])
        })
        .collect();
    if !uses.is_empty() {
        filling.set("支援の状況", Some(Filling::with([("公的支援", Some(uses.into_iter().collect()))]).into()));
    }
    filling
}

/// 障害児支援利用計画案: the term of the 受給者証, the needs of the plan before, the services that are used. Of a セルフプラン
/// also the days that the 別表 of the office has, for the family's week.
pub(super) fn plan(known: &SheetFacts<'_>) -> Filling {
    let self_planned = known.directory().child().self_plan.get() == Some(&true);
    let mut filling = match self_planned {
        true => known.family_head("作成日", "作成者"),
        false => known.head("作成日", "作成者"),
    };
    filling.set("状態", Some("案".into()));
    let child = known.directory().child();
    let day = known.day();
    let certificates = child.recipient_certificates.iter().map(|card| &card.value);
    let card = certificates
        .filter(|card| card.period.get().is_some_and(|period| period.end.get().copied() >= day))
        .min_by_key(|card| card.period.get().and_then(|period| period.start.get().copied()));
    let granted = card.and_then(|card| card.period.get());
    let start = granted.and_then(|granted| granted.start.get().copied());
    filling.set("計画期間", period(start, granted.and_then(|granted| granted.end.get().copied())));
    let terms = card.map(|card| card.monitoring.iter().map(|term| monitoring_term(&term.value)).collect::<Vec<Fill>>());
    filling.set("モニタリング期間", terms.filter(|terms| !terms.is_empty()).map(Fill::List));
    let before = known.timeline.consultation_plans().max_by_key(|(document, _)| (document.date, &document.name));
    filling.set("ニーズ", Some(needs(known, before.map(|(_, plan)| plan)).into_iter().collect()));
    let month = start.map(Month::of);
    let entries = if self_planned { entries(known) } else { Vec::new() };
    let entries = (!entries.is_empty()).then(|| entries.into_iter().collect());
    filling.set("週間計画", Some(Filling::with([("開始年月", value(month.as_ref())), ("予定", entries)]).into()));
    filling
}

/// The hours of the 別表 that hold on the day, as entries of a week: days of the same hours are one.
fn entries(known: &SheetFacts<'_>) -> Vec<Filling> {
    let plans = known.timeline.uses().iter().filter_map(|used| {
        let office = used.office.get().and_then(|office| match office {
            TextOr::Text(id) => Some(id.as_str()),
            TextOr::Record(_) => None,
        })?;
        let newest = known
            .timeline
            .support_plans()
            .filter(|(document, _)| document.state() == State::Final && document.office() == Some(office))
            .filter(|(document, _)| document.date <= known.day())
            .max_by_key(|(document, _)| (document.date, &document.name))?;
        Some((office, text(&used.service), newest.1))
    });
    plans.flat_map(|(office, service, plan)| entries_of(office, service, plan)).collect()
}

fn entries_of(office: &str, service: Option<&str>, plan: &SupportPlan) -> Vec<Filling> {
    let Some(hours) = plan.schedules.first().and_then(|schedule| schedule.hours.get()) else { return Vec::new() };
    let mut by_hours: Vec<(String, Vec<Fill>)> = Vec::new();
    for (day, word) in DAYS {
        for range in hours.day(day).get().into_iter().flat_map(|hours| hours.ranges()) {
            let written = range.to_string();
            // The last column of a 別表 is 日・祝日.
            let day = Fill::from(word.split('・').next().unwrap_or(word));
            match by_hours.iter_mut().find(|(other, _)| *other == written) {
                Some((_, days)) => days.push(day),
                None => by_hours.push((written, vec![day])),
            }
        }
    }
    let entry = |(hours, days): (String, Vec<Fill>)| {
        Filling::with([
            ("曜日", Some(Fill::List(days))),
            ("時間", Some(hours.into())),
            ("内容", service.map(Fill::from)),
            ("提供事業者", Some(office.into())),
        ])
    };
    by_hours.into_iter().map(entry).collect()
}

fn monitoring_term(term: &MonitoringTerm) -> Fill {
    match term {
        MonitoringTerm::In(month) => month.to_string().into(),
        MonitoringTerm::Every(every) => Filling::with([
            ("間隔", value(every.interval.get())),
            ("開始年月", value(every.start.get())),
            ("回数", value(every.times.get())),
        ])
        .into(),
    }
}

/// A need for each of the plan before, under its id; else one, with the services that the child uses.
fn needs(known: &SheetFacts<'_>, before: Option<&ConsultationPlan>) -> Vec<Filling> {
    let earlier = before.into_iter().flat_map(|plan| plan.needs.iter()).map(|need| &need.value);
    let mut needs: Vec<Filling> = earlier.enumerate().map(|(index, need)| carried(index, need)).collect();
    if needs.is_empty() {
        needs.push(Filling::with([("id", Some("n1".into())), ("優先順位", Some("1".into()))]));
    }
    let services = services(known);
    for need in &mut needs {
        need.set("サービス", (!services.is_empty()).then(|| services.iter().cloned().collect()));
    }
    needs
}

fn carried(index: usize, need: &Need) -> Filling {
    let mut filling =
        Filling::with([("id", text(&need.id).map(Fill::from)), ("優先順位", Some((index + 1).to_string().into()))]);
    filling.notes.extend(need.issue.get().map(|issue| format!("前の計画: {}", issue.as_str().replace('\n', " "))));
    filling
}

fn services(known: &SheetFacts<'_>) -> Vec<Filling> {
    let running = known
        .timeline
        .uses()
        .iter()
        .filter(|used| used.ended.get().copied().zip(known.day()).is_none_or(|(ended, day)| day <= ended));
    let service = running.map(|used| {
        let provider = match used.office.get() {
            Some(TextOr::Text(id)) => Some(Fill::from(id.as_str())),
            _ => None,
        };
        Filling::with([("種類", text(&used.service).map(Fill::from)), ("提供事業者", provider)])
    });
    service.collect()
}

/// モニタリング報告書: the needs of the plan that holds, and whom to hear.
pub(super) fn monitoring(known: &SheetFacts<'_>) -> Filling {
    let mut filling = match known.directory().child().self_plan.get() {
        Some(true) => known.family_head("実施日", "実施者"),
        _ => known.head("実施日", "実施者"),
    };
    let Some((map, plan)) = known.consultation(known.day()) else { return filling };
    filling.set("計画", Some(map.name.as_str().into()));
    let needs = plan.needs.iter().map(|need| {
        let mut result = Filling::with([("id", text(&need.id).map(Fill::from))]);
        result.notes.extend(need.goal.get().map(|goal| format!("支援目標: {}", goal.as_str().replace('\n', " "))));
        result
    });
    filling.set("ニーズ", Some(needs.collect()));
    let mut providers: Vec<&str> = Vec::new();
    for service in plan.needs.iter().flat_map(|need| need.services.iter()) {
        let Some(TextOr::Text(id)) = service.provider.get() else { continue };
        if Some(id.as_str()) != known.office_id() && !providers.contains(&id.as_str()) {
            providers.push(id);
        }
    }
    let hearings: Vec<Filling> =
        providers.into_iter().map(|id| Filling::with([("事業所", Some(id.into())), ("日付", None)])).collect();
    filling.set("聞き取り", (!hearings.is_empty()).then(|| hearings.into_iter().collect()));
    filling
}
