//! Records that keep falling into another band than the 別表 has for their weekday.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::band::Band;
use crate::case::Document;
use crate::case::plan::SupportPlan;
use crate::case::schedule::Schedule;
use crate::diagnostic::{Code, Severity};
use crate::source::Place;
use crate::timeline::{ProvidedLine, Term};
use crate::value::{DAYS, Date, Month, TimeRange, Weekday, half_width};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("band-changed"),
    group: Group::Timetable,
    severity: Severity::Warning,
    summary: "実際の時間が、別表と違う時間区分に続けて入っている",
    explanation: include_str!("band-changed.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["日付", "時間", "欠席", "本人の都合"]),
        (
            Reach::All("plan/"),
            &[
                "事業所",
                "サービス",
                "状態",
                "計画期間",
                "計画期間.開始",
                "計画期間.終了",
                "別表",
                "提供時間",
                "提供時間.*",
                "特記事項",
            ],
        ),
    ],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    for (document, _) in facts.timeline.support_plans() {
        let terms = facts.timeline.support_terms(document);
        if let Some(term) = terms.iter().find(|term| std::ptr::eq(term.document, document)) {
            check_term(facts, term, reporter);
        }
    }
}

fn check_term<'a>(facts: &Facts<'a>, term: &Term<'a, SupportPlan>, reporter: &mut Reporter<'_>) {
    let lines: Vec<&ProvidedLine<'_>> = facts.timeline.provided_under(term).collect();
    for (day, label) in DAYS {
        let own: Vec<DayBeside> = lines.iter().filter_map(|line| DayBeside::of(line, day, term.plan)).collect();
        let mut months: Vec<Month> = own.iter().map(|judged| judged.month).collect();
        months.dedup();
        let persists = |pair: &&[Month]| pair[0].plus(1) == pair[1] && pair.iter().all(|month| strays(&own, *month));
        if let Some(pair) = months.windows(2).find(persists) {
            report(term, day, label, [pair[0], pair[1]], &own, reporter);
        }
    }
}

/// A day on record beside the 別表.
struct DayBeside {
    month: Month,
    real: TimeRange,
    /// Whether its band is one that the plan has for this day.
    fits: bool,
    place: Place,
}

impl DayBeside {
    /// None of a day that says nothing about the plan: another weekday, an absence, hours cut short by the child itself, a
    /// day outside the 別表.
    fn of(line: &ProvidedLine<'_>, day: Weekday, plan: &SupportPlan) -> Option<Self> {
        let record = &line.line.value;
        if column(line.day) != day || !record.is_attended() || record.own_reason.is_set() {
            return None;
        }
        let (real, span) = record.hours.spanned().filter(|(real, _)| real.start < real.end)?;
        let bands = bands(plan, line.day, day);
        let fits = bands.contains(&Band::of(real.duration()));
        (!bands.is_empty()).then(|| Self { month: Month::of(line.day), real: *real, fits, place: span.place() })
    }
}

/// The column of the 別表 for a day. Whether it is a holiday nobody knows: those of a weekday may be in either.
fn column(day: Date) -> Weekday {
    let label = day.weekday();
    DAYS.iter().find(|(_, own)| own.starts_with(label)).map_or(Weekday::Sunday, |(day, _)| *day)
}

/// Every band that the 別表 of a day have for a weekday, with those of hours that 特記事項 foresees; none where no 別表 has it.
fn bands(plan: &SupportPlan, date: Date, day: Weekday) -> Vec<Band> {
    let holds = |schedule: &&Schedule| schedule.period.get().is_none_or(|period| period.contains(date));
    let tables: Vec<&Schedule> = plan.schedules.iter().map(|schedule| &schedule.value).filter(holds).collect();
    // Hours that run backwards are said where they stand.
    let planned = tables.iter().filter_map(|schedule| schedule.hours_on(day));
    let planned = planned.filter(|hours| hours.ranges().all(|range| range.start < range.end));
    let planned: Vec<Band> = planned.map(|hours| Band::of(hours.plan_time())).collect();
    if planned.is_empty() {
        return planned;
    }
    let notes = tables.iter().filter_map(|schedule| schedule.note.get());
    let foreseen = notes.flat_map(|note| ranges(&note.0)).map(|range| Band::of(range.duration()));
    planned.into_iter().chain(foreseen).collect()
}

/// The hours that a text names: 短縮授業の日は 13:30〜16:30.
fn ranges(text: &str) -> Vec<TimeRange> {
    let text = half_width(text);
    let words = text.split(|c: char| !(c.is_ascii_digit() || ":-~時分半".contains(c)));
    words.filter_map(|word| word.parse().ok()).collect()
}

/// Whether more than half of the days of a month are in another band.
fn strays(all: &[DayBeside], month: Month) -> bool {
    let own = || all.iter().filter(|judged| judged.month == month);
    own().filter(|judged| !judged.fits).count() * 2 > own().count()
}

fn report(
    term: &Term<'_, SupportPlan>,
    day: Weekday,
    label: &str,
    months: [Month; 2],
    all: &[DayBeside],
    reporter: &mut Reporter<'_>,
) {
    let mut own = all.iter().filter(|judged| months.contains(&judged.month) && !judged.fits);
    let Some(first) = own.next() else { return };
    let count = 1 + own.count();
    let planned = table(term.document, term.plan, day);
    let weekday = format!("{label}曜日").replace("日・祝日曜日", "日・祝日");
    let message = format!(
        "{} と {} の{weekday}は、半分を超える日({count}日)で、実際の時間が別表と違う区分({})です",
        months[0],
        months[1],
        Band::of(first.real.duration())
    );
    let finding = reporter.report(first.place.clone(), message);
    finding.help = Some(format!(
        "続くようなら、別表の{weekday}を実際の時間に合わせて直し、同意を得てください。本人や家族の都合で短い日なら、記録に `本人の都合: 通院のため早退` のように書きます"
    ));
    finding.related.extend(planned.map(|place| (place, "別表の時間".to_owned())));
}

fn table(document: &Document, plan: &SupportPlan, day: Weekday) -> Option<Place> {
    let cells = plan.schedules.iter().filter_map(|schedule| schedule.hours.get()?.day(day).span());
    cells.map(|span| document.place(Some(span))).next()
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn hours_are_found_in_a_note() {
        let found = ranges("短縮授業の日は13:30〜16:30、振替の日は 9時30分-12時 とする。電話は18:00まで。");
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), ["13:30-16:30", "9:30-12:00"]);
        assert!(ranges("4月-9月の間。2025-04-01 から").is_empty());
    }
}
