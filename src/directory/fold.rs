//! The one folding of names: what people write one way or the other is the same name.

use crate::value::VARIANTS;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The usual letter of each 異体字.
static USUAL: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let groups = VARIANTS.iter().filter_map(|group| Some((group.chars().next()?, group)));
    groups.flat_map(|(usual, group)| group.chars().skip(1).map(move |letter| (letter, usual))).collect()
});

/// A name without what does not tell one from another: blanks, the width of letters, small and capital, katakana or
/// hiragana, 異体字 and the marks that choose a form of a kanji. 髙橋　恵 and 高橋恵 are one name.
///
/// Only for telling whether two names mean the same: what is printed and hashed is what was written.
#[must_use]
pub fn folded(name: &str) -> String {
    let shapes = |c: &char| !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    let hiragana = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    };
    let usual = |c: char| USUAL.get(&c).copied().unwrap_or(c);
    let seen = name.nfkc().filter(|c| !c.is_whitespace()).filter(shapes);
    seen.map(hiragana).map(usual).flat_map(char::to_lowercase).collect()
}

/// Whether two names are the same, and are names at all.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let one = folded(one);
    !one.is_empty() && one == folded(other)
}

#[cfg(test)]
mod tests {
    use super::{folded, same};

    #[test]
    fn what_people_write_one_way_or_the_other_is_one_name() {
        for name in ["佐藤 はな", "佐藤　はな", "佐藤はな", "佐藤ハナ", "佐藤 ﾊﾅ", "佐\u{E0100}藤 はな", "佐藤\tはな"]
        {
            assert_eq!(folded(name), "佐藤はな", "{name}");
        }
        assert!(same("髙橋　恵", "高橋惠"));
        assert!(same("ＮＰＯ法人ほし", "NPO法人 ホシ"));
        assert!(!same("佐藤 はな", "佐藤 はる"));
        assert!(!same("", "　"), "nothing is no name");
    }
}
