//! The days in 支援の標準的な提供時間等 are other days than those of the 別表.

mod said;

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::{PLANS, open_plan};
use crate::case::Document;
use crate::case::plan::SupportPlan;
use crate::case::schedule::{DayKind, Schedule};
use crate::diagnostic::{Code, Severity};
use crate::record::Spanned;
use crate::source::Span;
use crate::timeline::week::{Days, Timetable};
use crate::value::{DAYS, PlanHours, TimeRange, Weekday};
use said::{Said, read};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("schedule-mismatch"),
    group: Group::Timetable,
    severity: Severity::Warning,
    summary: "支援の標準的な提供時間等の曜日が、別表と合わない",
    explanation: include_str!("schedule-mismatch.md"),
    certainty: Certainty::SecondHand,
    judges: PLANS,
    rests_on: &[(
        Reach::Own,
        &[
            "計画期間",
            "計画期間.開始",
            "計画期間.終了",
            "別表",
            "別表.区分",
            "別表.適用",
            "別表.適用.*",
            "別表.提供時間",
            "別表.提供時間.*",
        ],
    )],
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

type ScheduleSet<'a> = Vec<&'a Spanned<Schedule>>;

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let Some((text, span)) = plan.standard_hours.spanned() else { return };
    let Some(said) = read(text.as_str()) else { return };
    let filled = |schedule: &&Spanned<Schedule>| !Days::of_schedule(schedule).is_empty();
    let is_holiday = |schedule: &&Spanned<Schedule>| schedule.days.get() == Some(&DayKind::Holiday);
    let (holiday, school): (ScheduleSet<'_>, ScheduleSet<'_>) =
        plan.schedules.iter().filter(filled).partition(is_holiday);
    for (of_holidays, tables) in [(false, &school), (true, &holiday)] {
        let own: Vec<&Said> = said.iter().filter(|said| said.of_holidays == of_holidays).collect();
        // A summer 別表 of which the main sheet says nothing is ordinary.
        if own.is_empty() || tables.is_empty() {
            continue;
        }
        let mut days = Days::default();
        own.iter().for_each(|said| days.extend(&said.days));
        let sets = if of_holidays { each_and_all(tables) } else { school_sets(document, plan, tables) };
        if !sets.iter().any(|set| fits(&days, set, &holiday)) {
            report_days(document, span, &days, tables, reporter);
        } else if let Some((said, hours, place)) = own.iter().find_map(|said| never_meets(said, tables)) {
            report_hours(document, span, (said, hours, place), reporter);
        }
    }
}

/// Days that the tables may mean: those of each, and of all together.
fn each_and_all(tables: &ScheduleSet<'_>) -> Vec<Days> {
    let mut all = Days::default();
    let mut sets: Vec<Days> = tables.iter().map(|table| Days::of_schedule(table)).collect();
    sets.iter().for_each(|days| all.extend(days));
    sets.push(all);
    sets
}

/// The same for 授業日, where a later 別表 takes over from an earlier one.
fn school_sets(document: &Document, plan: &SupportPlan, tables: &ScheduleSet<'_>) -> Vec<Days> {
    let in_turn = document.first_day().map(|start| Timetable::all(plan, start, document.last_day()));
    let in_turn = in_turn.into_iter().flatten().map(|table| table.days());
    in_turn.chain(each_and_all(tables)).collect()
}

/// Whether days are those of a set; a weekend may stand in the 別表 for 学校休業日.
fn fits(said: &Days, set: &Days, holiday: &ScheduleSet<'_>) -> bool {
    let mut weekend = Days::default();
    holiday.iter().for_each(|table| weekend.extend(&Days::of_schedule(table).weekend()));
    set.without(said).is_empty() && said.without(set).without(&weekend).is_empty()
}

/// The first hours of a day that no 別表 meets, with where one says otherwise.
fn never_meets<'a>(said: &'a Said, tables: &ScheduleSet<'_>) -> Option<(&'a Said, TimeRange, Span)> {
    let hours = said.hours?;
    said.days.iter().find_map(|day| {
        let given: Vec<(TimeRange, Span)> = tables.iter().filter_map(|table| whole(table, day)).collect();
        let (first, place) = *given.first()?;
        let meets = |(range, _): &(TimeRange, Span)| range.start < hours.end && hours.start < range.end;
        (!given.iter().any(meets)).then_some((said, first, place))
    })
}

/// 提供時間 of a day with its 延長.
fn whole(table: &Schedule, day: Weekday) -> Option<(TimeRange, Span)> {
    let (hours, span) = table.hours.get()?.day(day).spanned()?;
    let hours = Some(hours.whole()).filter(|hours| hours.start < hours.end)?;
    let extension = table.extension_on(day);
    let before = extension.and_then(|extension| extension.before.get()).map_or(hours.start, |range| range.start);
    let after = extension.and_then(|extension| extension.after.get()).map_or(hours.end, |range| range.end);
    Some((TimeRange { start: before.min(hours.start), end: after.max(hours.end) }, span))
}

fn report_days(document: &Document, span: Span, days: &Days, tables: &ScheduleSet<'_>, reporter: &mut Reporter<'_>) {
    let own: Vec<String> = tables.iter().map(|table| format!("{} {}", name(table), Days::of_schedule(table))).collect();
    let message = format!("支援の標準的な提供時間等の曜日({days})が、別表({})と合いません", own.join("、"));
    let finding = reporter.report(document.place(Some(span)), message);
    finding.help = Some(format!(
        "どちらが正しいかを確かめ、`支援の標準的な提供時間等: {}` のように直すか、別表の曜日を直してください。別表に任せるなら「別表のとおり」と書きます",
        line(tables[0])
    ));
    let places = tables.iter().filter_map(|table| table.hours.span());
    finding.related.extend(places.map(|span| (span.place(), "別表の提供時間".to_owned())));
}

fn report_hours(
    document: &Document,
    span: Span,
    (said, hours, place): (&Said, TimeRange, Span),
    reporter: &mut Reporter<'_>,
) {
    let written = said.hours.map(|hours| hours.to_string()).unwrap_or_default();
    let message =
        format!("支援の標準的な提供時間等の時間({} {written})が、別表の時間({hours})と重なりません", said.days);
    let finding = reporter.report(document.place(Some(span)), message);
    finding.help = Some("どちらが正しいかを確かめ、もう一方を直してください".to_owned());
    finding.related.push((place.place(), "別表の提供時間".to_owned()));
}

fn name(schedule: &Schedule) -> String {
    schedule.name.get().map_or_else(|| "別表".to_owned(), |name| format!("「{name}」"))
}

/// `月・水・金 14:30〜17:30`, as the main sheet would have it; the days alone where their hours differ.
fn line(schedule: &Schedule) -> String {
    let days = Days::of_schedule(schedule);
    let mut hours = DAYS.iter().filter_map(|(day, _)| schedule.hours_on(*day));
    let first = hours.next().filter(|first| hours.all(|other| other == *first));
    let ranges = |hours: PlanHours| -> Vec<String> {
        hours.ranges().map(|range| format!("{}〜{}", range.start, range.end)).collect()
    };
    first.map_or_else(|| days.to_string(), |hours| format!("{days} {}", ranges(hours).join("、")))
}
