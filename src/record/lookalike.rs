//! Characters that cannot be seen, or not be told from another, with what was meant by them and how to name them.
//!
//! They come with text copied from PDF files and web pages. In a long text they do little harm; in a key, an id, a choice or
//! a name they make two words of one.

use super::characters::half_width;
use std::borrow::Cow;
use unicode_normalization::char::decompose_compatible;

/// A character of a text that is not what it seems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lookalike {
    /// The byte at which it stands.
    pub at: usize,
    /// Itself.
    pub character: char,
    /// What it stands for; none for what is invisible.
    pub meant: Option<char>,
}

impl Lookalike {
    /// `見えない文字(U+200B)`, `「⼾」(U+2F3E。「戸」に似た別の字)`.
    #[must_use]
    pub fn named(self) -> String {
        let code = format!("U+{:04X}", self.character as u32);
        match self.meant {
            None => format!("見えない文字({code})"),
            Some(' ') => format!("特別な空白({code})"),
            Some(meant) => format!("「{}」({code}。「{meant}」に似た別の字)", self.character),
        }
    }
}

/// The first character of a word that is invisible or looks like another one.
#[must_use]
pub fn lookalike(word: &str) -> Option<Lookalike> {
    if word.is_ascii() {
        return None;
    }
    let latin = is_latin(word);
    word.char_indices().find_map(|(at, character)| {
        let meant = if is_invisible(character) && !joins(word, at) {
            None
        } else {
            Some(seen(character).or_else(|| foreign(character).filter(|_| latin))?)
        };
        Some(Lookalike { at, character, meant })
    })
}

/// The word as it looks, in the letters that the program's own words have: without what is invisible, and with full-width
/// Latin letters and digits as half-width ones.
#[must_use]
pub fn fold_lookalikes(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let latin = is_latin(word);
    let folded = word.chars().filter(|c| !is_invisible(*c)).map(|c| {
        let meant = seen(c).or_else(|| foreign(c).filter(|_| latin)).unwrap_or(c);
        match half_width(meant) {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            meant => meant,
        }
    });
    Cow::Owned(folded.collect())
}

/// A word as it was meant: its letters folded, without quotation marks and blanks around it.
#[must_use]
pub fn plain_word(word: &str) -> String {
    fold_lookalikes(word).replace(['"', '\''], "").trim().to_owned()
}

/// What people write for the hyphen in front of an item.
pub(super) const DASHES: [char; 12] = ['-', '－', 'ー', '−', '‐', '‑', '–', '—', '―', '・', '･', '•'];

/// Blanks that are not the one of the keyboard.
#[must_use]
pub(super) fn is_odd_blank(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// Characters without width or shape.
#[must_use]
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'
            ..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    )
}

/// The joiners between letters of scripts that need them, as in Persian names.
fn joins(word: &str, at: usize) -> bool {
    let mut rest = word[at..].chars();
    let needs = |c: Option<char>| c.is_some_and(|c| ('\u{600}'..='\u{109F}').contains(&c));
    matches!(rest.next(), Some('\u{200C}' | '\u{200D}')) && needs(rest.next()) && needs(word[..at].chars().next_back())
}

/// What a blank, a quotation mark or a radical looks like.
fn seen(c: char) -> Option<char> {
    Some(match c {
        c if is_odd_blank(c) => ' ',
        '\u{201C}'..='\u{201F}' | '\u{FF02}' => '"',
        '\u{2018}'..='\u{201B}' | '\u{FF07}' => '\'',
        '\u{2E80}'..='\u{2FDF}' => radical(c)?,
        _ => return None,
    })
}

/// The radicals that Unicode gives no character for, or one that Japanese writes otherwise.
const RADICALS: [(char, char); 32] = [
    ('⺠', '民'),
    ('⺟', '母'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '見'),
    ('⻆', '角'),
    ('⻉', '貝'),
    ('⻋', '車'),
    ('⻌', '辶'),
    ('⻑', '長'),
    ('⻘', '青'),
    ('⻚', '頁'),
    ('⻛', '風'),
    ('⻝', '食'),
    ('⻢', '馬'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻦', '鳥'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻫', '斉'),
    ('⻭', '歯'),
    ('⻯', '竜'),
    ('⻲', '亀'),
    ('⼾', '戸'),
    ('⿆', '麦'),
    ('⿈', '黄'),
    ('⿊', '黒'),
    ('⿑', '斉'),
    ('⿒', '歯'),
    ('⿓', '竜'),
    ('⿔', '亀'),
];

fn radical(c: char) -> Option<char> {
    if let Some((_, meant)) = RADICALS.iter().find(|(radical, _)| *radical == c) {
        return Some(*meant);
    }
    let mut meant = c;
    decompose_compatible(c, |part| meant = part);
    match meant {
        '靑' => Some('青'),
        meant if meant != c => Some(meant),
        _ => None,
    }
}

/// Whether a word is written in Latin letters, among which a Cyrillic or Greek one cannot be told.
fn is_latin(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    letters().any(|c| c.is_ascii_alphabetic()) && letters().all(|c| c.is_ascii_alphabetic() || foreign(c).is_some())
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn foreign(c: char) -> Option<char> {
    const CYRILLIC: &str = "аеорсухіјѕһԁԛԝкАВЕКМНОРСТХУІЈЅ";
    const AS_LATIN: &str = "aeopcyxijshdqwkABEKMHOPCTXYIJS";
    const GREEK: &str = "οανρτυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    const LATIN: &str = "oavptuikABEZHIKMNOPTYX";
    let among =
        |foreign: &str, latin: &str| foreign.chars().position(|own| own == c).and_then(|at| latin.chars().nth(at));
    among(CYRILLIC, AS_LATIN).or_else(|| among(GREEK, LATIN))
}

#[cfg(test)]
mod tests {
    use super::{fold_lookalikes, lookalike};

    #[test]
    fn what_looks_like_another_character_is_named_with_its_code_point() {
        for (word, named) in [
            ("作成\u{200B}日", "見えない文字(U+200B)"),
            ("作成\u{A0}日", "特別な空白(U+00A0)"),
            ("神\u{2F3E}", "「\u{2F3E}」(U+2F3E。「戸」に似た別の字)"),
            ("⻑期目標", "「⻑」(U+2ED1。「長」に似た別の字)"),
            ("“id”", "「“」(U+201C。「\"」に似た別の字)"),
            ("m\u{43E}ri", "「\u{43E}」(U+043E。「o」に似た別の字)"),
            ("m\u{3BF}ri", "「\u{3BF}」(U+03BF。「o」に似た別の字)"),
        ] {
            assert_eq!(lookalike(word).map(|found| found.named()).as_deref(), Some(named), "{word}");
        }
        for word in ["作成日", "邉\u{E0101}", "Москва", "α波", "فاطمه\u{200C}زهرا", "佐藤\u{3000}はな"]
        {
            assert_eq!(lookalike(word), None, "{word}");
        }
    }

    #[test]
    fn a_folded_word_is_written_as_the_program_writes_it() {
        for (word, plain) in [
            ("作成\u{200B}日", "作成日"),
            ("⻑期目標", "長期目標"),
            ("ＦＡＸ", "FAX"),
            ("５領域", "5領域"),
            ("m\u{43E}ri", "mori"),
            ("2024\u{2010}03\u{2212}28", "2024-03-28"),
        ] {
            assert_eq!(fold_lookalikes(word), plain);
        }
    }
}
