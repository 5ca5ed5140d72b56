//! How 加算 are written: with their level in brackets or bare, in Roman or other numerals, within a sentence.

use super::entries;
use crate::value::half_width;
use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// 段 of an 加算.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Tier {
    /// Ⅰ
    #[serde(rename = "Ⅰ")]
    One,
    /// Ⅱ
    #[serde(rename = "Ⅱ")]
    Two,
    /// Ⅲ
    #[serde(rename = "Ⅲ")]
    Three,
    /// Ⅳ
    #[serde(rename = "Ⅳ")]
    Four,
}

/// The numerals in which a level is written, the longer before those that it begins with.
const NUMERALS: [(&str, Tier); 17] = [
    ("iii", Tier::Three),
    ("ii", Tier::Two),
    ("iv", Tier::Four),
    ("i", Tier::One),
    ("ⅰ", Tier::One),
    ("ⅱ", Tier::Two),
    ("ⅲ", Tier::Three),
    ("ⅳ", Tier::Four),
    ("1", Tier::One),
    ("2", Tier::Two),
    ("3", Tier::Three),
    ("4", Tier::Four),
    ("①", Tier::One),
    ("②", Tier::Two),
    ("③", Tier::Three),
    ("④", Tier::Four),
    ("一", Tier::One),
];

impl Tier {
    /// The numeral.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::One => "Ⅰ",
            Self::Two => "Ⅱ",
            Self::Three => "Ⅲ",
            Self::Four => "Ⅳ",
        }
    }
}

/// A spelling as it is looked for, and the name that it means.
type Spelling = (Finder<'static>, &'static str);

/// Every spelling, each once; the longer before those that it holds. What looks for one is made once, not for each text.
static SPELLINGS: LazyLock<Vec<Spelling>> = LazyLock::new(|| {
    let all = entries().flat_map(|entry| entry.spellings().map(move |spelling| (spelling, entry.name())));
    let mut all: Vec<(String, &'static str)> = all.collect();
    all.sort_by(|(one, _), (other, _)| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    all.dedup();
    all.into_iter().map(|(spelling, name)| (Finder::new(spelling.as_bytes()).into_owned(), name)).collect()
});

/// One of these letters is in each spelling: 加 of 加算, 移 of 保育・教育等移行支援.
const LETTERS: [char; 2] = ['加', '移'];

/// And one of these words, once its blanks are taken out.
const WORDS: [&str; 2] = ["加算", "移行"];

/// A name as somebody wrote it: which 加算, and which level where that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddOnName {
    /// The name in the list, without its level.
    pub base: &'static str,
    /// The level.
    pub tier: Option<Tier>,
}

impl AddOnName {
    /// The 加算 that a text names; none where it names none of the list.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::all(text).into_iter().next()
    }

    /// Every 加算 that a text names, in its order.
    #[must_use]
    pub fn all(text: &str) -> Vec<Self> {
        // Every spelling has one of these letters, and most texts have none.
        if !text.contains(LETTERS) {
            return Vec::new();
        }
        let text = plain(text);
        // 参加 and 移る are no 加算.
        if !WORDS.iter().any(|word| text.contains(word)) {
            return Vec::new();
        }
        let mut found: Vec<(usize, usize, Self)> = Vec::new();
        for (spelling, base) in SPELLINGS.iter() {
            for at in spelling.find_iter(text.as_bytes()) {
                let end = at + spelling.needle().len();
                // The longer name takes the place of those within it.
                if !found.iter().any(|(start, last, _)| *start <= at && end <= *last) {
                    found.push((at, end, Self { base, tier: tier(&text[end..]) }));
                }
            }
        }
        found.sort_by_key(|(at, ..)| *at);
        found.into_iter().map(|(.., name)| name).collect()
    }

    /// As it is written: `家族支援加算(Ⅰ)`.
    #[must_use]
    pub fn title(&self) -> String {
        let tier = self.tier.map(|tier| format!("({})", tier.label()));
        format!("{}{}", self.base, tier.unwrap_or_default())
    }

    /// Whether what is written here covers another: the same 加算, and no other level.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.base == other.base && self.tier.zip(other.tier).is_none_or(|(own, other)| own == other)
    }
}

/// A text without blanks and with letters of one width.
pub(super) fn plain(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The level at the beginning of what follows a name.
fn tier(rest: &str) -> Option<Tier> {
    let rest = rest.trim_start_matches(['(', '（', '[', '「']);
    NUMERALS.iter().find(|(numeral, _)| rest.starts_with(numeral)).map(|(_, tier)| *tier)
}

#[cfg(test)]
mod tests {
    use super::{AddOnName, Tier};

    #[test]
    fn every_spelling_has_the_letter_by_which_texts_are_passed_over() {
        let has_both = |(spelling, _): &super::Spelling| {
            let spelling = std::str::from_utf8(spelling.needle()).expect("a text");
            spelling.contains(super::LETTERS) && super::WORDS.iter().any(|word| spelling.contains(word))
        };
        assert!(super::SPELLINGS.iter().all(has_both));
    }

    #[test]
    fn a_level_is_read_in_every_numeral() {
        for text in [
            "個別サポート加算(Ⅱ)",
            "個別サポート加算（Ⅱ）",
            "個別サポート加算Ⅱ",
            "個別サポート加算 (II)",
            "個別サポート加算2",
            "個別サポート加算②",
        ] {
            let name = AddOnName::of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((name.base, name.tier), ("個別サポート加算", Some(Tier::Two)), "{text}");
        }
        let bare = AddOnName::of("家族支援加算").expect("known");
        assert_eq!(bare.tier, None);
        assert!(bare.covers(&AddOnName::of("家族支援加算(Ⅱ)").expect("known")));
        assert!(
            !AddOnName::of("家族支援加算(Ⅰ)").expect("known").covers(&AddOnName::of("家族支援加算(Ⅱ)").expect("known"))
        );
        assert_eq!(AddOnName::of("関係機関連携加算(Ⅳ)").expect("known").tier, Some(Tier::Four));
    }

    #[test]
    fn names_are_found_in_sentences_and_unknown_ones_are_none() {
        let names = AddOnName::all("専門的支援実施加算（月2回）、家族支援加算(Ⅰ)を月1回。");
        assert_eq!(names.iter().map(AddOnName::title).collect::<Vec<_>>(), ["専門的支援実施加算", "家族支援加算(Ⅰ)"]);
        assert_eq!(AddOnName::of("専門的支援加算").expect("known").base, "専門的支援加算");
        for text in ["", "加算", "家族支援", "特別な加算"] {
            assert_eq!(AddOnName::of(text), None, "{text}");
        }
    }
}
