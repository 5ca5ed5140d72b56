//! The 週間計画表 of the 障害児支援利用計画 and the 別表 of the office say different days or hours.

mod amounts;

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::Document;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::paper::State;
use crate::case::party::Service;
use crate::case::plan::SupportPlan;
use crate::case::schedule::DayKind;
use crate::case::{Model, schedule};
use crate::diagnostic::{Code, Severity};
use crate::directory::{Directory, ServiceWording};
use crate::timeline::Term;
use crate::timeline::week::{Days, OfficeWeek, Timetable, weekday};
use crate::value::{DAYS, Date, TimeRange, Weekday};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("week-mismatch"),
    group: Group::Linkage,
    severity: Severity::Warning,
    summary: "週間計画表が、事業所の別表やサービスの量と合わない",
    explanation: include_str!("week-mismatch.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (
            Reach::Own,
            &[
                "週間計画",
                "週間計画.*",
                "別表",
                "別表.*",
                "支援",
                "サービス",
                "サービス.*",
                "ニーズ",
                "週単位以外のサービス",
            ],
        ),
        (
            Reach::All("consult/plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "写し", "受領日", "作成日"],
        ),
        (
            Reach::All("plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "事業所", "サービス", "原案", "作成日"],
        ),
        (Reach::Office, &["事業所", "事業所.id", "事業所.名称", "事業所.種類"]),
        (Reach::Child, &["関係機関", "関係機関.id", "関係機関.名称"]),
    ],
    judges: Judges::own(&["consult-plan", "plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// Papers that held together for less than so many months were being changed over.
const CHANGE_OVER: u32 = 1;

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    match &document.model {
        Model::ConsultationPlan(plan) if facts.timeline.is_open(document) => {
            amounts::check(facts, document, plan, reporter);
        }
        Model::Plan(plan) if facts.timeline.is_open(document) => check_tables(facts, document, plan, reporter),
        _ => {}
    }
}

fn check_tables(facts: &Facts<'_>, document: &Document, plan: &SupportPlan, reporter: &mut Reporter<'_>) {
    let (Some(office), Some((start, end))) = (plan.office.get(), holds(facts, document)) else { return };
    for table in Timetable::all(plan, start, end) {
        let consultations = facts.timeline.consultations().iter();
        let Some(term) = consultations.rev().find(|term| hold_together(&table, term)) else { continue };
        if amounts::is_absent(facts, term.document, term.plan, office) {
            continue;
        }
        let (directory, service) = (facts.directory, facts.directory.service(plan));
        Pair { document, plan, table: &table, term, directory, office, service }.check(reporter);
    }
}

/// The days on which a 個別支援計画 is the one that holds.
fn holds(facts: &Facts<'_>, document: &Document) -> Option<(Date, Option<Date>)> {
    let terms = facts.timeline.support_terms(document);
    if let Some(term) = terms.iter().find(|term| term.document.name == document.name) {
        return Some((term.start, term.end));
    }
    // A 原案 that is still being worked on.
    let period = document.paper().period().filter(|_| document.state() == State::Draft)?.get()?;
    Some((*period.start.get()?, period.end.get().copied()))
}

fn hold_together(table: &Timetable<'_>, term: &Term<'_, ConsultationPlan>) -> bool {
    let from = table.start.max(term.start);
    let until = [table.end, term.end].into_iter().flatten().min();
    until.is_none_or(|until| from.plus_months(CHANGE_OVER).minus_days(1) <= until)
}

/// A 別表 and a 週間計画 that hold together.
struct Pair<'a> {
    document: &'a Document,
    plan: &'a SupportPlan,
    table: &'a Timetable<'a>,
    term: &'a Term<'a, ConsultationPlan>,
    directory: &'a Directory<'a>,
    office: &'a str,
    service: Option<Service>,
}

impl Pair<'_> {
    fn check(&self, reporter: &mut Reporter<'_>) {
        let Some(week) = self.term.plan.week.get().filter(|week| !week.entries.is_empty()) else { return };
        let own = OfficeWeek::of(
            week,
            self.directory,
            self.office,
            self.service.map_or(ServiceWording::Unclear, ServiceWording::Known),
        );
        if own.entries.is_empty() {
            let elsewhere = week.other_services.get().is_some_and(|text| !text.as_str().is_empty());
            if !elsewhere && !self.provider_is_open() {
                self.report_absent(reporter);
            }
            return;
        }
        let days = self.table.days();
        let lacks_in_table = self.lacks_in_table(&own, &days);
        let lacks_in_week = days.without(&own.possible);
        if lacks_in_table.is_empty() && lacks_in_week.is_empty() {
            self.check_hours(&own, reporter);
        } else {
            self.report_days(&own, &days, [&lacks_in_table, &lacks_in_week], reporter);
        }
    }

    /// Days of the week plan that no 別表 has. A weekend is a 学校休業日.
    fn lacks_in_table(&self, own: &OfficeWeek<'_>, days: &Days) -> Days {
        let holidays = self.plan.schedules.iter().filter(|schedule| schedule.days.get() == Some(&DayKind::Holiday));
        let mut weekend = days.clone();
        for schedule in holidays {
            weekend.extend(&Days::of_schedule(schedule));
        }
        let mut lacks = own.weekly.workdays().without(days);
        lacks.extend(&own.weekly.weekend().without(&weekend));
        lacks
    }

    /// Whether the consultant has still to say who gives this service.
    fn provider_is_open(&self) -> bool {
        let services = self.term.plan.needs.iter().flat_map(|need| need.services.iter());
        services.filter(|given| !given.provider.is_set()).any(|given| {
            let wording = given.kind.get().map_or(ServiceWording::Unclear, |kind| ServiceWording::of(kind));
            wording.is_welfare() && wording.may_be(self.service)
        })
    }

    fn table_name(&self) -> String {
        let names: Vec<&str> =
            self.table.schedules.iter().filter_map(|schedule| schedule.name.get().map(String::as_str)).collect();
        if names.is_empty() { "別表".to_owned() } else { format!("別表「{}」", names.join("」「")) }
    }

    fn who_changes_the_week(&self) -> &'static str {
        if self.term.plan.is_copy() {
            "相談支援専門員に伝えて利用計画の週間計画表を直してもらう"
        } else {
            "利用計画の週間計画表を直す"
        }
    }

    fn hours_place(&self) -> crate::source::Place {
        self.document.place(self.table.schedules.first().and_then(|schedule| schedule.hours.span()))
    }

    fn report_absent(&self, reporter: &mut Reporter<'_>) {
        let message = format!(
            "障害児支援利用計画 {} の週間計画表に、「{}」の予定がありません",
            self.term.document.name,
            self.directory.organisation_of_id(self.office).unwrap_or(self.office)
        );
        let finding = reporter.report(self.hours_place(), message);
        let service = self.service.map_or("サービス", Service::label);
        finding.help = Some(format!(
            "週間計画表に `{{曜日: […], 時間: \"…\", 内容: {service}, 提供事業者: {}}}` を加えてください(毎週でないものは `週単位以外のサービス` に書きます)",
            self.office
        ));
        let week = self.term.plan.week.get().and_then(|week| week.entries.span());
        finding.related.push((self.term.document.place(week), "週間計画表の予定".to_owned()));
    }

    fn report_days(
        &self,
        own: &OfficeWeek<'_>,
        days: &Days,
        [lacks_in_table, lacks_in_week]: [&Days; 2],
        reporter: &mut Reporter<'_>,
    ) {
        let message = format!(
            "{}の曜日({days})が、障害児支援利用計画 {} の週間計画表({})と合いません",
            self.table_name(),
            self.term.document.name,
            own.possible
        );
        let lacks = [(lacks_in_table, "別表"), (lacks_in_week, "週間計画表")];
        let lacks = lacks.iter().filter(|(days, _)| !days.is_empty());
        let lacks: Vec<String> = lacks.map(|(days, place)| format!("{days} が{place}にありません")).collect();
        let finding = reporter.report(self.hours_place(), message);
        finding.help = Some(format!("{}。{}か、別表を直してください", lacks.join("。"), self.who_changes_the_week()));
        let first = own.entries.first().and_then(|entry| entry.days.span());
        finding.related.push((self.term.document.place(first), "週間計画表の曜日".to_owned()));
    }

    /// Hours differ by a bus or a bell; only those that never meet are a fault.
    fn check_hours(&self, own: &OfficeWeek<'_>, reporter: &mut Reporter<'_>) {
        for (day, name) in DAYS {
            let planned: Vec<(TimeRange, _)> = own
                .entries
                .iter()
                .filter(|entry| entry.days.iter().any(|own| weekday(own.value) == day))
                .filter_map(|entry| entry.time.spanned().map(|(time, span)| (*time, span)))
                .collect();
            let given: Vec<(TimeRange, _)> =
                self.table.schedules.iter().filter_map(|schedule| whole_hours(schedule, day)).collect();
            let (Some((time, place)), Some((hours, span))) = (planned.first(), given.first()) else { continue };
            if planned.iter().any(|(time, _)| given.iter().any(|(hours, _)| meet(*time, *hours))) {
                continue;
            }
            let message = format!(
                "{}の{name}曜日({hours})が、障害児支援利用計画 {} の週間計画表の時間({time})と重なりません",
                self.table_name(),
                self.term.document.name
            )
            .replace("日・祝日曜日", "日・祝日");
            let finding = reporter.report(self.document.place(*span), message);
            finding.help = Some(format!("{}か、別表を直してください", self.who_changes_the_week()));
            finding.related.push(((*place).place(), "週間計画表の時間".to_owned()));
            return;
        }
    }
}

/// 提供時間 with 延長 before and after, and its place.
fn whole_hours(schedule: &schedule::Schedule, day: Weekday) -> Option<(TimeRange, Option<crate::source::Span>)> {
    let mut hours = schedule.hours_on(day)?.whole();
    if let Some(extension) = schedule.extension_on(day) {
        hours.start = extension.before.get().map_or(hours.start, |before| before.start.min(hours.start));
        hours.end = extension.after.get().map_or(hours.end, |after| after.end.max(hours.end));
    }
    Some((hours, schedule.hours.get()?.day(day).span()))
}

/// Whether two ranges share a minute; one that crosses midnight is not judged.
fn meet(a: TimeRange, b: TimeRange) -> bool {
    a.end <= a.start || b.end <= b.start || (a.start < b.end && b.start < a.end)
}
