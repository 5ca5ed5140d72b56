//! The boxes that only one municipality has: their values stand under `追加`.

use super::rule::{Facts, Reporter};
use crate::case::Document;
use crate::case::plan::Answer;
use crate::forms::{Extra, ExtraType, Form};
use crate::record::{Entry, Node, Value, nearest_key};
use crate::value::Date;

/// Boxes that the form requires and that are not written.
pub(super) fn missing(document: &Document, form: &Form, reporter: &mut Reporter<'_>) {
    let written = document.tree.get("追加");
    let unknown = unknown(written, form);
    for extra in form.extras.iter().filter(|extra| extra.required && value(written, extra).is_none()) {
        // A misspelt name is what is missing.
        if unknown.iter().any(|(_, near)| *near == Some(extra.name.as_str())) {
            continue;
        }
        let place = document.place(written.map(|written| written.span));
        let help = format!("「追加:」の下に `{}: …` を書いてください", extra.name);
        reporter.report(place, format!("この様式の欄 `{}` がありません", extra.name)).help = Some(help);
    }
}

/// Values that a box of the form does not take.
pub(super) fn wrong_values(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Ok(form) = facts.form(document) else { return };
    let written = document.tree.get("追加");
    for extra in &form.extras {
        let Some(node) = value(written, extra) else { continue };
        let Some(help) = wrong_value(extra, node) else { continue };
        let message = format!("`{}` の値がこの様式に合いません", extra.name);
        reporter.report(node.span.place(), message).help = Some(help);
    }
}

/// Names that are no box of the form.
pub(super) fn unknown_names(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Ok(form) = facts.form(document) else { return };
    for (entry, near) in unknown(document.tree.get("追加"), &form) {
        let known: Vec<&str> = form.extras.iter().map(|extra| extra.name.as_str()).collect();
        let help = match near {
            Some(near) => format!("`{near}` ではありませんか"),
            None if known.is_empty() => "この様式に追加の欄はありません".to_owned(),
            None => format!("この様式の追加の欄: {}", known.join("、")),
        };
        let message = format!("`{}` はこの様式の追加の欄にありません", entry.key);
        reporter.report(entry.key_span.place(), message).help = Some(help);
    }
}

fn value<'a>(written: Option<&'a Node>, extra: &Extra) -> Option<&'a Node> {
    written.and_then(|written| written.get(&extra.name)).filter(|node| !node.is_blank())
}

/// What stands under `追加` and is no box of this form, with the box that may be meant.
fn unknown<'a>(written: Option<&'a Node>, form: &'a Form) -> Vec<(&'a Entry, Option<&'a str>)> {
    let Some(Node { value: Value::Map(entries), .. }) = written else { return Vec::new() };
    let names = || form.extras.iter().map(|extra| extra.name.as_str());
    let missing: Vec<&str> = names().filter(|name| entries.iter().all(|entry| entry.key != *name)).collect();
    let unknown = entries.iter().filter(|entry| names().all(|name| name != entry.key));
    unknown.map(|entry| (entry, nearest_key(&entry.key, missing.iter().copied()))).collect()
}

fn wrong_value(extra: &Extra, node: &Node) -> Option<String> {
    if matches!(node.value, Value::Unread) {
        return None;
    }
    let Value::Text(text) = &node.value else { return Some("一つの値を書いてください".to_owned()) };
    match extra.kind {
        ExtraType::Text => None,
        ExtraType::YesNo => Answer::of(text).is_none().then(|| "有 か 無 を書いてください".to_owned()),
        ExtraType::Choice => (!extra.choices.contains(text))
            .then(|| format!("次のいずれかを書いてください: {}", extra.choices.join("、"))),
        ExtraType::Date => {
            text.parse::<Date>().is_err().then(|| "令和6年3月28日 のような日付を書いてください".to_owned())
        }
    }
}
