//! `record`: the サービス提供記録 of a month, a sheet for each office and service, with what the plan of each day says of
//! the rows that were worked at.

use super::people::{People, PersonContext};
use super::text::Places;
use super::{OfficeContext, office_fields, row_mark};
use crate::case::plan::SupportPlan;
use crate::case::provision::{Absence, ProvidedDay, Provision, Restraint, RowNote, RowProgress};
use crate::case::{Document, child::Child};
use crate::directory::{Directory, ServiceWording};
use crate::record::{Field, Spanned, TextOr};
use crate::timeline::{Term, Timeline, certificate_shown};
use crate::value::{Date, TimeRange};
use minijinja::value::Value;
use serde::Serialize;

/// `record`.
#[derive(Debug, Serialize)]
pub(super) struct RecordContext {
    /// `令和6年5月`.
    month: String,
    sheets: Vec<OfficeMonthContext>,
}

/// One of `record.sheets`: an office, and one of its services.
#[derive(Debug, Serialize)]
struct OfficeMonthContext {
    office: OfficeContext,
    service: Option<String>,
    /// 番号 of the 通所受給者証.
    certificate: Option<String>,
    /// 支給量: `月15日`.
    amount: Option<String>,
    days: Vec<ProvidedContext>,
    /// How many days the child was there, and how many it was not.
    attended: usize,
    absent: usize,
}

/// One of `days`.
#[derive(Debug, Serialize)]
struct ProvidedContext {
    /// `令和6年5月13日`.
    date: Option<String>,
    /// `5月13日`.
    day: Option<String>,
    /// 月 … 日.
    weekday: Option<String>,
    /// `14:35～17:30`.
    hours: Option<String>,
    /// `2時間55分`.
    duration: Option<String>,
    /// 延長 before and after: `17:30～18:30`.
    before: Option<String>,
    after: Option<String>,
    /// 送迎: from where, and to where.
    outward: Option<String>,
    homeward: Option<String>,
    absence: Option<AbsenceContext>,
    rows: Vec<WorkedRowContext>,
    seen: Option<Value>,
    /// できている …: each word and whether it was chosen.
    progress: Vec<(&'static str, bool)>,
    add_ons: Vec<String>,
    own_reason: Option<Value>,
    restraints: Vec<RestraintContext>,
    note: Option<Value>,
    writer: Option<PersonContext>,
}

/// `absence`.
#[derive(Debug, Serialize)]
struct AbsenceContext {
    reported: Option<String>,
    caller: Option<String>,
    taken_by: Option<PersonContext>,
    reason: Option<Value>,
    consulted: Option<Value>,
}

/// One of `day.rows`: a row of the plan of that day.
#[derive(Debug, Serialize)]
struct WorkedRowContext {
    /// 本人支援 …
    kind: Option<&'static str>,
    /// The row's 支援目標; none where that plan has no such row.
    goal: Option<Value>,
    /// `本人支援①`, as the plan calls the row.
    mark: Option<String>,
    progress: Vec<(&'static str, bool)>,
    seen: Option<Value>,
}

/// One of `day.restraints`.
#[derive(Debug, Serialize)]
struct RestraintContext {
    mode: Option<Value>,
    hours: Option<String>,
    condition: Option<Value>,
    reason: Option<Value>,
    /// Whether it was an emergency, where that is said.
    is_emergency: Option<bool>,
    staff: Vec<PersonContext>,
}

/// Fills the context of one month.
pub(super) struct RecordWriter<'a, 'p> {
    pub(super) timeline: &'a Timeline<'a>,
    pub(super) child: &'a Child,
    pub(super) people: &'a People<'a>,
    pub(super) places: &'a mut Places<'p>,
}

impl<'a> RecordWriter<'a, '_> {
    pub(super) fn month(&mut self, month: &Provision, document: &Document) -> RecordContext {
        let sheets = sheets_of(month, &self.people.directory);
        RecordContext {
            month: document.date_in_words().unwrap_or_default(),
            sheets: sheets.into_iter().map(|sheet| self.sheet(sheet, document.date)).collect(),
        }
    }

    fn sheet(&mut self, sheet: MonthSheet<'_>, first: Option<Date>) -> OfficeMonthContext {
        let MonthSheet { office, service, mut days } = sheet;
        let certificate = certificate_shown(self.child, "通所", first);
        let amount = service.and_then(|service| granted(self.child, first, service));
        days.sort_by_key(|day| day.date.get().copied());
        let given = service.and_then(|service| ServiceWording::of(service).service());
        let terms = self.timeline.support_terms_at(office, given);
        let written = days.first().and_then(|day| day.service.get()).map(String::as_str);
        OfficeMonthContext {
            office: office_fields(office.and_then(|id| self.people.directory.organisation().office(id))),
            service: written.or(service).map(str::to_owned),
            certificate: certificate.and_then(|one| one.number.get().cloned()),
            amount: amount.and_then(|amount| amount.get().cloned()),
            attended: attended(&days),
            absent: days.len() - attended(&days),
            days: days.into_iter().map(|day| self.day(day, terms)).collect(),
        }
    }

    fn day(&mut self, day: &ProvidedDay, terms: &[Term<'a, SupportPlan>]) -> ProvidedContext {
        let date = day.date.get().copied();
        let people = People { directory: self.people.directory, day: date };
        let extension = day.extension.get();
        let transport = day.transport.get();
        let plan = date.and_then(|date| terms.iter().find(|term| term.contains(date)));
        ProvidedContext {
            date: date.map(Date::to_wareki),
            day: date.map(Date::to_month_and_day),
            weekday: date.map(|date| date.weekday().to_string()),
            hours: shown(&day.hours),
            duration: day.hours.get().map(|hours| hours.duration().to_string()),
            before: extension.and_then(|extension| shown(&extension.before)),
            after: extension.and_then(|extension| shown(&extension.after)),
            outward: transport.and_then(|transport| transport.outward.get().cloned()),
            homeward: transport.and_then(|transport| transport.homeward.get().cloned()),
            absence: day.absence.get().map(|absence| self.absence(absence, &people)),
            rows: self.rows(day, plan),
            seen: self.places.text("様子", &day.seen),
            progress: choices(day.progress.get().copied()),
            add_ons: day.add_ons.iter().map(|add_on| add_on.value.clone()).collect(),
            own_reason: self.places.text("本人の都合", &day.own_reason),
            restraints: day.restraints.iter().map(|restraint| self.restraint(restraint, &people)).collect(),
            note: self.places.text("備考", &day.note),
            writer: day.writer.get().map(|writer| people.person(writer)),
        }
    }

    fn absence(&mut self, absence: &Absence, people: &People<'_>) -> AbsenceContext {
        AbsenceContext {
            reported: absence.reported.get().map(|day| day.to_wareki()),
            caller: absence.caller.get().cloned(),
            taken_by: absence.taken_by.get().map(|staff| people.person(staff)),
            reason: self.places.text("欠席の理由", &absence.reason),
            consulted: self.places.text("相談内容", &absence.consulted),
        }
    }

    fn rows(&mut self, day: &ProvidedDay, plan: Option<&Term<'a, SupportPlan>>) -> Vec<WorkedRowContext> {
        let one = |item: &Spanned<TextOr<RowNote>>| {
            let (id, note) = match &item.value {
                TextOr::Text(id) => (Some(id), None),
                TextOr::Record(note) => (note.row.get(), Some(note)),
            };
            let row = plan.and_then(|term| {
                let row = term.plan.rows.iter().find(|row| id.is_some() && row.id.get() == id)?;
                Some((term.document, row))
            });
            WorkedRowContext {
                kind: row.and_then(|(_, row)| row.kind.get()).map(|kind| kind.label()),
                goal: row.and_then(|(document, row)| self.places.of(document, "支援目標", &row.goal)),
                mark: row.and_then(|(document, row)| row_mark(document, &row.id)),
                progress: choices(note.and_then(|note| note.progress.get().copied())),
                seen: note.and_then(|note| self.places.text("支援の様子", &note.seen)),
            }
        };
        day.rows.iter().map(one).collect()
    }

    fn restraint(&mut self, restraint: &Restraint, people: &People<'_>) -> RestraintContext {
        RestraintContext {
            mode: self.places.text("身体拘束の態様", &restraint.mode),
            hours: shown(&restraint.hours),
            condition: self.places.text("心身の状況", &restraint.condition),
            reason: self.places.text("身体拘束の理由", &restraint.reason),
            is_emergency: restraint.is_emergency.get().copied(),
            staff: people.list(&restraint.staff),
        }
    }
}

/// What stands on one sheet of a month: the days at an office with one of its services.
pub(super) struct MonthSheet<'a> {
    pub(super) office: Option<&'a str>,
    pub(super) service: Option<&'static str>,
    pub(super) days: Vec<&'a ProvidedDay>,
}

/// The sheets of a month in the order of its file; a month without a line is one without rows.
pub(super) fn sheets_of<'a>(month: &'a Provision, directory: &Directory<'_>) -> Vec<MonthSheet<'a>> {
    let mut sheets: Vec<MonthSheet<'a>> = Vec::new();
    for day in month.days.iter() {
        let office = day.office.get().map(String::as_str);
        let service = directory.service_of_day(day).map(|service| service.label());
        match sheets.iter_mut().find(|sheet| sheet.office == office && sheet.service == service) {
            Some(sheet) => sheet.days.push(&day.value),
            None => sheets.push(MonthSheet { office, service, days: vec![&day.value] }),
        }
    }
    if sheets.is_empty() {
        sheets.push(MonthSheet { office: None, service: None, days: Vec::new() });
    }
    sheets
}

/// 支給量 of a service on the 通所受給者証 that holds in the month of a day.
pub(super) fn granted<'a>(child: &'a Child, first: Option<Date>, service: &str) -> Option<&'a Field<String>> {
    let certificate = certificate_shown(child, "通所", first)?;
    let own = |kind: &String| ServiceWording::of(kind) == ServiceWording::of(service);
    let mut granted = certificate.services.iter().filter(|granted| granted.kind.get().is_some_and(own));
    granted.find(|granted| granted.amount.get().is_some()).map(|granted| &granted.amount)
}

/// On how many of some days the child was there.
pub(super) fn attended(days: &[&ProvidedDay]) -> usize {
    days.iter().filter(|day| day.is_attended()).count()
}

fn choices(chosen: Option<RowProgress>) -> Vec<(&'static str, bool)> {
    RowProgress::ALL.map(|(word, label)| (label, chosen == Some(word))).to_vec()
}

/// `14:35～17:30`.
pub(super) fn shown(hours: &Field<TimeRange>) -> Option<String> {
    hours.get().map(|hours| format!("{}～{}", hours.start, hours.end))
}
