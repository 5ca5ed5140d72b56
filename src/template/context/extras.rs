//! `extras`, of a paper and of each of its rows: the boxes of the municipality's own.

use super::text::Places;
use crate::case::plan::Answer;
use crate::forms::{Extra, ExtraType, Form, chosen_words};
use crate::record::Field;
use crate::value::{Date, Text, half_width};
use minijinja::value::Value;
use serde::Serialize;
use std::collections::BTreeMap;

/// One of `extras`.
#[derive(Debug, Serialize)]
pub(super) struct ExtraContext {
    name: String,
    /// 文章, 有無, 日付, 数, 選択 or 複数選択.
    kind: &'static str,
    choices: Vec<String>,
    /// The text for 文章, the chosen words for 複数選択, a word as text for the others, or none.
    value: Option<Value>,
}

/// The boxes with what is written in them.
pub(super) fn contexts<'a>(
    extras: impl Iterator<Item = &'a Extra>,
    written: &BTreeMap<String, Field<String>>,
    places: &mut Places<'_>,
) -> Vec<ExtraContext> {
    extras.map(|extra| context(extra, written.get(&extra.name), places)).collect()
}

/// The boxes that each row of a form has, with what is written in one of them.
pub(super) fn of_row(
    form: &Form,
    written: &BTreeMap<String, Field<String>>,
    places: &mut Places<'_>,
) -> Vec<ExtraContext> {
    contexts(form.extras.iter().filter(|extra| extra.rows.is_some()), written, places)
}

fn context(extra: &Extra, field: Option<&Field<String>>, places: &mut Places<'_>) -> ExtraContext {
    let kind = match extra.kind {
        ExtraType::YesNo => "有無",
        kind => kind.label(),
    };
    let value = field.and_then(|field| Some((field, field.get()?))).map(|(field, text)| match extra.kind {
        ExtraType::Text => places.plain(&extra.name, &Text(text.clone()), field.span()),
        ExtraType::Several => Value::from(chosen_words(text).into_iter().map(str::to_owned).collect::<Vec<_>>()),
        kind => Value::from(printed(kind, text)),
    });
    ExtraContext { name: extra.name.clone(), kind, choices: extra.choices.clone(), value }
}

/// How a word of such a box is printed.
pub(super) fn printed(kind: ExtraType, text: &str) -> String {
    match kind {
        ExtraType::YesNo => Answer::of(text).map_or_else(|| text.to_owned(), |answer| answer.label().to_owned()),
        ExtraType::Date => text.parse::<Date>().map_or_else(|_| text.to_owned(), Date::to_wareki),
        ExtraType::Number => half_width(text.trim()),
        ExtraType::Several => chosen_words(text).join("、"),
        ExtraType::Text | ExtraType::Choice => text.to_owned(),
    }
}
