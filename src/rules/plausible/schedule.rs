//! Hours of a 別表 that cannot be: an end before the start, an extension inside the hours it extends.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::schedule::{Extension, Schedule};
use crate::case::{Document, Model};
use crate::diagnostic::Code;
use crate::record::Field;
use crate::source::Span;
use crate::value::{DAYS, PlanHours, TimeRange};

pub(super) static RULE: Rule = Rule {
    code: Code::new("schedule-invalid"),
    group: Group::Timetable,
    summary: "別表の時間が成り立たない",
    explanation: include_str!("schedule-invalid.md"),
    certainty: Certainty::Verified,
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    for schedule in plan.schedules.iter() {
        check_schedule(schedule, reporter);
    }
}

fn check_schedule(schedule: &Schedule, reporter: &mut Reporter<'_>) {
    for (day, label) in DAYS {
        let hours = schedule.hours.get().map(|week| week.day(day));
        let hours_fit = hours.is_none_or(|field| hours_run_forward(label, field, reporter));
        let Some(extension) = schedule.extension_on(day) else { continue };
        let before_fits = runs_forward("延長(支援前)", label, &extension.before, reporter);
        let after_fits = runs_forward("延長(支援後)", label, &extension.after, reporter);
        if hours_fit && before_fits && after_fits {
            hours.into_iter().for_each(|hours| check_overlap(label, hours, extension, reporter));
        }
    }
}

/// Whether 提供時間 runs forward, and a second range begins when the first is over.
fn hours_run_forward(day: &str, hours: &Field<PlanHours>, reporter: &mut Reporter<'_>) -> bool {
    let Some((hours, span)) = hours.spanned() else { return true };
    if !hours.ranges().all(|range| is_forward("提供時間", day, range, span, reporter)) {
        return false;
    }
    let Some(second) = hours.second.filter(|second| second.start < hours.first.end) else { return true };
    let message = format!("{day}曜日の提供時間({hours})は、二つの時間帯が重なるか、後のものが先にあります");
    reporter.report(span.place(), message.replace("日・祝日曜日", "日・祝日")).help = Some(format!(
        "早いほうから、間を空けて書いてください。続く時間なら \"{}-{}\" のように一つにします",
        hours.first.start.min(second.start),
        hours.first.end.max(second.end)
    ));
    false
}

fn runs_forward(what: &str, day: &str, range: &Field<TimeRange>, reporter: &mut Reporter<'_>) -> bool {
    range.spanned().is_none_or(|(range, span)| is_forward(what, day, *range, span, reporter))
}

fn is_forward(what: &str, day: &str, range: TimeRange, span: Span, reporter: &mut Reporter<'_>) -> bool {
    if range.start < range.end {
        return true;
    }
    let message = match range.start == range.end {
        true => format!("{day}曜日の{what}({range})は、始まりと終わりが同じ時刻です"),
        false => format!("{day}曜日の{what}({range})は、終わりが始まりより前です"),
    };
    let help = match range.start == range.end {
        true => "始まりと終わりの時刻を書いてください。利用のない曜日は書かずにおきます".to_owned(),
        false => {
            let swapped = TimeRange { start: range.end, end: range.start };
            format!("\"{swapped}\" のように、始まりの時刻を先に書いてください")
        }
    };
    reporter.report(span.place(), message.replace("日・祝日曜日", "日・祝日")).help = Some(help);
    false
}

fn check_overlap(day: &str, hours: &Field<PlanHours>, extension: &Extension, reporter: &mut Reporter<'_>) {
    let Some((hours, hours_span)) = hours.spanned().map(|(hours, span)| (hours.whole(), span)) else { return };
    let day = format!("{day}曜日").replace("日・祝日曜日", "日・祝日");
    let before = extension.before.spanned().filter(|(range, _)| hours.start < range.end);
    let after = extension.after.spanned().filter(|(range, _)| range.start < hours.end);
    let places = [
        (
            before,
            "支援前",
            format!("支援前の延長は、提供時間が始まる {} までに終わる時間を書いてください", hours.start),
        ),
        (after, "支援後", format!("支援後の延長は、提供時間が終わる {} より後に始まる時間を書いてください", hours.end)),
    ];
    for (found, what, help) in places {
        let Some((range, span)) = found else { continue };
        let message = format!("{day}の{what}の延長({range})が、提供時間({hours})に重なっています");
        let finding = reporter.report(span.place(), message);
        finding.related.push((hours_span.place(), "提供時間".to_owned()));
        finding.help = Some(help);
    }
}
