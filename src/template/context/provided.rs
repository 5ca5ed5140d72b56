//! What a sheet of records shows beside the boxes of its days: the days of the week, how long a day was, which hours of
//! 延長 are which, and what its head counts.

use super::Subject;
use super::appearance::{Appearance, Expected};
use super::people::People;
use super::record::{MonthSheet, attended, granted, sheets_of, shown};
use crate::case::Model;
use crate::case::provision::{Absence, ProvidedDay, Provision};
use crate::source::{Place, Span};
use crate::value::TimeRange;

fn words(word: String) -> Appearance {
    Appearance::Words(vec![word])
}

/// A word right behind a printed one.
fn behind(opener: String, word: String) -> Appearance {
    Appearance::Behind { value: String::new(), opener, word }
}

/// What is reckoned of one day of a month and stands in its row.
pub(super) fn day(subject: Subject<'_>, number: usize) -> Vec<Expected> {
    let Model::Provision(month) = &subject.document.model else { return Vec::new() };
    let Some(day) = month.days.get(number).map(|day| &day.value) else { return Vec::new() };
    let one = |path: &str, form: Appearance, span: Option<Span>| {
        let expected = subject.may_expect(path, subject.document.place(span), form)?;
        Some(Expected { row: Some(number + 1), ..expected })
    };
    let weekday =
        day.date.spanned().and_then(|(date, span)| one("曜日", words(date.weekday().to_string()), Some(span)));
    let duration = day.hours.spanned().and_then(|(hours, span)| {
        let word = hours.duration().to_string();
        let value = shown(&day.hours).unwrap_or_default();
        one("時間", Appearance::Behind { value, opener: "（".to_owned(), word }, Some(span))
    });
    let extension = extensions(subject, day).into_iter().filter_map(|(path, form, span)| one(path, form, span));
    let reported = day.absence.get().and_then(|absence| reported(subject, absence));
    let reported = reported.and_then(|(form, span)| one("欠席.連絡日", form, span));
    weekday.into_iter().chain(duration).chain(extension).chain(reported).collect()
}

/// The hours of 延長, each behind the word that tells which it is: on the sheet of the day, and on that of the month.
fn extensions(subject: Subject<'_>, day: &ProvidedDay) -> Vec<(&'static str, Appearance, Option<Span>)> {
    let Some(extension) = day.extension.get() else { return Vec::new() };
    let sides =
        [("延長.支援前", &extension.before, ["支援前", "前"]), ("延長.支援後", &extension.after, ["支援後", "後"])];
    let one = |hours: &TimeRange| format!("{}～{}", hours.start, hours.end);
    let found = sides.into_iter().filter_map(|(path, field, labels)| {
        let (hours, span) = field.spanned()?;
        let forms = labels.map(|label| behind(subject.form.wording.label(label), one(hours)));
        Some(forms.map(|form| (path, form, Some(span))))
    });
    found.flatten().collect()
}

/// The day on which somebody told that the child would not come, behind 連絡.
fn reported(subject: Subject<'_>, absence: &Absence) -> Option<(Appearance, Option<Span>)> {
    let (date, span) = absence.reported.spanned()?;
    let opener = format!("{}：", subject.form.wording.label("連絡"));
    Some((behind(opener, date.to_wareki()), Some(span)))
}

/// What the heads of a month's sheets say.
pub(super) fn heads(subject: Subject<'_>, people: &People<'_>) -> Vec<Expected> {
    let Model::Provision(month) = &subject.document.model else { return Vec::new() };
    let document = subject.document;
    let name = document.date_in_words();
    let name = name.and_then(|name| subject.may_expect("提供月", document.place(None), words(name)));
    let sheets = sheets_of(month, &people.directory);
    name.into_iter().chain(sheets.iter().flat_map(|sheet| head(subject, people, month, sheet))).collect()
}

/// 事業所番号, 支給量, and on how many days the child was there.
fn head(subject: Subject<'_>, people: &People<'_>, month: &Provision, sheet: &MonthSheet<'_>) -> Vec<Expected> {
    let child = &subject.case.child;
    let first = sheet.days.first().and_then(|day| day.date.span());
    let here = || subject.document.place(first.or_else(|| month.days.first().map(|day| day.span)));
    let office = sheet.office.and_then(|id| people.directory.organisation().office(id));
    let number = office.and_then(|office| office.number.get().cloned());
    let amount = sheet.service.and_then(|service| granted(&child.value, subject.document.date, service));
    let amount = amount.and_then(|amount| Some((amount.get()?.clone(), child.place(amount.span()))));
    let there = attended(&sheet.days);
    let absent = sheet.days.len() - there;
    let missed = (absent > 0).then(|| behind(subject.form.wording.label("欠席"), format!("{absent}日")));
    let one = |path: &str, form: Appearance, place: Place| subject.may_expect(path, place, form);
    [
        number.and_then(|number| one("事業所.事業所番号", words(number), here())),
        amount.and_then(|(amount, place)| one("受給者証.支給量", words(amount), place)),
        one("利用した日", words(format!("{there}日")), here()),
        missed.and_then(|form| one("利用した日", form, here())),
    ]
    .into_iter()
    .flatten()
    .collect()
}
