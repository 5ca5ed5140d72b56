//! One look at every letter of a file: what the rules about single letters look for, so that each of them goes to the texts
//! that have it and to no others.

use crate::diagnostic::Unseen;
use crate::font::{Fonts, is_variation_selector};
use crate::record::Node;
use crate::source::Span;

/// What of this a text has, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LetterTraits(u8);

impl LetterTraits {
    /// A digit, half or full width.
    pub(super) const DIGIT: Self = Self(1);
    /// A full-width digit.
    pub(super) const WIDE_DIGIT: Self = Self(1 << 1);
    /// A sign with which a comment or a picture begins.
    pub(super) const REMARK: Self = Self(1 << 2);
    /// A letter with which a mark of unfinished writing begins.
    pub(super) const MARK: Self = Self(1 << 3);
    /// A letter that nobody sees, and no terminal obeys.
    pub(super) const UNSEEN: Self = Self(1 << 4);
    /// A letter that neither the program's fonts nor the project's have.
    pub(super) const UNCOVERED: Self = Self(1 << 5);
    /// A selector of a variant of a letter.
    pub(super) const SELECTOR: Self = Self(1 << 6);
    /// Anything but ASCII.
    pub(super) const FOREIGN: Self = Self(1 << 7);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn when(self, holds: bool) -> Self {
        if holds { self } else { Self(0) }
    }

    /// Whether any of these is there.
    pub(super) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// Those of a text.
    fn of(text: &str, fonts: &Fonts) -> Self {
        text.chars().fold(Self::default(), |traits, c| traits.and(Self::of_letter(c, fonts)))
    }

    fn of_letter(c: char, fonts: &Fonts) -> Self {
        if c.is_ascii() {
            return ASCII[c as usize];
        }
        let own = Self::FOREIGN.and(Self::UNCOVERED.when(!fonts.has(c))).and(Self::MARK.when(begins_a_mark(c)));
        match c {
            // Nearly every letter of a Japanese text.
            '\u{3000}'..='\u{3163}' | '\u{4E00}'..='\u{9FFF}' => own,
            '０'..='９' => own.and(Self::DIGIT).and(Self::WIDE_DIGIT),
            _ => own
                .and(Self::UNSEEN.when(matches!(Unseen::of(c), Some(Unseen::Direction | Unseen::Width))))
                .and(Self::SELECTOR.when(is_variation_selector(c))),
        }
    }
}

/// Whether a mark of unfinished writing begins with this letter.
pub(super) const fn begins_a_mark(c: char) -> bool {
    matches!(c, '〇' | '○' | '◯' | '×' | '△' | '□' | '要' | 'T' | 'X' | '?' | '？')
}

/// Those of each letter of ASCII.
static ASCII: [LetterTraits; 128] = {
    let mut table = [LetterTraits(0); 128];
    let mut at = 0;
    while at < table.len() {
        let c = at as u8 as char;
        table[at] = LetterTraits::DIGIT
            .when(c.is_ascii_digit())
            .and(LetterTraits::REMARK.when(matches!(c, '<' | '[')))
            .and(LetterTraits::MARK.when(begins_a_mark(c)));
        at += 1;
    }
    table
};

/// A text of a file, with what it has.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScannedText<'a> {
    /// The key under which it stands.
    pub(super) key: &'a str,
    /// What is written.
    pub(super) text: &'a str,
    /// Where.
    pub(super) span: Span,
    traits: LetterTraits,
}

/// The texts of a file in their order.
#[derive(Debug, Default)]
pub(super) struct ScannedTexts<'a> {
    texts: Vec<ScannedText<'a>>,
    all: LetterTraits,
}

impl<'a> ScannedTexts<'a> {
    /// Those of a tree.
    pub(super) fn of(tree: &'a Node, fonts: &Fonts) -> Self {
        let mut scanned = Self::default();
        tree.each_text("", &mut |key, text, span| {
            let traits = LetterTraits::of(text, fonts);
            scanned.all = scanned.all.and(traits);
            scanned.texts.push(ScannedText { key, text, span, traits });
        });
        scanned
    }

    /// Those that have any of these traits.
    pub(super) fn with(&self, traits: LetterTraits) -> impl Iterator<Item = &ScannedText<'a>> {
        let texts = if self.all.any(traits) { self.texts.as_slice() } else { &[] };
        texts.iter().filter(move |text| text.traits.any(traits))
    }
}

#[cfg(test)]
mod tests {
    use super::{LetterTraits, ScannedTexts};
    use crate::font::Fonts;
    use crate::record::{Node, Value};
    use crate::source::Source;

    #[test]
    fn a_text_has_what_its_letters_have() {
        let fonts = Fonts::embedded();
        for (text, traits) in [
            ("", LetterTraits::default()),
            ("abc.", LetterTraits::default()),
            ("はなさん", LetterTraits::FOREIGN),
            ("4月", LetterTraits::FOREIGN.and(LetterTraits::DIGIT)),
            ("４", LetterTraits::FOREIGN.and(LetterTraits::DIGIT).and(LetterTraits::WIDE_DIGIT)),
            ("<!--", LetterTraits::REMARK),
            ("![", LetterTraits::REMARK),
            ("TODO", LetterTraits::MARK),
            ("要確認", LetterTraits::FOREIGN.and(LetterTraits::MARK)),
            ("a\u{200B}", LetterTraits::FOREIGN.and(LetterTraits::UNSEEN).and(LetterTraits::UNCOVERED)),
            ("邉\u{E0101}", LetterTraits::FOREIGN.and(LetterTraits::SELECTOR)),
            ("\u{E000}", LetterTraits::FOREIGN.and(LetterTraits::UNCOVERED)),
        ] {
            assert_eq!(LetterTraits::of(text, &fonts), traits, "{text:?}");
        }
    }

    #[test]
    fn only_the_texts_that_have_something_are_gone_through() {
        let source = Source::new("a.yaml", "- 一\n- 2\n");
        let item = |text: &str| Node { span: source.span(0..0), value: Value::Text(text.to_owned()) };
        let tree = Node { span: source.span(0..0), value: Value::List(vec![item("一"), item("2")]) };
        let scanned = ScannedTexts::of(&tree, &Fonts::embedded());
        let with = |traits| scanned.with(traits).map(|text| text.text).collect::<Vec<_>>();
        assert_eq!(with(LetterTraits::DIGIT), ["2"]);
        assert_eq!(with(LetterTraits::FOREIGN), ["一"]);
        assert!(with(LetterTraits::UNSEEN).is_empty());
    }
}
