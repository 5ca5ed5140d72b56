//! The boxes that only one municipality has: their values stand under `追加`, of the paper or of each of its rows.

use super::facts::Facts;
use super::rule::Reporter;
use crate::case::Document;
use crate::case::plan::Answer;
use crate::forms::{Extra, ExtraType, Form, chosen_words};
use crate::record::{Entry, Node, Value, nearest_key, unknown_choice};
use crate::source::Place;
use crate::value::{Date, half_width};

/// A place where such boxes stand: the paper, or a row of it.
struct ExtraHome<'a> {
    /// What is written under 追加.
    written: Option<&'a Node>,
    /// Where it belongs.
    place: Place,
    of_row: bool,
    boxes: Vec<&'a Extra>,
}

impl<'a> ExtraHome<'a> {
    fn all(document: &'a Document, form: &'a Form) -> Vec<Self> {
        let home = |written: Option<&'a Node>, around: Option<&'a Node>, of_row: bool| Self {
            written,
            place: document.place(written.or(around).map(|node| node.span)),
            of_row,
            boxes: form.extras.iter().filter(|extra| extra.rows.is_some() == of_row).collect(),
        };
        let rows = document.kind.rows.and_then(|rows| document.tree.get(rows));
        let rows = match rows.map(|rows| &rows.value) {
            Some(Value::List(rows)) => rows.as_slice(),
            _ => &[],
        };
        let of_rows = rows.iter().map(|row| home(row.get("追加"), Some(row), true));
        [home(document.tree.get("追加"), None, false)].into_iter().chain(of_rows).collect()
    }

    fn value(&self, extra: &Extra) -> Option<&'a Node> {
        self.written.and_then(|written| written.get(&extra.name)).filter(|node| !node.is_blank())
    }

    /// What is written here and is no box of this form, with the box that may be meant.
    fn unknown(&self) -> Vec<(&'a Entry, Option<&'a str>)> {
        let Some(Node { value: Value::Map(entries), .. }) = self.written else { return Vec::new() };
        let names = || self.boxes.iter().map(|extra| extra.name.as_str());
        let missing: Vec<&str> = names().filter(|name| entries.iter().all(|entry| entry.key != *name)).collect();
        let unknown = entries.iter().filter(|entry| names().all(|name| name != entry.key));
        unknown.map(|entry| (entry, nearest_key(&entry.key, missing.iter().copied()))).collect()
    }
}

/// Boxes that the form requires and that are not written.
pub(super) fn missing(document: &Document, form: &Form, reporter: &mut Reporter<'_>) {
    for home in ExtraHome::all(document, form) {
        let unknown = home.unknown();
        for extra in home.boxes.iter().filter(|extra| extra.required && home.value(extra).is_none()) {
            // A misspelt name is what is missing.
            if unknown.iter().any(|(_, near)| *near == Some(extra.name.as_str())) {
                continue;
            }
            let of_row = if home.of_row { "この行の" } else { "" };
            let help = format!("{of_row}「追加:」の下に `{}: …` を書いてください", extra.name);
            let message = format!("この様式の欄 `{}` がありません", extra.name);
            reporter.report(home.place.clone(), message).help = Some(help);
        }
    }
}

/// Values that a box of the form does not take.
pub(super) fn wrong_values(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(form) = facts.sound_form(document) else { return };
    for home in ExtraHome::all(document, &form) {
        for extra in &home.boxes {
            let Some(node) = home.value(extra) else { continue };
            let Some((message, help)) = wrong_value(extra, node) else { continue };
            reporter.report(node.span.place(), message).help = Some(help);
        }
    }
}

/// Names that are no box of the form.
pub(super) fn unknown_names(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(form) = facts.sound_form(document) else { return };
    for home in ExtraHome::all(document, &form) {
        for (entry, near) in home.unknown() {
            let known: Vec<&str> = home.boxes.iter().map(|extra| extra.name.as_str()).collect();
            let elsewhere = form.extras.iter().any(|extra| extra.name == entry.key);
            let rows = document.kind.rows.unwrap_or_default();
            let help = match near {
                _ if elsewhere && home.of_row => format!("{rows}の行ではなく、文書の終わりの「追加:」に書いてください"),
                _ if elsewhere => format!("{rows}の行ごとの欄です。その行の下の「追加:」に書いてください"),
                Some(near) => format!("`{near}` ではありませんか"),
                None if known.is_empty() && home.of_row => format!("この様式に、{rows}の行ごとの追加の欄はありません"),
                None if known.is_empty() => "この様式に追加の欄はありません".to_owned(),
                None => format!("この様式の追加の欄: {}", known.join("、")),
            };
            let message = format!("`{}` はこの様式の追加の欄にありません", entry.key);
            reporter.report(entry.key_span.place(), message).help = Some(help);
        }
    }
}

/// What is wrong with a value, and what to write.
fn wrong_value(extra: &Extra, node: &Node) -> Option<(String, String)> {
    let name = &extra.name;
    let text = match &node.value {
        Value::Text(text) => text,
        Value::List(words) if extra.kind == ExtraType::Several => {
            let words: Vec<&str> = words.iter().filter_map(word_of).collect();
            return wrong_words(extra, &words);
        }
        Value::List(_) => {
            let says = format!("`{name}` は、一つの値を書く欄です");
            return Some((says, format!("[ ] の並びではなく、一つだけを書いてください({})", extra.says())));
        }
        _ => return None,
    };
    let is_not = |what: &str| format!("`{name}` の「{text}」は{what}");
    match extra.kind {
        ExtraType::Text => None,
        ExtraType::YesNo => Answer::of(text)
            .is_none()
            .then(|| (is_not("、有 でも 無 でもありません"), "有 か 無 を書いてください".to_owned())),
        ExtraType::Choice if extra.choices.contains(text) => None,
        ExtraType::Choice => {
            let choices: Vec<&str> = extra.choices.iter().map(String::as_str).collect();
            let (message, help) = unknown_choice(text, &choices);
            Some((format!("`{name}` の{message}"), help))
        }
        ExtraType::Several => wrong_words(extra, &chosen_words(text)),
        ExtraType::Number => (!is_number(text)).then(|| {
            (is_not("数ではありません"), format!("3 や 1.5 のような数({MOST_DIGITS} 桁まで)を書いてください"))
        }),
        ExtraType::Date => text
            .parse::<Date>()
            .is_err()
            .then(|| (is_not("日付として読めません"), "令和6年3月28日 のような日付を書いてください".to_owned())),
    }
}

fn word_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// A word of several that is none of the form, or that is chosen twice.
fn wrong_words(extra: &Extra, words: &[&str]) -> Option<(String, String)> {
    let name = &extra.name;
    if let Some(word) = words.iter().find(|word| extra.choices.iter().all(|choice| choice != **word)) {
        let help = format!("次の語から選び、「、」で並べてください: {}", extra.choices.join("、"));
        return Some((format!("`{name}` の「{word}」は選べる語にありません"), help));
    }
    let is_twice = |(index, word): &(usize, &&str)| words[..*index].contains(*word);
    let (_, word) = words.iter().enumerate().find(is_twice)?;
    Some((format!("`{name}` に「{word}」が二度あります"), "一つにしてください".to_owned()))
}

/// The digits that a number may have.
const MOST_DIGITS: usize = 15;

/// A number without a sign and a unit: `3`, `1.5`, `1,200`.
fn is_number(text: &str) -> bool {
    let digits = half_width(text.trim()).replace(',', "");
    let is_whole = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let few = digits.chars().filter(char::is_ascii_digit).count() <= MOST_DIGITS;
    few && match digits.split_once('.') {
        Some((whole, part)) => is_whole(whole) && is_whole(part),
        None => is_whole(&digits),
    }
}
