//! What makes a goal one that can be seen to be met: a number, a scene, something said, or an act that can be seen.

use super::super::words::OfficeWords;
use super::verbs;

/// Whether a text says when, where, how often or what is to be seen.
pub(super) fn is_concrete(words: OfficeWords<'_>, text: &str) -> bool {
    text.contains("「」") || has_number(words, text) || has_scene(words, text) || has_act(words, text)
}

/// Numerals that a unit makes a measure.
const NUMERALS: &str = "0123456789一二三四五六七八九十百半数";

/// Numerals with a unit that measure nothing: 一人で, 一日を, 十分に, 一歩ずつ.
const NO_MEASURES: [&str; 9] = ["一人", "一日", "十分", "一歩", "一段", "一部分", "一つ一つ", "数人", "一度に"];

fn has_number(words: OfficeWords<'_>, text: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text[from..].find(|c| NUMERALS.contains(c)).map(|at| from + at) {
        let length = text[at..].find(|c| !NUMERALS.contains(c) && c != '.').unwrap_or(text.len() - at);
        let (number, unit) = (&text[at..], text[at + length..].trim_start());
        // The days of a date measure nothing.
        let is_date = text[..at].ends_with('月') && unit.starts_with('日');
        let is_idle = is_date || NO_MEASURES.iter().any(|idle| number.starts_with(idle));
        if !is_idle && words.list(|lists| &lists.counters).any(|counter| unit.starts_with(counter)) {
            return true;
        }
        from = at + length;
    }
    false
}

/// What marks a scene, whatever stands before it.
const MARKS: [&str; 22] = [
    "時に",
    "時は",
    "時、",
    "とき",
    "場面で",
    "場面に",
    "場面は",
    "後に",
    "後は",
    "後、",
    "のあと",
    "前に",
    "前は",
    "前、",
    "時間に",
    "時間は",
    "の間に",
    "の間は",
    "の間、",
    "中に",
    "たら、",
    "たら",
];

/// What follows a word for a scene where something happens in it: 給食で, おやつの時.
const WITHIN: [&str; 12] = ["で", "に", "の時", "のとき", "の前", "の後", "の間", "の中", "時", "後", "前", "中"];

fn has_scene(words: OfficeWords<'_>, text: &str) -> bool {
    let happens = |rest: &str| {
        WITHIN.iter().filter_map(|part| rest.strip_prefix(part)).any(|after| !after.starts_with(['慣', 'な', '関']))
    };
    let named = |word: &str| text.match_indices(word).any(|(at, _)| happens(&text[at + word.len()..]));
    MARKS.iter().any(|mark| text.contains(mark)) || words.list(|lists| &lists.scenes).any(named)
}

fn has_act(words: OfficeWords<'_>, text: &str) -> bool {
    words.list(|lists| &lists.acts).any(|verb| verbs::find(verb, text).iter().any(verbs::Found::is_done))
}
