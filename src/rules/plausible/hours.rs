//! Hours that end when or before they begin: of meetings, interviews, and the entries of the 週間計画.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::consult::week::{WeeklyEntry, WeeklyPlan};
use crate::case::party::Service;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::{Field, TextOr};
use crate::value::{Minutes, Moment, TimeRange};

pub(super) static RULE: Rule = Rule {
    code: Code::new("hours-reversed"),
    group: Group::Timetable,
    summary: "時間の終わりが始まりより前になっている",
    explanation: include_str!("hours-reversed.md"),
    certainty: Certainty::Program,
    judges: Judges::own(&[]),
    checks: &[Check::Paper(check)],
    leaves_doubt: true,
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    match &document.model {
        Model::Meeting(meeting) => check_moment(&meeting.moment, reporter),
        Model::Interview(interview) => check_moment(&interview.moment, reporter),
        Model::ConsultationPlan(plan) => check_week(facts, &plan.week, reporter),
        Model::ConsultationBasic(basic) => check_week(facts, &basic.week, reporter),
        Model::ConsultationMonitoring(report) => check_week(facts, &report.week, reporter),
        _ => {}
    }
}

fn check_moment(moment: &Field<Moment>, reporter: &mut Reporter<'_>) {
    let Some((moment, span)) = moment.spanned() else { return };
    let (Some(start), Some(end)) = (moment.start, moment.end) else { return };
    if start < end {
        return;
    }
    let range = TimeRange { start, end };
    let message = match start == end {
        true => format!("日時の時間({range})は、始まりと終わりが同じ時刻です"),
        false => format!("日時の終わり({end})が、始まり({start})より前です"),
    };
    reporter.report(span.place(), message).help =
        Some(format!("「{} {}」のように、始まりの時刻を先に書いてください", moment.date, swapped(range)));
}

fn swapped(range: TimeRange) -> String {
    match range.start == range.end {
        true => "10:00-11:00".to_owned(),
        false => TimeRange { start: range.end, end: range.start }.to_string(),
    }
}

fn check_week(facts: &Facts<'_>, week: &Field<WeeklyPlan>, reporter: &mut Reporter<'_>) {
    let Some(week) = week.get() else { return };
    for entry in week.entries.iter() {
        let Some(((time, span), (severity, length))) = entry.time.spanned().zip(doubted(facts, entry)) else {
            continue;
        };
        let content = entry.content.get().map_or("", String::as_str);
        let message = format!("予定「{content}」の時間({time})は、翌日までの {length} になります");
        let finding = reporter.report(span.place(), message);
        finding.severity = severity;
        finding.help = Some(match severity {
            Severity::Error => format!("「{}」のように、始まりの時刻を先に書いてください", swapped(*time)),
            _ => format!(
                "「{}」の打ち間違いなら直してください。夜を越す予定なら、内容に 睡眠、短期入所 のように書けば言いません",
                swapped(*time)
            ),
        });
    }
}

/// Whether the hours of an entry are likely the wrong way round. What follows from such hours is not said.
pub(in crate::rules) fn is_doubted(facts: &Facts<'_>, entry: &WeeklyEntry) -> bool {
    doubted(facts, entry).is_some()
}

/// How gravely the hours of an entry are doubted, and how long it would last.
fn doubted(facts: &Facts<'_>, entry: &WeeklyEntry) -> Option<(Severity, Minutes)> {
    let length = over_midnight(*entry.time.get()?)?;
    let content = entry.content.get().map_or("", String::as_str);
    Some((doubt(content, is_day_service(facts, entry), length)?, length))
}

/// How long an entry lasts that goes on into the next day.
fn over_midnight(time: TimeRange) -> Option<Minutes> {
    let (start, end) = (time.start.minutes(), time.end.minutes());
    (end <= start).then(|| Minutes(24 * 60 - start + end))
}

/// What is always by day. The longer word goes first where one holds the other.
const BY_DAY: [&str; 18] = [
    "放課後等デイ",
    "放デイ",
    "児童発達支援",
    "学校",
    "小学",
    "中学",
    "高校",
    "登校",
    "授業",
    "保育",
    "こども園",
    "幼稚園",
    "学童",
    "児童クラブ",
    "児童ホーム",
    "通院",
    "受診",
    "延長支援",
];

/// What may well go through the night.
const BY_NIGHT: [&str; 18] = [
    "睡眠",
    "就寝",
    "寝",
    "ねる",
    "夜",
    "泊",
    "短期入所",
    "ショートステイ",
    "入所",
    "入院",
    "施設",
    "グループホーム",
    "寄宿",
    "寮",
    "里親",
    "終日",
    "見守り",
    "夜勤",
];

/// More than this does not go through the night without its being said.
const LONG: Minutes = Minutes(12 * 60);

/// Whether an entry that goes on into the next day is doubted, and how gravely.
fn doubt(content: &str, day_service: bool, length: Minutes) -> Option<Severity> {
    let says = |words: &[&str]| words.iter().any(|word| content.contains(word));
    match () {
        () if says(&BY_NIGHT) => None,
        () if day_service || says(&BY_DAY) => Some(Severity::Error),
        () => (length > LONG).then_some(Severity::Warning),
    }
}

/// Whether an office of the project provides it that works by day.
fn is_day_service(facts: &Facts<'_>, entry: &WeeklyEntry) -> bool {
    let Some(TextOr::Text(id)) = entry.provider.get() else { return false };
    let office = facts.ground.organisation.value.office(id);
    office.is_some_and(|office| office.services.iter().any(|service| service.value != Service::Consultation))
}

#[cfg(test)]
mod tests {
    use super::{doubt, over_midnight};
    use crate::diagnostic::Severity;

    fn of(content: &str, day_service: bool, time: &str) -> Option<Severity> {
        over_midnight(time.parse().expect(time)).and_then(|length| doubt(content, day_service, length))
    }

    #[test]
    fn a_night_is_no_slip_and_a_day_that_lasts_till_the_next_is() {
        for (content, day_service, time, severity) in [
            ("睡眠", false, "21:30-6:30", None),
            ("睡眠", false, "19:00-8:00", None),
            ("短期入所", false, "16:00-10:00", None),
            ("短期入所", false, "5:00-5:00", None),
            ("短期入所", true, "16:00-10:00", None),
            ("母の夜勤", false, "17:00-9:00", None),
            ("学校の寄宿舎", false, "16:00-8:00", None),
            ("家庭で過ごす", false, "18:00-6:00", None),
            ("家庭で過ごす", false, "18:00-6:01", Some(Severity::Warning)),
            ("夕食", false, "19:00-18:00", Some(Severity::Warning)),
            ("夕食", false, "18:00-18:00", Some(Severity::Warning)),
            ("放課後等デイサービス", false, "17:30-14:30", Some(Severity::Error)),
            ("活動", true, "17:30-14:30", Some(Severity::Error)),
            ("小学校", false, "15:00-8:00", Some(Severity::Error)),
            ("放課後等デイサービス", true, "14:30-17:30", None),
            ("入浴", false, "23:30-0:00", None),
            ("図書館", false, "22:00-24:00", None),
        ] {
            assert_eq!(of(content, day_service, time), severity, "{content} {time}");
        }
    }
}
