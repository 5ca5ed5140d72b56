//! More days a week than the 支給量 of the 受給者証 gives, over all offices of one service.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::Document;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::consult::week::WeeklyEntry;
use crate::case::paper::State;
use crate::case::party::Service;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::directory::{Directory, ServiceWording};
use crate::record::Spanned;
use crate::source::Place;
use crate::timeline;
use crate::timeline::week::{Days, OfficeWeek, Timetable, entry_wording};
use crate::value::{Amount, DAYS, Date, Month};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("days-over-supply"),
    group: Group::Timetable,
    severity: Severity::Warning,
    summary: "一週間の利用日数の 4 倍が、受給者証の支給量を超えている",
    explanation: include_str!("days-over-supply.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["週間計画", "週間計画.*", "別表", "別表.*"]),
        (
            Reach::All("consult/plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "写し", "受領日", "作成日"],
        ),
        (
            Reach::All("plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "事業所", "サービス", "原案", "作成日"],
        ),
        (Reach::Child, &["受給者証", "受給者証.サービス", "受給者証.サービス.*", "給付決定期間", "給付決定期間.*"]),
        (Reach::Office, &["事業所", "事業所.id", "事業所.名称", "事業所.種類"]),
    ],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

/// Weeks that every month has.
const WEEKS: u32 = 4;
/// The longest month.
const LONGEST: u32 = 31;
/// How far months are looked at where a plan and a 給付決定 have no end.
const HORIZON: u32 = 12;

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    if facts.child.broken {
        return;
    }
    let consultations = facts.timeline.consultations();
    for grant in grants(facts) {
        let service = grant.given.service;
        for term in consultations {
            let (own, entries) = week(term.plan, service, facts.directory);
            let Some(last) = entries.last() else { continue };
            let place = term.document.place(last.days.span());
            grant.judge(
                &SupplyUse { days: own, start: term.start, end: term.end, place, source: "週間計画表" },
                reporter,
            );
        }
        for used in timetables(facts, service) {
            // What the week of the 障害児支援利用計画 holds was judged there.
            let planned = consultations.iter().find(|term| term.contains(used.start));
            let planned = planned.map(|term| week(term.plan, service, facts.directory).0).unwrap_or_default();
            if !used.days.without(&planned).is_empty() {
                grant.judge(&used, reporter);
            }
        }
    }
}

/// Days on which a service is used, and how long that holds.
struct SupplyUse {
    days: Days,
    start: Date,
    end: Option<Date>,
    place: Place,
    source: &'static str,
}

/// A 支給量 with the days on which it holds.
struct Supply<'a> {
    given: timeline::Grant<'a>,
    amount: Amount,
    place: Place,
}

/// Every 支給量 that counts days. One that holds for a part of the 給付決定期間 only (長期休暇) is no limit for the rest.
fn grants<'a>(facts: &Facts<'a>) -> Vec<Supply<'a>> {
    let all = facts.timeline.grants();
    let is_base = |part: &timeline::Grant<'_>, other: &timeline::Grant<'_>| {
        std::ptr::eq(part.certificate, other.certificate)
            && other.service == part.service
            && !other.granted.period.is_set()
    };
    let whole =
        all.iter().filter(|grant| !(grant.granted.period.is_set() && all.iter().any(|other| is_base(grant, other))));
    let counted = whole.filter_map(|grant| {
        let amount = Amount::of(grant.granted.amount.get()?)?;
        Some(Supply { given: *grant, amount, place: facts.child.place(grant.granted.amount.span()) })
    });
    counted.collect()
}

/// The weekly days of a service in a 週間計画, and their entries.
fn week<'a>(
    plan: &'a ConsultationPlan,
    service: Service,
    directory: &Directory<'_>,
) -> (Days, Vec<&'a Spanned<WeeklyEntry>>) {
    let Some(week) = plan.week.get() else { return (Days::default(), Vec::new()) };
    // An entry that does not say its service is of the one its provider gives in the needs.
    let by_provider = |entry: &WeeklyEntry| {
        let key = directory.provider_key(&entry.provider);
        let mut services = plan.needs.iter().flat_map(|need| need.services.iter());
        key.is_some()
            && services.any(|given| {
                directory.provider_key(&given.provider) == key
                    && given.kind.get().is_some_and(|kind| ServiceWording::of(kind) == ServiceWording::Known(service))
            })
    };
    let own = OfficeWeek::with(week, |entry| match entry_wording(entry) {
        ServiceWording::Known(own) => own == service,
        ServiceWording::Other => false,
        ServiceWording::Unclear => by_provider(entry),
    });
    (own.weekly, own.entries)
}

/// The days of a service by the 別表 of every office, from each day on which one of them begins.
fn timetables(facts: &Facts<'_>, service: Service) -> Vec<SupplyUse> {
    let finals = facts.timeline.support_plans().filter(|(document, plan)| {
        let counts = document.state() != State::Draft && facts.timeline.is_open(document);
        counts && facts.directory.service(plan) == Some(service)
    });
    let all: Vec<(&Document, Timetable<'_>)> = finals
        .flat_map(|(document, _)| {
            let terms = facts.timeline.support_terms(document);
            let term = terms.iter().find(|term| term.document.name == document.name);
            let tables = term.map(|term| Timetable::all(term.plan, term.start, term.end));
            tables.into_iter().flatten().map(move |table| (document, table))
        })
        .collect();
    let contains = |table: &Timetable<'_>, day: Date| table.start <= day && table.end.is_none_or(|end| day <= end);
    all.iter()
        .map(|(document, begins)| {
            let mut days = Days::default();
            let mut end = begins.end;
            for (_, table) in all.iter().filter(|(_, table)| contains(table, begins.start)) {
                days.extend(&table.days());
                end = [end, table.end].into_iter().flatten().min();
            }
            let place = document.place(begins.schedules.first().and_then(|schedule| schedule.hours.span()));
            SupplyUse { days, start: begins.start, end, place, source: "別表" }
        })
        .collect()
}

impl Supply<'_> {
    fn judge(&self, used: &SupplyUse, reporter: &mut Reporter<'_>) {
        let start = self.given.start.map_or(used.start, |start| start.max(used.start));
        let end = self.given.end.into_iter().chain(used.end).min();
        let days = used.days.len() as u32;
        if end.is_some_and(|end| end < start) || days == 0 {
            return;
        }
        let over = match self.amount {
            Amount::Week(limit) => days > limit,
            amount => days * WEEKS > amount.in_month(LONGEST),
        };
        let service = self.given.service.label();
        let written = self.given.granted.amount.get().map_or("", String::as_str);
        if over {
            let total = days * WEEKS;
            let message = format!(
                "{}の{service}は週{days}日({})で、4週で{total}日になり、支給量({written})を超えます",
                used.source, used.days
            );
            let finding = reporter.report(used.place.clone(), message);
            finding.help =
                Some("曜日を減らすか、支給量の変更を申請してください。毎週でない予定には `頻度` を書きます".to_owned());
            self.relate(finding);
        } else if let Some((month, count, limit)) = self.fullest_month(&used.days, start, end) {
            let message =
                format!("{service}は、{month} には曜日どおりだと{count}日になり、支給量({limit}日)を超えます");
            let finding = reporter.report(used.place.clone(), message);
            finding.severity = Severity::Info;
            finding.help = Some("休みや祝日を除いた日数を、毎月の予定を組むときに確かめてください".to_owned());
            self.relate(finding);
        }
    }

    fn relate(&self, finding: &mut Diagnostic) {
        finding.related.push((self.place.clone(), "受給者証の支給量".to_owned()));
    }

    /// The first month with more days than it is given, with both numbers.
    fn fullest_month(&self, days: &Days, start: Date, end: Option<Date>) -> Option<(Month, u32, u32)> {
        if matches!(self.amount, Amount::Week(_)) {
            return None;
        }
        let first = Month::of(start);
        let last = end.map_or(first.plus(HORIZON), Month::of);
        (0..HORIZON * 3).map(|n| first.plus(n)).take_while(|month| *month <= last).find_map(|month| {
            let (from, until) = (month.first_day()?, month.last_day()?);
            if from < start || end.is_some_and(|end| end < until) {
                return None;
            }
            let length = until.parts().2;
            let used = (1..=length).filter_map(|day| Date::new(month.year, month.month, day));
            let count = used.filter(|day| is_among(days, *day)).count() as u32;
            let limit = self.amount.in_month(length);
            (count > limit).then_some((month, count, limit))
        })
    }
}

fn is_among(days: &Days, day: Date) -> bool {
    DAYS.iter().any(|(column, label)| label.starts_with(day.weekday()) && days.contains(*column))
}
