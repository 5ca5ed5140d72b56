//! The few character folds that are safe on people's names.
//!
//! Unicode's own normal forms turn 旧字体 such as U+FA19 into other characters, so neither NFC nor NFKC is applied.

use std::borrow::Cow;
use unicode_normalization::char::compose;

const DAKUTEN: char = '\u{3099}';
const HANDAKUTEN: char = '\u{309A}';

/// The half-width form of a letter, a digit, a mark or a blank that a Japanese keyboard gives in full width; any other
/// character is itself. Which marks besides mean the same is for those to say who read them.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// Composes kana with their marks, widens half-width kana, and strips U+FEFF and control characters.
///
/// Line feeds and tabs stay; everything else is returned as it was.
#[must_use]
pub fn normalise(text: &str) -> Cow<'_, str> {
    if is_normal(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{FF66}'..='\u{FF9F}' => widen(c),
            _ => c,
        };
        match c {
            DAKUTEN | HANDAKUTEN => match out.chars().next_back().and_then(|base| Some((base, compose(base, c)?))) {
                Some((base, composed)) if is_kana(base) => {
                    out.pop();
                    out.push(composed);
                }
                _ => out.push(c),
            },
            '\u{FEFF}' => {}
            c if is_stripped_control(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a text is as [`normalise`] would leave it.
pub(super) fn is_normal(text: &str) -> bool {
    !text.chars().any(needs_work)
}

fn needs_work(c: char) -> bool {
    matches!(c, '\u{FF66}'..='\u{FF9F}' | DAKUTEN | HANDAKUTEN | '\u{FEFF}') || is_stripped_control(c)
}

fn is_stripped_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}')
}

/// The full-width form of a half-width katakana or mark (the compatibility decomposition Unicode gives it).
fn widen(c: char) -> char {
    let mut wide = c;
    unicode_normalization::char::decompose_compatible(c, |part| wide = part);
    wide
}

#[cfg(test)]
mod tests {
    use super::{half_width, normalise};

    #[test]
    fn kana_are_composed_and_widened_but_old_kanji_stay() {
        assert_eq!(normalise("か\u{3099}っこう"), "がっこう");
        assert_eq!(normalise("ｶﾞｯｺｳ ﾊﾟﾝ"), "ガッコウ パン");
        assert_eq!(normalise("\u{FEFF}神\u{FA19}"), "神\u{FA19}");
        assert_eq!(normalise("邉\u{E0101}"), "邉\u{E0101}");
        assert_eq!(normalise("一\u{0008}二\n三"), "一二\n三");
    }

    #[test]
    fn what_a_keyboard_gives_in_full_width_has_a_half_width_form() {
        let folded: String = "ＡＢ１２：（～　ア・ｱ￥".chars().map(half_width).collect();
        assert_eq!(folded, "AB12:(~ ア・ｱ￥");
    }
}
