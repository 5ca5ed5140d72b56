//! Each glyph with the letters that it shows by itself.
//!
//! A face without a `ễ` shows it as `ê` and a mark. Typst then says of both glyphs that they are the whole letter, and
//! PDF/UA wants letters for every glyph: whoever copies the text or searches it finds `ễễ`. Here the letter is shared out,
//! `ê` to the first glyph and the mark to the second, which together are the same letter to every reader. The picture
//! stays as it is.

use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst::model::Document;
use typst::text::{FontInstance, Glyph, TextItem};
use typst_layout::PagedDocument;
use unicode_normalization::UnicodeNormalization;

/// The document with each glyph's own letters, and the letters of which that cannot be said.
pub(super) fn spelled(document: PagedDocument) -> (PagedDocument, BTreeSet<String>) {
    if !document.pages().iter().any(|page| needs(&page.frame)) {
        return (document, BTreeSet::new());
    }
    let mut doubled = BTreeSet::new();
    let mut pages = document.pages().to_vec();
    for page in &mut pages {
        page.frame = frame(&page.frame, &mut doubled);
    }
    (PagedDocument::new(pages.into(), document.info().clone()), doubled)
}

/// The glyphs of one letter, by the number of their item and their own.
struct Cluster {
    text: String,
    /// The number of its first glyph in the font.
    first: u16,
    glyphs: Vec<(usize, usize)>,
}

/// Whether a frame has a letter to share out.
fn needs(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| matches!(item, FrameItem::Group(group) if needs(&group.frame)))
        || !clusters(frame.items().as_slice()).is_empty()
}

fn frame(frame: &Frame, doubled: &mut BTreeSet<String>) -> Frame {
    let mut items: Vec<(Point, FrameItem)> = frame.items().cloned().collect();
    for cluster in clusters(&items) {
        share(&cluster, &mut items, doubled);
    }
    for (_, item) in &mut items {
        if let FrameItem::Group(group) = item {
            let inner = self::frame(&group.frame, doubled);
            *item = FrameItem::Group(GroupItem { frame: inner, ..group.clone() });
        }
    }
    let mut out = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        out.set_baseline(frame.baseline());
    }
    out.push_multiple(items);
    out
}

/// The letters of a frame that are to be shared out: those of several glyphs, and those that one glyph shows although
/// they are written as a letter and its marks.
fn clusters(items: &[(Point, FrameItem)]) -> Vec<Cluster> {
    let mut found = Vec::new();
    let mut open: Option<(Cluster, &Glyph)> = None;
    for (number, (_, item)) in items.iter().enumerate() {
        match item {
            FrameItem::Text(text) => {
                for (index, glyph) in text.glyphs.iter().enumerate() {
                    let own = &text.text[glyph.range()];
                    let same = open.as_ref().is_some_and(|(cluster, last)| {
                        cluster.text == own
                            && glyph.span == last.span
                            && continues(cluster, (number, index), last, glyph)
                    });
                    match &mut open {
                        Some((cluster, last)) if same => {
                            cluster.glyphs.push((number, index));
                            *last = glyph;
                        }
                        _ => {
                            found.extend(open.take().and_then(|(cluster, _)| shared(cluster, items)));
                            if may_have_parts(own) && has_parts(own) {
                                open = Some((
                                    Cluster { text: own.to_owned(), first: glyph.id, glyphs: vec![(number, index)] },
                                    glyph,
                                ));
                            }
                        }
                    }
                }
            }
            // The line below an underlined word stands between its glyphs.
            FrameItem::Shape(..) => {}
            _ => found.extend(open.take().and_then(|(cluster, _)| shared(cluster, items))),
        }
    }
    found.extend(open.and_then(|(cluster, _)| shared(cluster, items)));
    found
}

/// Whether a glyph belongs to the letter of the one before: in the same run by its range, else as the first of a run that
/// does not begin the letter anew.
fn continues(cluster: &Cluster, at: (usize, usize), last: &Glyph, glyph: &Glyph) -> bool {
    match cluster.glyphs.last() {
        Some((item, _)) if *item == at.0 => glyph.range == last.range,
        _ => at.1 == 0 && glyph.id != cluster.first,
    }
}

/// Says quickly that a character of ASCII, a kana or a kanji alone is of one glyph.
fn may_have_parts(text: &str) -> bool {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(c), None) => !c.is_ascii() && c < '\u{2E80}',
        (first, _) => first.is_some(),
    }
}

fn has_parts(text: &str) -> bool {
    let mut parts = text.nfd().filter(|c| !is_selector(*c));
    parts.next().is_some() && parts.next().is_some()
}

/// Variation selectors choose a form and are no mark.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// A cluster that needs to be shared out.
fn shared(cluster: Cluster, items: &[(Point, FrameItem)]) -> Option<Cluster> {
    if cluster.glyphs.len() > 1 {
        return Some(cluster);
    }
    let composed: String = cluster.text.nfc().collect();
    let mut letters = composed.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
    // A letter of Latin or kana and its marks in one glyph: the same letters as where it is written in one. Of kanji
    // nothing is composed.
    let marked = cluster.text.chars().any(|c| matches!(c, '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}'));
    let glyph = cluster.glyphs.first().and_then(|at| glyph(items, *at))?;
    (marked && glyph.1.id == nominal(&glyph.0.font, letter)?).then_some(cluster)
}

fn glyph(items: &[(Point, FrameItem)], (item, index): (usize, usize)) -> Option<(&TextItem, &Glyph)> {
    match &items.get(item)?.1 {
        FrameItem::Text(text) => Some((text, text.glyphs.get(index)?)),
        _ => None,
    }
}

/// Gives each glyph of a letter its part.
fn share(cluster: &Cluster, items: &mut [(Point, FrameItem)], doubled: &mut BTreeSet<String>) {
    let shown: Vec<(FontInstance, u16)> = cluster
        .glyphs
        .iter()
        .filter_map(|at| glyph(items, *at))
        .map(|(text, glyph)| (text.font.clone(), glyph.id))
        .collect();
    let letters: Vec<char> = cluster.text.nfd().collect();
    let Some(parts) = parts(&letters, &shown).or_else(|| by_order(&letters, shown.len())) else {
        doubled.insert(cluster.text.clone());
        return;
    };
    let mut parts = cluster.glyphs.iter().zip(parts).peekable();
    while let Some(((item, _), _)) = parts.peek() {
        let item = *item;
        let mut own = Vec::new();
        while let Some(((_, index), part)) = parts.next_if(|((other, _), _)| *other == item) {
            own.push((*index, part));
        }
        if let FrameItem::Text(text) = &mut items[item].1 {
            rewrite(text, &own);
        }
    }
}

/// The run with these texts for these glyphs.
fn rewrite(run: &mut TextItem, own: &[(usize, String)]) {
    let mut text = String::with_capacity(run.text.len());
    let mut before = None;
    let texts = run.text.clone();
    for (index, glyph) in run.glyphs.iter_mut().enumerate() {
        let range = glyph.range.clone();
        let start = match own.iter().find(|(number, _)| *number == index) {
            Some((_, part)) => {
                let start = text.len();
                text.push_str(part);
                start
            }
            // Glyphs of one letter that stays whole keep sharing it.
            None if before.as_ref().is_some_and(|(range, _)| *range == glyph.range) => {
                before.as_ref().map_or(text.len(), |(_, start)| *start)
            }
            None => {
                let start = text.len();
                text.push_str(&texts[glyph.range()]);
                start
            }
        };
        glyph.range = offset(start)..offset(text.len());
        before = Some((range, start));
    }
    run.text = text.into();
}

/// Typst counts the bytes of a run in sixteen bits.
fn offset(bytes: usize) -> u16 {
    u16::try_from(bytes).unwrap_or(u16::MAX)
}

/// The letters in as many parts as there are glyphs, each part being what the font shows with that glyph.
fn parts(letters: &[char], glyphs: &[(FontInstance, u16)]) -> Option<Vec<String>> {
    let Some(((font, id), rest)) = glyphs.split_first() else { return letters.is_empty().then(Vec::new) };
    (1..=letters.len()).rev().find_map(|count| {
        let (own, others) = letters.split_at(count);
        let part: String = own.iter().copied().nfc().collect();
        let mut single = part.chars();
        let (Some(letter), None) = (single.next(), single.next()) else { return None };
        (nominal(font, letter)? == *id).then_some(())?;
        let mut parts = parts(others, rest)?;
        parts.insert(0, part);
        Some(parts)
    })
}

/// The same where a font shows a mark with a glyph of its own kind: the marks to the last glyphs, one each.
fn by_order(letters: &[char], glyphs: usize) -> Option<Vec<String>> {
    let first = (letters.len() + 1).checked_sub(glyphs).filter(|first| *first > 0)?;
    let (base, marks) = letters.split_at(first);
    let base = base.iter().copied().nfc().collect();
    Some(std::iter::once(base).chain(marks.iter().map(char::to_string)).collect())
}

/// The glyph by which a font shows a character.
fn nominal(font: &FontInstance, c: char) -> Option<u16> {
    font.ttf().glyph_index(c).map(|glyph| glyph.0)
}

/// A letter and its marks as one character, where there is one.
#[must_use]
pub fn compose_letter(letter: &str) -> String {
    letter.nfc().collect()
}

#[cfg(test)]
mod tests {
    use crate::font::Fonts;
    use crate::typeset::{Layout, Typesetter};
    use std::sync::Arc;
    use unicode_normalization::UnicodeNormalization;

    fn layout(words: &str) -> Layout {
        let setting = "#set page(width: 400pt, height: 300pt)\n#set text(font: (\"BIZ UDGothic\", \"Noto Sans JP\"), fallback: false, size: 9pt)\n";
        let mut typesetter = Typesetter::new(Arc::new(Fonts::embedded()), &[]);
        typesetter.layout(&format!("{setting}{words}")).expect("it lays out")
    }

    fn read(words: &str) -> String {
        layout(words).drawing(0).texts.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn a_letter_with_marks_is_read_once() {
        for word in [
            "Nguyễn Thị Hoà",
            "ếềểễệấầẩẫậắằẳẵặốồổỗộớờởỡợứừửữự",
            "ẃ ǘ ḗ",
            "あ\u{3099}い\u{3099}",
            "か\u{309A}き\u{309A}",
        ] {
            let read = read(word);
            assert!(read.nfd().eq(word.nfd()), "{word} is read as {read}");
            assert!(layout(word).missing_glyphs().is_empty(), "{word}");
        }
    }

    #[test]
    fn a_letter_written_with_its_marks_is_read_once() {
        for word in ["Nguye\u{302}\u{303}n", "e\u{301}te\u{301}", "か\u{3099}"] {
            let read = read(word);
            assert!(read.nfd().eq(word.nfd()), "{word} is read as {read}");
        }
    }

    #[test]
    fn a_letter_twice_is_read_twice_and_below_a_line_too() {
        for word in ["ễễ", "#underline[ễ]ễ", "#underline[Nguyễn ế]", "#let a(x) = text(x)\n#a(\"ễ\")#a(\"ễ\")"]
        {
            let plain = match word {
                "ễễ" => word,
                "#underline[Nguyễn ế]" => "Nguyễn ế",
                _ => "ễễ",
            };
            let read = read(word);
            assert!(read.nfd().eq(plain.nfd()), "{word} is read as {read}");
        }
    }

    #[test]
    fn kanji_stay_as_they_are_written() {
        for word in ["\u{FA19}\u{FA1B}\u{FA11}", "邉\u{E0101}", "髙﨑", "神\u{FA19}"] {
            assert_eq!(read(word), word);
        }
    }
}
