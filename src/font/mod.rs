//! The embedded fonts, the user's own, and what they can show.
//!
//! Four files under the Open Font License travel inside the program, because no machine can be trusted to have a
//! Japanese font: BIZ UDGothic (a universal-design face), Noto Sans JP for the characters and variants it lacks, and a
//! small one for the signs that neither has and that people put into their texts (☐ ☑ ✔ ✕ ❤ ₂).

mod coverage;
mod folder;

use crate::diagnostic::Diagnostic;
use crate::source::Files;
use coverage::Coverage;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInfo, FontVariant, FontVariations, FontWeight, StandardAxes};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontPath, FontSource};

static REGULAR: &[u8] = include_bytes!("BIZUDGothic-Regular.ttf");
static BOLD: &[u8] = include_bytes!("BIZUDGothic-Bold.ttf");
static NOTO: &[u8] = include_bytes!("NotoSansJP-Regular.otf");
static SYMBOLS: &[u8] = include_bytes!("ShienSymbols-Regular.ttf");

/// In the order in which they are searched.
static EMBEDDED: [&[u8]; 4] = [REGULAR, BOLD, NOTO, SYMBOLS];

/// The embedded fonts as files, in the order in which they are searched: regular, bold, the rare characters,
/// and the signs.
#[must_use]
pub fn files() -> [&'static [u8]; 4] {
    EMBEDDED
}

/// The families in the order in which a character is looked for.
const EMBEDDED_FAMILIES: [&str; 3] = ["BIZ UDGothic", "Noto Sans JP", "Shien Symbols"];

/// The fonts of one run, in the order in which they are searched.
pub struct Fonts {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    families: Vec<String>,
    coverage: Coverage,
    /// What is wrong with the user's own.
    findings: Vec<Diagnostic>,
    system: OnceLock<Vec<(FontPath, FontInfo)>>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("families", &self.families).finish_non_exhaustive()
    }
}

impl Fonts {
    /// The embedded fonts alone.
    #[must_use]
    pub fn embedded() -> Self {
        Self::with(Vec::new())
    }

    /// The embedded fonts, then those of a folder of the project (`fonts/`), sorted by file name.
    #[must_use]
    pub fn with_folder(files: &dyn Files, folder: &Path) -> Self {
        let (fonts, findings) = folder::read(files, folder);
        Self { findings, ..Self::with(fonts) }
    }

    /// What is wrong with the project's own fonts.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// These fonts and those of the system's that show one of `missing`. Looking through a system takes seconds, so
    /// this is for the second pass only.
    #[must_use]
    pub fn with_system(&self, missing: &BTreeSet<char>) -> Self {
        let shows_one = |info: &FontInfo| missing.iter().any(|c| !is_private(*c) && info.coverage.contains(*c as u32));
        let useful = self.system().iter().filter(|(_, info)| shows_one(info)).filter_map(|(path, _)| path.load());
        let own = self.fonts.iter().skip(EMBEDDED.len()).cloned();
        Self::with(own.chain(useful).collect())
    }

    fn with(own: Vec<Font>) -> Self {
        let mut fonts = embedded_fonts();
        let mut families: Vec<String> = EMBEDDED_FAMILIES.map(str::to_owned).to_vec();
        for font in own {
            let family = font.info().family.as_str().to_owned();
            if !families.contains(&family) {
                families.push(family);
            }
            fonts.push(font);
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let coverage = Coverage::of(fonts.iter().map(Font::info));
        Self { fonts, book, families, coverage, findings: Vec::new(), system: OnceLock::new() }
    }

    /// The families to name in `text(font: …)`, in order.
    #[must_use]
    pub fn families(&self) -> &[String] {
        &self.families
    }

    /// Whether a family has a face that stands out from its plain one.
    #[must_use]
    pub fn has_bold(&self, family: &str) -> bool {
        self.fonts.iter().map(Font::info).any(|info| info.family == family && is_bold(info))
    }

    /// The families in which bold words are looked for where these are the first of all: those without a bold face stand
    /// behind the others. Nothing where each of these has one.
    #[must_use]
    pub fn bold_families(&self, first: &[String]) -> Vec<String> {
        if first.iter().all(|family| self.has_bold(family)) {
            return Vec::new();
        }
        let others = self.families.iter().filter(|family| !first.contains(family));
        let (bold, plain): (Vec<_>, Vec<_>) = first.iter().chain(others).cloned().partition(|one| self.has_bold(one));
        bold.into_iter().chain(plain).collect()
    }

    /// A hash over the fonts that do not come with the program, in their order.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for font in self.fonts.iter().skip(EMBEDDED.len()) {
            hasher.update(font.data()).update(&font.index().to_le_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// The metadata of all fonts, by index.
    #[must_use]
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The font with an index of the book.
    #[must_use]
    pub fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// Whether one of these fonts has the character. White space and variation selectors need no glyph of their own.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        c.is_ascii() || c.is_whitespace() || is_variation_selector(c) || self.coverage.contains(c)
    }

    /// Whether the character can be printed: these fonts have it or, for what they lack, one of the system's.
    #[must_use]
    pub fn shows(&self, c: char) -> bool {
        self.has(c)
            || (!is_private(c)
                && !is_emoji(c)
                && self.system().iter().any(|(_, info)| info.coverage.contains(c as u32)))
    }

    /// The system's fonts, looked for when they are first needed.
    fn system(&self) -> &[(FontPath, FontInfo)] {
        self.system.get_or_init(|| {
            let mut found: Vec<_> = typst_kit::fonts::system().collect();
            found.sort_by(|a, b| (&a.0.path, a.0.index).cmp(&(&b.0.path, b.0.index)));
            found
        })
    }

    /// The family that shows a variation sequence, when it is not the first one: the sequence must then be sent to
    /// that family, because the first font would drop the selector in silence.
    #[must_use]
    pub fn variant(&self, base: char, selector: char) -> Variant<'_> {
        for font in &self.fonts {
            let instance = font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default());
            if instance.ttf().glyph_variation_index(base, selector).is_some() {
                let family = font.info().family.as_str();
                return if family == EMBEDDED_FAMILIES[0] { Variant::First } else { Variant::Other(family) };
            }
        }
        Variant::None
    }
}

/// Whether a face is bold, or can be set so.
fn is_bold(info: &FontInfo) -> bool {
    let weight =
        StandardAxes::parse(&info.axes).wght.map_or(info.variant.weight, |axis| FontWeight::from_wght(axis.max));
    weight >= FontWeight::SEMIBOLD
}

/// Which font shows a variation sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant<'a> {
    /// The first one: nothing has to be done.
    First,
    /// Another family.
    Other(&'a str),
    /// None: the plain form of the character would print.
    None,
}

/// The variation sequences of a text: a character and U+E0100 … U+E01EF behind it.
pub fn variation_sequences(text: &str) -> impl Iterator<Item = (char, char)> {
    // Most texts have no character of that plane.
    let text = if text.as_bytes().contains(&0xF3) { text } else { "" };
    text.chars().zip(text.chars().skip(1)).filter(|(_, selector)| ('\u{E0100}'..='\u{E01EF}').contains(selector))
}

/// Whether a character chooses a variant of the one before it.
#[must_use]
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Emoji, which neither PDF/A nor a form takes, whatever fonts a machine has. Many signs among them are in the embedded
/// fonts: ask that first.
#[must_use]
pub fn is_emoji(c: char) -> bool {
    matches!(c as u32, 0x1F000..=0x1FAFF | 0x2600..=0x27BF)
}

/// 外字: a private character means something else in every font that has it.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn embedded_fonts() -> Vec<Font> {
    let load = |bytes: &'static [u8]| Font::new(Bytes::new(bytes), 0).expect("internal: the embedded fonts are fonts");
    EMBEDDED.into_iter().map(load).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fonts, Variant, variation_sequences};

    #[test]
    fn names_that_other_programs_drop_are_shown() {
        let fonts = Fonts::embedded();
        for c in "𠮷髙﨑槗𫝆神邉一あア１①㊞㋿☐☑☒✓✔✕✖✗✘❤♡☎➀➡⭕⭐☺☹⚠⇒⇔₂⁵⅛‰".chars()
        {
            assert!(fonts.has(c), "{c}");
        }
        assert!(!fonts.shows('\u{E000}'));
        assert!(!fonts.has('😀'));
        assert!(!fonts.has('한'));
    }

    #[test]
    fn bold_words_are_set_in_the_first_family_that_has_a_bold_face() {
        let fonts = Fonts::embedded();
        let bold = |first: &[&str]| fonts.bold_families(&first.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        assert_eq!(bold(&["Noto Sans JP"]), ["BIZ UDGothic", "Noto Sans JP", "Shien Symbols"]);
        assert_eq!(bold(&["BIZ UDGothic"]), [""; 0]);
        assert_eq!(bold(&[]), [""; 0]);
    }

    #[test]
    fn variants_are_found_in_the_font_that_has_them() {
        let fonts = Fonts::embedded();
        let pair = variation_sequences("渡邉\u{E0101}美咲").next().expect("one sequence");
        assert_eq!(pair, ('邉', '\u{E0101}'));
        assert_eq!(fonts.variant('邉', '\u{E01EF}'), Variant::None);
        assert_ne!(fonts.variant(pair.0, pair.1), Variant::None);
    }
}
