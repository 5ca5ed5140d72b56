//! Settings of a manifest that cannot be kept: choices without words, boxes and lists on a document that has no place for
//! them.

use super::extra::{ExtraEntry, ExtraRows, ExtraType, chosen_words};
use super::form::Form;
use super::manifest::{DocumentEntry, Manifest};
use super::rating::RatingEntry;
use super::week::WEEK_SHEET;
use crate::case::consult::plan::{self, DRAFT_TITLE};
use crate::case::{KINDS, Kind, monitoring};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{self, Field, List, Spanned};
use crate::source::Place;

/// How many letters a label in the right column of the 週間計画表 has that leaves room for a value beside it.
const LONGEST_LABEL: usize = 12;

/// What the manifest alone tells.
pub(super) fn in_manifest(manifest: &Manifest) -> Vec<Diagnostic> {
    let documents = || manifest.documents.values().filter_map(Field::get);
    let extras = documents().flat_map(|entry| entry.extras.iter());
    let choices = extras.filter_map(|extra| wrong_choices(&extra.value));
    let twice = documents().flat_map(|entry| twice(&entry.extras));
    choices.chain(twice).chain(documents().flat_map(|entry| wrong_ratings(&entry.ratings))).collect()
}

/// What the form of a document tells, which is made of all packs that the manifest stands on.
pub(super) fn on_form(title: &str, entry: &DocumentEntry, form: &Form) -> Vec<Diagnostic> {
    // What is no document of the program has been said already.
    if kind_of(title).is_none() {
        return Vec::new();
    }
    let rows = entry.extras.iter().filter_map(|extra| no_rows(title, &extra.value));
    rows.chain(no_ratings(title, &entry.ratings)).chain(week(title, entry, form)).collect()
}

/// The kind of the documents that a manifest calls so; none where it is no document of the program.
pub(super) fn kind_of(title: &str) -> Option<&'static Kind> {
    let own = |kind: &&&Kind| kind.title == title || (title == DRAFT_TITLE && kind.id == plan::KIND.id);
    KINDS.iter().find(own).copied()
}

fn say(code: Code, place: Place, message: String, help: String) -> Diagnostic {
    Diagnostic::new(code, place, message).help(help)
}

fn wrong_choices(extra: &ExtraEntry) -> Option<Diagnostic> {
    let (kind, span) = extra.kind.spanned()?;
    if !matches!(kind, ExtraType::Choice | ExtraType::Several) {
        return None;
    }
    if extra.choices.is_empty() && !extra.choices.is_unread() {
        let message = format!("`型: {}` の欄に `選択肢` がありません", kind.label());
        let help = "「選択肢: [満足, 普通, 不満]」のように、選ぶ語を並べてください".to_owned();
        return Some(say(Code::VALUE_INVALID, span.place(), message, help));
    }
    let torn = extra.choices.iter().find(|choice| chosen_words(&choice.value) != [choice.value.as_str()])?;
    (*kind == ExtraType::Several).then(|| {
        let message = format!("`複数選択` の選択肢「{}」は、並べて書いたときに見分けられません", torn.value);
        let help = "「、」と「,」のない語にしてください。「・」は使えます".to_owned();
        say(Code::VALUE_INVALID, torn.span.place(), message, help)
    })
}

/// Boxes of one name at one place: only the last would be printed.
fn twice(extras: &List<ExtraEntry>) -> Vec<Diagnostic> {
    let mut seen: Vec<(&String, Option<ExtraRows>)> = Vec::new();
    let mut findings = Vec::new();
    for extra in extras.iter() {
        let Some((name, span)) = extra.value.name.spanned() else { continue };
        let own = (name, extra.value.rows.get().copied());
        if seen.contains(&own) {
            let message = format!("`追加項目` に「{name}」が二つあります");
            let help = "どちらかを消すか、別の名称にしてください".to_owned();
            findings.push(say(Code::VALUE_INVALID, span.place(), message, help));
        }
        seen.push(own);
    }
    findings
}

fn no_rows(title: &str, extra: &ExtraEntry) -> Option<Diagnostic> {
    let (rows, span) = extra.rows.spanned()?;
    let own = kind_of(title)?.rows;
    if own == Some(rows.label()) {
        return None;
    }
    let message = format!("「{title}」に、`行: {}` で欄を足せる行はありません", rows.label());
    let help = match own {
        Some(own) => format!("この文書では「行: {own}」と書いてください"),
        None => {
            let titles = KINDS.iter().filter(|kind| kind.rows.is_some()).map(|kind| format!("「{}」", kind.title));
            let titles: Vec<String> = titles.collect();
            format!("「行」を書けるのは{}です。この行を消してください", titles.join("、"))
        }
    };
    Some(say(Code::VALUE_INVALID, span.place(), message, help))
}

fn wrong_ratings(entries: &List<RatingEntry>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for entry in entries.iter() {
        if entry.word.is_missing() || entry.counts.is_missing() {
            let message = "`評価の選択肢` に、語か数え方のないものがあります".to_owned();
            let help = "「{語: よくできた, 数え方: 達成}」のように書いてください。数え方は 達成、一部達成、未達成 のどれかです";
            findings.push(say(Code::VALUE_INVALID, entry.span.place(), message, help.to_owned()));
        }
        let Some((word, span)) = entry.word.spanned() else { continue };
        if seen.contains(&word.as_str()) {
            let message = format!("`評価の選択肢` に「{word}」が二つあります");
            let help = "どちらかを消すか、別の語にしてください".to_owned();
            findings.push(say(Code::VALUE_INVALID, span.place(), message, help));
        }
        seen.push(word);
    }
    findings
}

fn no_ratings(title: &str, entries: &List<RatingEntry>) -> Option<Diagnostic> {
    let span = entries.span().filter(|_| title != monitoring::KIND.title)?;
    let message = format!("「{title}」に、支援の行の評価はありません");
    let help = format!("`評価の選択肢` は「{}」に書いてください", monitoring::KIND.title);
    Some(say(Code::UNKNOWN_KEY, span.place(), message, help))
}

fn week(title: &str, entry: &DocumentEntry, form: &Form) -> Vec<Diagnostic> {
    let Some((own, span)) = entry.week.spanned() else { return Vec::new() };
    if !form.sheets.contains_key(WEEK_SHEET) {
        let message = format!("「{title}」に週間計画表はありません");
        let help = "書けるのは、障害児支援利用計画案、障害児支援利用計画、モニタリング報告書です".to_owned();
        return vec![say(Code::UNKNOWN_KEY, span.place(), message, help)];
    }
    own.further.iter().filter_map(|name| not_beside(name, form)).collect()
}

/// A box that has no place in the right column.
fn not_beside(name: &Spanned<String>, form: &Form) -> Option<Diagnostic> {
    let place = name.span.place();
    let Some(extra) = form.extras.iter().find(|extra| extra.name == name.value) else {
        let known: Vec<&str> = form.extras.iter().map(|extra| extra.name.as_str()).collect();
        let help = match record::nearest(&name.value, known.iter().copied()) {
            Some(near) => format!("`{near}` ではありませんか"),
            None => format!("先に「追加項目: [{{名称: {}, 型: 文章}}]」のように欄を足してください", name.value),
        };
        let message = format!("`右の欄` の `{}` は、この文書の 追加項目 にありません", name.value);
        return Some(say(Code::UNKNOWN_KEY, place, message, help));
    };
    if !matches!(extra.kind, ExtraType::Text | ExtraType::Date | ExtraType::Number) {
        let message = format!("`右の欄` の `{}` は、型が 文章、日付、数 のどれでもありません", name.value);
        let help = "選ぶ欄は幅に収まりません。右の欄 から外すか、型を変えてください".to_owned();
        return Some(say(Code::VALUE_INVALID, place, message, help));
    }
    (form.wording.label(&name.value).chars().count() > LONGEST_LABEL).then(|| {
        let message = format!("`右の欄` の `{}` は、見出しが長くて値の余地がありません", name.value);
        let help = format!("{LONGEST_LABEL} 字までの名称にするか、表記 の 見出し で短くしてください");
        say(Code::VALUE_INVALID, place, message, help)
    })
}
