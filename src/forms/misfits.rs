//! Settings of a manifest that cannot be kept: choices without words, boxes and lists on a document that has no place for
//! them.

use super::extra::{ExtraEntry, ExtraRows, ExtraType, chosen_words};
use super::form::Form;
use super::manifest::{DocumentEntry, Manifest, WordingTable};
use super::rating::RatingEntry;
use super::week::{LONGEST_LABEL, Misplaced, WEEK_SHEET};
use super::{CERTIFICATE, COMPARISON, EASY_CHILD, EASY_GUARDIAN, FACE, LOG};
use crate::case::consult::plan::{self, DRAFT_TITLE};
use crate::case::{FileKind, KINDS, Kind, monitoring, plan as support_plan};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{self, Field, List, Spanned};
use crate::source::Place;

/// The papers that are printed without a file of their own, so that nothing can be written for them.
const WITHOUT_FILES: [&str; 6] = [COMPARISON, LOG, FACE, CERTIFICATE, EASY_CHILD, EASY_GUARDIAN];

/// What the manifest alone tells.
pub(super) fn in_manifest(manifest: &Manifest) -> Vec<Diagnostic> {
    let documents = || manifest.documents.values().filter_map(Field::get);
    let extras = documents().flat_map(|entry| entry.extras.iter());
    let choices = extras.flat_map(|extra| nameless(extra).into_iter().chain(wrong_choices(&extra.value)));
    let twice = documents().flat_map(|entry| twice(&entry.extras));
    let wordings = manifest.wording.get().into_iter().chain(documents().filter_map(|entry| entry.wording.get()));
    let ratings = documents().flat_map(|entry| wrong_ratings(&entry.ratings));
    choices.chain(twice).chain(ratings).chain(wordings.flat_map(empty_words)).collect()
}

/// What the form of a document tells, which is made of all packs that the manifest stands on.
pub(super) fn on_form(title: &str, entry: &DocumentEntry, form: &Form) -> Vec<Diagnostic> {
    // That there is no such paper is said elsewhere.
    if kind_of(title).is_none() && !WITHOUT_FILES.contains(&title) {
        return Vec::new();
    }
    let rows = entry.extras.iter().filter_map(|extra| no_rows(title, &extra.value));
    let whole = [no_boxes(title, entry), no_required(title, entry), no_schedule(title, entry)];
    let whole = whole.into_iter().flatten().chain(no_ratings(title, &entry.ratings));
    whole.chain(rows).chain(week(title, entry, form)).collect()
}

/// 追加項目 of a paper in whose file nobody could write them.
fn no_boxes(title: &str, entry: &DocumentEntry) -> Option<Diagnostic> {
    let span = entry.extras.span().filter(|_| !entry.extras.is_empty())?;
    let takes_boxes = |kind| FileKind::Document(kind).shape().stranger("追加").is_none();
    if kind_of(title).is_some_and(takes_boxes) {
        return None;
    }
    let message = format!("「{title}」に `追加項目` は書けません。値を書く所がないためです");
    let titles = KINDS.iter().copied().filter(|kind| takes_boxes(*kind)).map(|kind| kind.title);
    let help = format!("この項目を消してください。書けるのは、{}です", titles.collect::<Vec<_>>().join("、"));
    Some(say(Code::UNKNOWN_KEY, span.place(), message, help))
}

/// 必須 of a paper that has no file.
fn no_required(title: &str, entry: &DocumentEntry) -> Option<Diagnostic> {
    let path = entry.required.iter().next().filter(|_| WITHOUT_FILES.contains(&title))?;
    let message = format!("「{title}」に `必須` は書けません。ほかのファイルから刷る紙だからです");
    let help = "この項目を消してください。求める欄は、元の文書の `必須` に書きます".to_owned();
    Some(say(Code::UNKNOWN_KEY, path.span.place(), message, help))
}

/// A setting of the 別表 on a document that has none.
fn no_schedule(title: &str, entry: &DocumentEntry) -> Option<Diagnostic> {
    let span = entry.two_ranges.span().filter(|_| title != support_plan::KIND.title)?;
    let message = format!("「{title}」に別表はありません");
    let help = format!("`一日に二つの時間帯` は「{}」に書いてください", support_plan::KIND.title);
    Some(say(Code::UNKNOWN_KEY, span.place(), message, help))
}

/// The kind of the documents that a manifest calls so; none where it is no document of the program.
pub(super) fn kind_of(title: &str) -> Option<&'static Kind> {
    let own = |kind: &&&Kind| kind.title == title || (title == DRAFT_TITLE && kind.id == plan::KIND.id);
    KINDS.iter().find(own).copied()
}

fn say(code: Code, place: Place, message: String, help: String) -> Diagnostic {
    Diagnostic::new(code, place, message).help(help)
}

/// A box without a name: nobody could write its value.
fn nameless(extra: &Spanned<ExtraEntry>) -> Option<Diagnostic> {
    if !extra.value.name.is_missing() {
        return None;
    }
    let message = "`追加項目` に、名称のないものがあります".to_owned();
    let help = "「{名称: 家庭での様子, 型: 文章}」のように書いてください".to_owned();
    Some(say(Code::VALUE_INVALID, extra.span.place(), message, help))
}

/// Labels and words of 表記 that are empty on either side: they change nothing.
fn empty_words(wording: &WordingTable) -> Vec<Diagnostic> {
    let tables = [("見出し", &wording.labels), ("置換", &wording.words)];
    let entries = tables.into_iter().flat_map(|(key, words)| words.iter().map(move |(word, own)| (key, word, own)));
    let empty = entries.filter(|(_, word, own)| word.is_empty() || own.is_missing());
    let one = |(key, word, own): (&str, &String, &Field<String>)| {
        let message = format!("表記の {key} の `{word}` に、言い換える語がありません");
        let help = "「元の語: 刷る語」のように書いてください。見出しを空にはできません".to_owned();
        Some(say(Code::VALUE_INVALID, own.span()?.place(), message, help).severity(Severity::Warning))
    };
    empty.filter_map(one).collect()
}

/// Words to choose from in boxes in which nothing is chosen.
pub(super) fn idle_choices(manifest: &Manifest) -> Vec<Diagnostic> {
    let extras = manifest.documents.values().filter_map(Field::get).flat_map(|entry| entry.extras.iter());
    let idle = |extra: &Spanned<ExtraEntry>| {
        let kind =
            extra.value.kind.get().copied().filter(|kind| !matches!(kind, ExtraType::Choice | ExtraType::Several))?;
        let first = extra.value.choices.iter().next()?;
        let message = format!("`型: {}` の欄に `選択肢` は要りません", kind.label());
        let help = "選ぶ欄なら「型: 選択」か「型: 複数選択」と書き、そうでなければ選択肢を消してください".to_owned();
        Some(say(Code::VALUE_INVALID, first.span.place(), message, help).severity(Severity::Warning))
    };
    extras.filter_map(idle).collect()
}

fn wrong_choices(extra: &ExtraEntry) -> Option<Diagnostic> {
    let (kind, span) = extra.kind.spanned()?;
    if !matches!(kind, ExtraType::Choice | ExtraType::Several) {
        return None;
    }
    let words: Vec<&String> = extra.choices.iter().map(|choice| &choice.value).collect();
    if let Some(at) = (1..words.len()).find(|at| words[..*at].contains(&words[*at])) {
        let place = extra.choices.get(at)?.span.place();
        let message = format!("`選択肢` に「{}」が二度あります", words[at]);
        return Some(say(Code::VALUE_INVALID, place, message, "一つにしてください".to_owned()));
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
    if let Some(span) = entries.span().filter(|_| entries.is_empty() && !entries.is_unread()) {
        let message = "`評価の選択肢` が空です".to_owned();
        let help = "語と数え方を並べるか、この項目を消してください。消せば 達成、一部達成、未達成 です".to_owned();
        findings.push(say(Code::VALUE_INVALID, span.place(), message, help));
    }
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
    let misplaced = Misplaced::judge(&name.value, &form.extras, &form.wording.label(&name.value))?;
    let known = || form.extras.iter().filter(|extra| extra.rows.is_none()).map(|extra| extra.name.as_str());
    let (code, says, help) = match misplaced {
        Misplaced::Unknown => (
            Code::UNKNOWN_KEY,
            "この文書の 追加項目 にありません",
            match record::nearest(&name.value, known()) {
                Some(near) => format!("`{near}` ではありませんか"),
                None => format!("先に「追加項目: [{{名称: {}, 型: 文章}}]」のように欄を足してください", name.value),
            },
        ),
        Misplaced::OfRows => (
            Code::VALUE_INVALID,
            "行ごとの欄で、紙に一つではありません",
            "右の欄 から外すか、その 追加項目 の「行」を消してください".to_owned(),
        ),
        Misplaced::Choice => (
            Code::VALUE_INVALID,
            "型が 文章、日付、数 のどれでもありません",
            "選ぶ欄は幅に収まりません。右の欄 から外すか、型を変えてください".to_owned(),
        ),
        Misplaced::LongLabel => (
            Code::VALUE_INVALID,
            "見出しが長くて値の余地がありません",
            format!("{LONGEST_LABEL} 字までの名称にするか、表記 の 見出し で短くしてください"),
        ),
    };
    let message = format!("`右の欄` の `{}` は、{says}", name.value);
    Some(say(code, name.span.place(), message, help))
}
