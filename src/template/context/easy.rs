//! `easy`: a plan for those whom it is about, one page for the child and one for the guardian. It says what the plan says, in
//! the plan's own words, and less of it; nothing is reckoned or reworded.

use super::super::furigana::{Readings, Ruby};
use super::appearance::{Appearance, Expected};
use super::people::People;
use crate::case::plan::{SupportPlan, SupportRow};
use crate::case::schedule::{DayKind, Extension, Schedule};
use crate::case::{Document, Model};
use crate::forms::Form;
use crate::prose;
use crate::record::{Field, Spanned};
use crate::source::Span;
use crate::value::{DAYS, Period, Text, TimeRange};
use minijinja::value::{Serde, Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// Whom a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EasyReader {
    /// 本人
    Child,
    /// 保護者
    Guardian,
}

/// How many goals a page shows: those of 本人支援 that come first.
const GOALS: usize = 3;

/// `easy`.
#[derive(Debug, Default, Serialize)]
struct EasyContext {
    office: Option<Vec<Ruby>>,
    period: Option<String>,
    /// Who wishes it, and the wish.
    wishes: Vec<(&'static str, Vec<Ruby>)>,
    goals: Vec<Vec<Ruby>>,
    /// The weeks: of 授業日, of 学校休業日.
    weeks: Vec<EasyWeek>,
    helpers: Vec<EasyHelper>,
    partners: Vec<Vec<Ruby>>,
    review: Option<String>,
}

/// One of `weeks`.
#[derive(Debug, Serialize)]
struct EasyWeek {
    name: Option<Vec<Ruby>>,
    days: Vec<EasyDay>,
}

/// One of `week.days`.
#[derive(Debug, Serialize)]
struct EasyDay {
    /// 月 …
    day: String,
    /// `14:30～17:30`; none on a day without.
    hours: Vec<String>,
    /// 延長 before and after.
    extension: Vec<String>,
    /// From when to when in minutes since midnight, for the picture; and whether it is 延長.
    minutes: Vec<(u32, u32, bool)>,
}

/// One of `helpers`.
#[derive(Debug, Serialize)]
struct EasyHelper {
    name: Vec<Ruby>,
    role: Option<Vec<Ruby>>,
}

/// Writes one page.
pub(super) struct EasyWriter<'a> {
    pub(super) people: &'a People<'a>,
    pub(super) readings: &'a Readings,
    pub(super) document: &'a Document,
    pub(super) form: &'a Form,
    /// Whether the child does not go to school yet.
    pub(super) before_school: bool,
}

/// The headings of a page, which have readings too.
const HEADINGS: [&str; 6] =
    ["本人の願い", "家族の願い", "めあて", "来る日と時間", "いっしょにする人", "つぎに話し合う日"];

/// `reading`: a heading, as the form words it, with its readings.
pub(super) fn heading_readings(readings: &Readings, form: &Form) -> Value {
    let of = |heading: &&str| {
        let shown = form.wording.label(heading);
        let pieces = Value::from(Serde(readings.over(&shown)));
        (shown, pieces)
    };
    let known: BTreeMap<String, Value> = HEADINGS.iter().map(of).collect();
    let bare = |shown: &str| Value::from(Serde(vec![(shown.to_owned(), None::<String>)]));
    Value::from_function(move |shown: &str| known.get(shown).cloned().unwrap_or_else(|| bare(shown)))
}

impl EasyWriter<'_> {
    /// The page, and what has to stand on it.
    pub(super) fn sheet(&self, reader: EasyReader) -> (Value, Vec<Expected>) {
        let Model::Plan(plan) = &self.document.model else { return (Value::from(()), Vec::new()) };
        let mut found = Vec::new();
        let rows = first_rows(plan);
        let wishes = plan.wishes.get();
        let voices = [
            ("本人", wishes.map(|wishes| &wishes.child)),
            ("家族", wishes.map(|wishes| &wishes.family).filter(|_| reader == EasyReader::Guardian)),
        ];
        let mut wish =
            |(who, text): (&'static str, Option<&Field<Text>>)| Some((who, self.text("意向", text?, &mut found)?));
        let wishes = voices.into_iter().filter_map(&mut wish).collect();
        let goals = rows.iter().filter_map(|row| self.text("支援目標", &row.goal, &mut found)).collect();
        let day = |field: &Field<crate::value::Date>| field.get().map(|day| day.to_wareki());
        let review = day(&plan.next_review);
        let period = plan.period.get().map(Period::to_wareki);
        for (path, words, span) in [
            ("次回見直し年月日", review.clone(), plan.next_review.span()),
            ("計画期間", period.clone(), plan.period.span()),
        ] {
            found.extend(words.map(|words| self.expected(path, words, span)));
        }
        let context = EasyContext {
            office: self.office(),
            period,
            wishes,
            goals,
            weeks: plan
                .schedules
                .iter()
                .map(|schedule| self.week(&schedule.value))
                .filter(|week| !week.days.is_empty())
                .collect(),
            helpers: self.helpers(&rows, &mut found),
            partners: self.partners(plan, reader),
            review,
        };
        (Value::from(Serde(context)), found)
    }

    /// A long text without its marks, in pieces.
    fn text(&self, path: &str, text: &Field<Text>, found: &mut Vec<Expected>) -> Option<Vec<Ruby>> {
        let words = prose::plain(text.get()?.printed());
        found.push(self.expected(path, words.clone(), text.span()));
        Some(self.readings.over(&words))
    }

    fn expected(&self, path: &str, words: String, span: Option<Span>) -> Expected {
        let left_out = self.form.unprinted.iter().find(|own| *own == path).cloned();
        let form = Appearance::Words(vec![words]);
        let place = self.document.place(span);
        Expected { left_out, ..Expected::new(path.to_owned(), place, form) }
    }

    fn office(&self) -> Option<Vec<Ruby>> {
        let office = self.people.directory.organisation().office(self.document.office()?)?;
        Some(self.readings.over(office.name.get()?))
    }

    /// Those who work at these rows, each once.
    fn helpers(&self, rows: &[&SupportRow], found: &mut Vec<Expected>) -> Vec<EasyHelper> {
        let mut names: Vec<String> = Vec::new();
        let mut helpers = Vec::new();
        for person in rows.iter().flat_map(|row| row.staff.iter()) {
            let own = self.people.person(&person.value);
            if names.contains(&own.name) {
                continue;
            }
            found.push(self.expected("担当者", own.name.clone(), Some(person.span)));
            let role = own.role.as_deref().map(|role| self.readings.over(role));
            helpers.push(EasyHelper { name: self.readings.over_name(&own.name), role });
            names.push(own.name);
        }
        helpers
    }

    /// A week of the plan, called as the child knows it.
    fn week(&self, schedule: &Schedule) -> EasyWeek {
        let name = schedule.days.get().map(|days| match (days, self.before_school) {
            (DayKind::School, false) => "学校のある日",
            (DayKind::Holiday, false) => "学校が休みの日",
            (DayKind::School, true) => "いつもの日",
            (DayKind::Holiday, true) => "長い休みの日",
        });
        EasyWeek { name: name.map(|name| self.readings.over(name)), days: days(schedule) }
    }

    /// The organisations that the plan names, for the guardian.
    fn partners(&self, plan: &SupportPlan, reader: EasyReader) -> Vec<Vec<Ruby>> {
        let mut names: Vec<String> = Vec::new();
        for name in plan.rows.iter().flat_map(|row| self.people.organisations(&row.partners)) {
            if reader == EasyReader::Guardian && !names.contains(&name) {
                names.push(name);
            }
        }
        names.iter().map(|name| self.readings.over(name)).collect()
    }
}

/// The rows of 本人支援 that come first, by 優先順位.
fn first_rows(plan: &SupportPlan) -> Vec<&SupportRow> {
    let own = |row: &&Spanned<SupportRow>| row.kind.get().is_some_and(|kind| kind.label() == "本人支援");
    let mut rows: Vec<&SupportRow> = plan.rows.iter().filter(own).map(|row| &row.value).collect();
    rows.sort_by_key(|row| row.priority.get().copied().unwrap_or(u32::MAX));
    rows.truncate(GOALS);
    rows
}

fn days(schedule: &Schedule) -> Vec<EasyDay> {
    let days = DAYS.into_iter().filter_map(|(day, label)| {
        let hours = schedule.hours_on(day)?;
        let ranges: Vec<TimeRange> = hours.ranges().collect();
        let extension: Vec<TimeRange> = schedule.extension_on(day).into_iter().flat_map(extended).collect();
        Some(EasyDay {
            day: label.to_owned(),
            hours: ranges.iter().copied().map(shown).collect(),
            extension: extension.iter().copied().map(shown).collect(),
            minutes: ranges
                .iter()
                .map(|own| (own, false))
                .chain(extension.iter().map(|own| (own, true)))
                .map(span)
                .collect(),
        })
    });
    days.collect()
}

fn extended(extension: &Extension) -> impl Iterator<Item = TimeRange> {
    extension.before.get().copied().into_iter().chain(extension.after.get().copied())
}

fn shown(range: TimeRange) -> String {
    format!("{}～{}", range.start, range.end)
}

fn span((range, is_extension): (&TimeRange, bool)) -> (u32, u32, bool) {
    (range.start.minutes(), range.end.minutes(), is_extension)
}
