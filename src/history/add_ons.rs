//! The 加算 of a 個別支援計画, and where each of them stands: in the rows, in the 別表, in the minutes, in what was done.

use crate::case::plan::SupportPlan;
use crate::case::schedule::Schedule;
use crate::case::{Document, Model, mark_at, schedule};
use crate::record::{Field, Spanned};
use crate::source::Span;
use crate::tariff::{self, AddOnName, Evidence};
use crate::timeline::Timeline;
use crate::value::{DAYS, Period, Text};
use serde::Serialize;

/// An 加算 of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct AddOnTrace {
    /// `家族支援加算(Ⅰ)`.
    pub name: String,
    /// 頻度, as the plan has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<String>,
    /// Where it is placed in the plan, in its 別表 and in the minutes.
    pub placed: Vec<String>,
    /// What was written down of it while the plan held.
    pub recorded: Vec<String>,
    #[serde(skip)]
    own: Option<AddOnName>,
}

/// Every 加算 that a plan places, in the order of its rows; that of 延長 by the 別表.
pub(super) fn of<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<AddOnTrace> {
    let Model::Plan(plan) = &document.model else { return Vec::new() };
    let mut traces: Vec<AddOnTrace> = Vec::new();
    for (index, row) in plan.rows.iter().enumerate() {
        let called = mark_at(document, index).map(|mark| mark.shown());
        for add_on in row.add_ons.iter() {
            let Some((text, span)) = add_on.name.spanned() else { continue };
            let trace = trace(&mut traces, AddOnName::of(text), text);
            trace.placed.extend(called.clone());
            trace.frequency = trace.frequency.take().or_else(|| frequency(plan, span));
        }
        let said = row.caution.get().map(|text| AddOnName::all(&text.0)).unwrap_or_default();
        for name in said {
            let title = name.title();
            let own = trace(&mut traces, Some(name), &title);
            own.placed.extend(called.as_ref().map(|row| format!("{row}の留意事項")));
        }
    }
    of_schedules(plan, &mut traces);
    of_minutes(timeline, document, &mut traces);
    of_records(timeline, document, &mut traces);
    for trace in &mut traces {
        trace.placed.dedup();
    }
    traces
}

/// The trace of an 加算, new where there is none. One that the list of 加算 does not know is told by its words.
fn trace<'t>(traces: &'t mut Vec<AddOnTrace>, own: Option<AddOnName>, text: &str) -> &'t mut AddOnTrace {
    let same = |trace: &AddOnTrace| match (&trace.own, &own) {
        (Some(known), Some(own)) => known == own,
        (None, None) => trace.name == text.trim(),
        _ => false,
    };
    let at = traces.iter().position(same).unwrap_or_else(|| {
        let name = own.as_ref().map_or_else(|| text.trim().to_owned(), AddOnName::title);
        traces.push(AddOnTrace { name, frequency: None, placed: Vec::new(), recorded: Vec::new(), own });
        traces.len() - 1
    });
    &mut traces[at]
}

fn frequency(plan: &SupportPlan, name: Span) -> Option<String> {
    let mut add_ons = plan.rows.iter().flat_map(|row| row.add_ons.iter());
    add_ons.find(|add_on| add_on.name.span() == Some(name))?.frequency.get().cloned()
}

/// 延長 of a 別表 places the 加算 that asks for one.
fn of_schedules(plan: &SupportPlan, traces: &mut Vec<AddOnTrace>) {
    let extended: Vec<String> =
        plan.schedules.iter().enumerate().filter_map(|(at, table)| extension(at, table)).collect();
    if extended.is_empty() {
        return;
    }
    let by_table = |name: &AddOnName| tariff::meant(name).any(|entry| entry.requirement(Evidence::Schedule).is_some());
    if !traces.iter().any(|trace| trace.own.as_ref().is_some_and(by_table)) {
        let Some(entry) = tariff::entries().find(|entry| entry.requirement(Evidence::Schedule).is_some()) else {
            return;
        };
        trace(traces, AddOnName::of(entry.name()), entry.name());
    }
    for trace in traces.iter_mut().filter(|trace| trace.own.as_ref().is_some_and(by_table)) {
        trace.placed.extend(extended.iter().cloned());
    }
}

/// `別表「通常」の延長 金 17:30～18:30`; none of a 別表 without.
fn extension(at: usize, table: &Spanned<Schedule>) -> Option<String> {
    let days: Vec<String> = DAYS
        .iter()
        .filter_map(|(day, word)| {
            let own = table.extension_on(*day)?;
            let ranges = [&own.before, &own.after].into_iter().filter_map(Field::get);
            let hours: Vec<String> = ranges.map(|range| format!("{}～{}", range.start, range.end)).collect();
            (!hours.is_empty()).then(|| format!("{word} {}", hours.join("、")))
        })
        .collect();
    (!days.is_empty()).then(|| format!("別表「{}」の延長 {}", schedule::label(at, table), days.join("、")))
}

/// The minutes of the meetings on a plan that speak of an 加算.
fn of_minutes<'a>(timeline: &Timeline<'a>, document: &'a Document, traces: &mut [AddOnTrace]) {
    for sheet in timeline.support_meetings_on(document) {
        let Model::Meeting(meeting) = &sheet.model else { continue };
        let day = sheet.date_in_words().unwrap_or_default();
        let parts: [(&str, &Field<Text>); 5] = [
            ("議題", &meeting.agenda),
            ("検討内容", &meeting.discussion),
            ("原案の修正点", &meeting.amendments),
            ("決定事項", &meeting.decisions),
            ("残された課題", &meeting.open_issues),
        ];
        for (word, text) in parts {
            let named = text.get().map(|text| AddOnName::all(&text.0)).unwrap_or_default();
            for trace in traces.iter_mut() {
                if trace.own.as_ref().is_some_and(|own| named.iter().any(|name| name.covers(own))) {
                    trace.placed.push(format!("議事録({day})の{word}"));
                }
            }
        }
    }
}

/// Interviews, sessions and days that name an 加算 while the plan held.
fn of_records<'a>(timeline: &Timeline<'a>, document: &'a Document, traces: &mut [AddOnTrace]) {
    let terms = timeline.support_terms(document);
    let Some(term) = terms.iter().find(|term| term.document.id() == document.id()) else { return };
    for trace in traces {
        let Some(own) = &trace.own else { continue };
        let names = |text: &str| AddOnName::all(text).iter().any(|name| own.covers(name));
        for paper in timeline.papers().filter(|paper| paper.date.is_some_and(|day| term.contains(day))) {
            let Model::Interview(interview) = &paper.model else { continue };
            if interview.add_on.get().is_some_and(|text| names(text)) {
                trace.recorded.push(format!("面談記録 {}", paper.date_in_words().unwrap_or_default()));
            }
        }
        let days: Vec<_> = timeline
            .provided_under(term)
            .filter(|line| line.line.add_ons.iter().any(|text| names(&text.value)))
            .collect();
        if let (Some(first), Some(last)) = (days.first(), days.last()) {
            let period = Period::wareki(Some(first.day), Some(last.day));
            trace.recorded.push(format!("サービス提供記録 {}日({period})", days.len()));
        }
        let specialist = tariff::meant(own).any(|entry| entry.requirement(Evidence::Specialist).is_some());
        for (paper, plan) in timeline.specialist_plans().filter(|_| specialist) {
            let days = plan.sessions.iter().filter_map(|session| session.date.get());
            let count = days.filter(|day| term.contains(**day)).count();
            if count > 0 {
                let day = paper.date_in_words().unwrap_or_default();
                trace.recorded.push(format!("専門的支援実施計画({day})の実施記録 {count}回"));
            }
        }
    }
}
