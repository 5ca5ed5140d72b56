//! A goal that says what is not to be done, and not what to do instead.

use super::super::words::OfficeWords;
use super::evidence::is_concrete;
use super::wording::{JudgedText, without_bracket};
use crate::case::plan::SupportKind;

/// What may stand behind the verb of a sentence and says nothing of its own.
const TAILS: [&str; 15] = [
    "ことができるようになる",
    "ことができる",
    "ようになる",
    "ようにする",
    "ようになれる",
    "ようにしていく",
    "ように",
    "よう",
    "こと",
    "で過ごすことができる",
    "で過ごせる",
    "で過ごす",
    "過ごせる",
    "過ごす",
    "生活する",
];

/// Kana before ない that make it the ない of a verb.
const BEFORE_NOT: &str = "かがさただなばまらわえけげせてでねべめれいきぎしちにびみり";

/// Adjectives, and what has to be done.
const NO_REFUSALS: [&str; 10] = [
    "少ない",
    "危ない",
    "切ない",
    "汚い",
    "きたない",
    "もったいない",
    "なければならない",
    "なくてはならない",
    "かもしれない",
    "足りない",
];

/// The words in which a goal ends, where every sentence of it says only what is not to be done.
pub(super) fn find(words: OfficeWords<'_>, kind: Option<SupportKind>, wording: &JudgedText) -> Option<String> {
    let of_child = kind.is_none_or(|kind| kind == SupportKind::Child);
    let negative = |sentence: &String| refusal(sentence) || (of_child && ceases(words, sentence));
    if wording.sentences.is_empty() || !wording.sentences.iter().all(negative) {
        return None;
    }
    wording.sentences.last().map(|sentence| end_of(sentence))
}

/// Whether the verb of a sentence is denied: 叩かない, 立ち歩きません, 泣かずに過ごす.
fn refusal(sentence: &str) -> bool {
    let mut core = without_bracket(sentence).trim();
    while let Some(shorter) = TAILS.iter().find_map(|tail| core.strip_suffix(tail)).filter(|rest| !rest.is_empty()) {
        core = shorter.trim_end_matches(['、', ' ']);
    }
    if NO_REFUSALS.iter().any(|word| core.ends_with(word)) {
        return false;
    }
    let verb = ["ないで", "ない", "ずに", "ず"].iter().find_map(|end| core.strip_suffix(end));
    core.ends_with("ません") || verb.is_some_and(|verb| verb.ends_with(|c| BEFORE_NOT.contains(c)))
}

/// Whether it ends in doing away with something, and says no measure and nothing to do instead.
fn ceases(words: OfficeWords<'_>, sentence: &str) -> bool {
    let core = without_bracket(sentence);
    let ends = |verb: &str| core.ends_with(verb) && !core.ends_with(&format!("受け{verb}"));
    words.list(|lists| &lists.ceasing).any(ends) && !is_concrete(words, core)
}

/// The end of a sentence, enough to know it by.
fn end_of(sentence: &str) -> String {
    const ENOUGH: usize = 16;
    let letters = sentence.chars().count();
    match letters > ENOUGH {
        true => format!("…{}", sentence.chars().skip(letters - ENOUGH).collect::<String>()),
        false => sentence.to_owned(),
    }
}
