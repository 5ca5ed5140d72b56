//! The one folding of names: what people write one way or the other is the same name.

use crate::value::VARIANTS;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Each 異体字 with the usual letter for it, sorted.
static USUAL: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let groups = VARIANTS.iter().filter_map(|group| Some((group.chars().next()?, group)));
    let letters = groups.flat_map(|(usual, group)| group.chars().skip(1).map(move |letter| (letter, usual)));
    let mut letters: Vec<(char, char)> = letters.collect();
    letters.sort_unstable();
    letters.dedup_by_key(|(letter, _)| *letter);
    letters
});

/// Whether a letter is its own normal form, is no capital and joins with no other: most names have no other letters.
fn is_settled(c: char) -> bool {
    matches!(c, ' '..='@' | '['..='~' | '\u{3000}' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '\u{4E00}'..='\u{9FFF}')
}

/// A name without what does not tell one from another: blanks, the width of letters, small and capital, katakana or
/// hiragana, 異体字 and the marks that choose a form of a kanji. 髙橋　恵 and 高橋恵 are one name.
///
/// Only for telling whether two names mean the same: what is printed and hashed is what was written.
#[must_use]
pub fn folded(name: &str) -> String {
    let shapes = |c: &char| !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    if name.chars().all(is_settled) {
        return settled(name).collect();
    }
    let seen = name.nfkc().filter(|c| !c.is_whitespace()).filter(shapes);
    seen.map(hiragana).map(usual).flat_map(char::to_lowercase).collect()
}

/// The fold of a name of settled letters alone.
fn settled(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !c.is_whitespace()).map(hiragana).map(usual)
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    }
}

fn usual(c: char) -> char {
    USUAL.binary_search_by_key(&c, |(letter, _)| *letter).map_or(c, |at| USUAL[at].1)
}

/// The first letter of a name's fold, where no letter behind it can make another of it.
fn initial(name: &str) -> Option<char> {
    let mut letters = name.chars();
    let first = letters.next().filter(|c| is_settled(*c) && !c.is_whitespace())?;
    letters.next().is_none_or(is_settled).then(|| usual(hiragana(first)))
}

/// Whether two names are the same, and are names at all.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    // Most names that are asked for differ in their first letters.
    if one.chars().next() != other.chars().next()
        && let (Some(first), Some(second)) = (initial(one), initial(other))
        && first != second
    {
        return false;
    }
    if one.chars().chain(other.chars()).all(is_settled) {
        let mut one = settled(one).peekable();
        return one.peek().is_some() && one.eq(settled(other));
    }
    let one = folded(one);
    !one.is_empty() && one == folded(other)
}

#[cfg(test)]
mod tests {
    use super::{folded, is_settled, same};
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn what_people_write_one_way_or_the_other_is_one_name() {
        for name in ["佐藤 はな", "佐藤　はな", "佐藤はな", "佐藤ハナ", "佐藤 ﾊﾅ", "佐\u{E0100}藤 はな", "佐藤\tはな"]
        {
            assert_eq!(folded(name), "佐藤はな", "{name}");
        }
        assert!(same("髙橋　恵", "高橋惠"));
        assert!(same("ＮＰＯ法人ほし", "NPO法人 ホシ"));
        assert!(!same("佐藤 はな", "佐藤 はる"));
        assert!(same("か\u{3099}", "が") && same("カ\u{3099}", "が") && same(" か", "か") && same("惠", "恵"));
        assert!(!same("", "　") && !same("　", "") && !same("a", "ab"), "nothing is no name");
    }

    #[test]
    fn a_settled_letter_is_its_own_normal_form() {
        for c in ('\0'..=char::MAX).filter(|c| is_settled(*c) && !c.is_whitespace()) {
            assert_eq!(c.to_string().nfkc().flat_map(char::to_lowercase).collect::<String>(), c.to_string(), "{c:?}");
            // And no letter before it makes another of it.
            let behind = format!("か{c}");
            assert_eq!(behind.nfkc().collect::<String>(), behind, "{c:?}");
        }
    }
}
