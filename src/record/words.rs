//! The words that people write, and those that serde knows.

/// What people write for true and for false, the word to offer first.
pub(super) const YES: [&str; 11] = ["はい", "true", "yes", "有", "有り", "あり", "する", "済", "○", "〇", "◯"];
/// See [`YES`].
pub(super) const NO: [&str; 10] = ["いいえ", "false", "no", "無", "無し", "なし", "しない", "未", "×", "✕"];

/// In front of a serde alias: an older or local word that is read but never offered. `#[serde(alias = "～案")]`
///
/// It sorts behind every word of a form. Serde lists the names of a field in order, so an alias stands behind its name.
pub(super) const ALIAS: char = '～';

/// The word as serde knows it, for one that was written: itself, or the alias of that spelling.
pub(super) fn known_word<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    known.iter().copied().find(|word| *word == written || word.strip_prefix(ALIAS) == Some(written))
}

/// The field's own name for an alias; none for a word that is no alias.
pub(super) fn name_of(word: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let at = known.iter().position(|own| word.starts_with(ALIAS) && *own == word)?;
    known[..at].iter().rev().copied().find(|own| !own.starts_with(ALIAS))
}

/// The words to offer: those of the form, without aliases.
pub(super) fn offered<'a>(known: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    known.iter().copied().filter(|word| !word.starts_with(ALIAS))
}
