//! A goal of which nobody can see whether it is met.

use super::super::words::OfficeWords;
use super::evidence::is_concrete;
use super::wording::{JudgedText, is_hiragana};

/// The words that say too little, in a goal that says nothing else.
pub(super) fn find(words: OfficeWords<'_>, wording: &JudgedText) -> Option<String> {
    let text = wording.whole();
    let vague = || words.list(|lists| &lists.vague).filter(|word| text.contains(word)).max_by_key(|word| word.len());
    let said = vague().map(str::to_owned).or_else(|| only_named(wording))?;
    (!is_concrete(words, &text)).then_some(said)
}

/// A goal that names a thing and says nothing of it: トイレトレーニング, 語彙.
fn only_named(wording: &JudgedText) -> Option<String> {
    let [sentence] = wording.sentences.as_slice() else { return None };
    let has_predicate = sentence.chars().last().is_some_and(|c| is_hiragana(c) || !c.is_alphanumeric());
    (!has_predicate).then(|| sentence.clone())
}
