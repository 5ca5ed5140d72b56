//! The words of the pages without white space: those of each text by its number, and the others box by box.

use super::super::findings::Rendered;
use super::GAP;
use crate::template::{Body, begins_string};
use crate::typeset::{BoxPiece, Reading, compose_letter};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a tick says, and an empty box.
const TICKED: &str = "該当";
const NOT_TICKED: &str = "該当しない";

/// Stands before a word that has a tick; no text has this character.
pub(super) const TICK: char = '\u{E000}';

/// How a note of a form begins.
const NOTE: char = '※';

/// The words of the pages.
#[derive(Default)]
pub(super) struct PageWords<'a> {
    /// Of each text by its number.
    pub(super) texts: BTreeMap<usize, String>,
    /// Of the rest, in runs that no box, paragraph, text or picture parts.
    pub(super) runs: Vec<String>,
    /// What a value may be a part of in those runs that have a note of the form.
    written: FxHashMap<usize, String>,
    /// From which byte of their run on the letters have which size.
    sizes: Vec<(usize, u32)>,
    /// Which of the sizes are of each run; none where that is not known.
    sized: Vec<Range<usize>>,
    /// What the pictures say.
    pub(super) pictures: Vec<&'a str>,
    /// What of it stands in each box.
    pub(super) boxes: Vec<BoxWords>,
    /// The run right before each text.
    pub(super) leads: BTreeMap<usize, usize>,
}

/// What stands in a box itself, and not in the boxes in it.
#[derive(Debug, Default, Clone)]
pub(super) struct BoxWords {
    pub(super) runs: Range<usize>,
    pub(super) pictures: Range<usize>,
    /// The numbers of its texts.
    pub(super) texts: Vec<usize>,
}

impl<'a> PageWords<'a> {
    pub(super) fn of(rendered: &Rendered, bodies: &[Body], reading: &Reading<'a>) -> Self {
        let mut paper = Self::default();
        paper.boxes.reserve_exact(reading.boxes.len());
        let mut ticked = false;
        for own in &reading.boxes {
            let (runs, pictures) = (paper.runs.len(), paper.pictures.len());
            let mut texts: Vec<usize> = Vec::new();
            let mut run = OpenRun::default();
            // Whether a paragraph began since the last run.
            let mut parted = true;
            for piece in &own.pieces {
                match piece {
                    BoxPiece::Text { words: text, offset, size } => {
                        match offset.and_then(|offset| Some((body_at(bodies, offset)?, offset))) {
                            Some((number, offset)) => {
                                if !run.words.is_empty() {
                                    paper.end(&mut run);
                                    parted = false;
                                }
                                // The mark of a list is no word of the text.
                                if begins_string(&rendered.source, offset) || begins_body(bodies, offset) {
                                    append(paper.texts.entry(number).or_default(), text);
                                }
                                if !texts.contains(&number) {
                                    texts.push(number);
                                    if !parted && let Some(lead) = paper.runs.len().checked_sub(1) {
                                        paper.leads.entry(number).or_insert(lead);
                                    }
                                }
                                parted = true;
                            }
                            None => {
                                if std::mem::take(&mut ticked) {
                                    paper.end(&mut run);
                                    run.words.push(TICK);
                                }
                                paper.append(&mut run, text, *size);
                            }
                        }
                    }
                    BoxPiece::Picture(words) if *words == TICKED => ticked = true,
                    BoxPiece::Picture(words) if *words == NOT_TICKED => ticked = false,
                    BoxPiece::Picture(words) => {
                        paper.end(&mut run);
                        paper.pictures.push(words);
                    }
                    BoxPiece::Break => {
                        paper.end(&mut run);
                        parted = true;
                    }
                }
            }
            paper.end(&mut run);
            paper.boxes.push(BoxWords {
                runs: runs..paper.runs.len(),
                pictures: pictures..paper.pictures.len(),
                texts,
            });
        }
        paper.set_notes_apart(&rendered.labels);
        paper
    }

    /// A note of the form tells nothing of a value that has some of its words: 主たる介護者,
    /// ※年齢、職業、主たる介護者等を記入. A label may: 計画作成者（保護者）.
    fn set_notes_apart(&mut self, labels: &[String]) {
        let mut notes: Vec<Cow<'_, str>> =
            labels.iter().filter(|label| label.starts_with(NOTE)).map(|label| bare(label)).collect();
        notes.sort_by_key(|note| Reverse(note.len()));
        for (number, run) in self.runs.iter().enumerate() {
            if run.contains(NOTE) && notes.iter().any(|note| run.contains(note.as_ref())) {
                let gap = GAP.to_string();
                let rest = notes.iter().fold(run.clone(), |run, note| run.replace(note.as_ref(), &gap));
                self.written.insert(number, rest);
            }
        }
    }

    /// The words of a run that may have a value in them.
    pub(super) fn written(&self, run: usize) -> &str {
        self.written.get(&run).unwrap_or(&self.runs[run])
    }

    /// Goes on with a run.
    fn append(&mut self, run: &mut OpenRun, text: &str, size: u32) {
        let own = &self.sizes[self.sized.last().map_or(0, |last| last.end)..];
        if own.last().is_none_or(|(_, last)| *last != size) {
            self.sizes.push((run.words.len(), size));
        }
        run.marked |= append(&mut run.words, text);
    }

    fn end(&mut self, run: &mut OpenRun) {
        let start = self.sized.last().map_or(0, |last| last.end);
        let OpenRun { words, marked } = std::mem::take(run);
        if words.is_empty() {
            self.sizes.truncate(start);
            return;
        }
        if marked {
            // Where letters and their marks grow together, the bytes move.
            self.sizes.truncate(start);
            self.runs.push(composed(&words).into_owned());
        } else {
            self.runs.push(words);
        }
        self.sized.push(start..self.sizes.len());
    }

    /// The sizes of the letters of some bytes of a run.
    pub(super) fn sizes(&self, run: usize, bytes: &Range<usize>) -> &[(usize, u32)] {
        let sizes = &self.sizes[self.sized[run].clone()];
        let first = sizes.partition_point(|(start, _)| *start <= bytes.start).saturating_sub(1);
        let end = sizes.partition_point(|(start, _)| *start < bytes.end);
        &sizes[first.min(end)..end]
    }
}

/// A run that may go on.
#[derive(Default)]
struct OpenRun {
    words: String,
    /// Whether a letter and its mark may have to grow together in it.
    marked: bool,
}

/// Goes on with a run, without white space; whether a letter and its mark may have to grow together in it.
fn append(run: &mut String, text: &str) -> bool {
    let ByteTraits { blank, mark } = byte_traits(text);
    if blank {
        text.split_whitespace().for_each(|part| run.push_str(part));
    } else {
        run.push_str(text);
    }
    mark
}

/// What may be in a text, by its bytes: where one of the two is not, its letters need not be looked at.
#[derive(Debug, Clone, Copy)]
struct ByteTraits {
    /// White space, or a place where a word may part.
    blank: bool,
    /// A mark that grows together with the letter before it.
    mark: bool,
}

/// Looks at each byte with the two behind it, without a branch, so that many are looked at together.
fn byte_traits(text: &str) -> ByteTraits {
    let bytes = text.as_bytes();
    let behind = |count: usize| bytes.get(count..).unwrap_or_default();
    let single = bytes.iter().fold((0_u8, 0_u8), |(blank, mark), byte| {
        let is_blank = matches!(byte, b'\t'..=b'\r' | b' ' | 0xC2 | 0xE1 | 0xE2);
        let is_mark = matches!(byte, 0xCC | 0xCD);
        (blank | u8::from(is_blank), mark | u8::from(is_mark))
    });
    // U+3000, U+3099 and U+309A: the other letters of these blocks are in every text.
    let triples = bytes.iter().zip(behind(1)).zip(behind(2));
    let triple = triples.fold((0_u8, 0_u8), |(blank, mark), ((first, second), third)| {
        let is_blank = (*first == 0xE3) & (*second == 0x80) & (*third == 0x80);
        let is_mark = (*first == 0xE3) & (*second == 0x82) & ((*third == 0x99) | (*third == 0x9A));
        (blank | u8::from(is_blank), mark | u8::from(is_mark))
    });
    ByteTraits { blank: single.0 | triple.0 > 0, mark: single.1 | triple.1 > 0 }
}

/// The text whose content an offset of the source lies in.
fn body_at(bodies: &[Body], offset: usize) -> Option<usize> {
    let after = bodies.partition_point(|body| body.range.start <= offset);
    let body = bodies.get(after.checked_sub(1)?)?;
    body.range.contains(&offset).then_some(body.number)
}

/// Whether an offset is where the content of a text begins.
fn begins_body(bodies: &[Body], offset: usize) -> bool {
    bodies.binary_search_by_key(&offset, |body| body.range.start).is_ok()
}

/// The words with each letter and its marks in one character, where there is one: to a reader they are the same, and a
/// page may show them with a glyph for each. Nothing else is composed; the old forms of kanji stay what they are.
pub(super) fn composed(words: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}');
    if !byte_traits(words).mark {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len());
    let mut letter = String::new();
    for c in words.chars() {
        if !is_mark(c) {
            close(&mut letter, &mut out);
        }
        letter.push(c);
    }
    close(&mut letter, &mut out);
    Cow::Owned(out)
}

fn close(letter: &mut String, out: &mut String) {
    let one = std::mem::take(letter);
    out.push_str(&if one.chars().nth(1).is_some() { compose_letter(&one) } else { one });
}

/// A word as it is compared: without white space, and without places to part it, which do not print.
pub(super) fn bare(word: &str) -> Cow<'_, str> {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{AD}';
    let ByteTraits { blank, mark } = byte_traits(word);
    if !blank {
        return if mark { composed(word) } else { Cow::Borrowed(word) };
    }
    let bare: String = word.split(is_blank).collect();
    Cow::Owned(composed(&bare).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{bare, byte_traits, composed};

    #[test]
    fn no_blank_and_no_mark_is_overlooked() {
        for c in '\0'..=char::MAX {
            let (alone, among) = (c.to_string(), format!("あ{c}い"));
            if c.is_whitespace() || c == '\u{AD}' {
                assert!(byte_traits(&alone).blank && byte_traits(&among).blank, "{c:?}");
                assert_eq!(bare(&among), "あい");
            }
            if matches!(c, '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}') {
                assert!(byte_traits(&alone).mark && byte_traits(&among).mark, "{c:?}");
            }
        }
        assert_eq!(composed("か\u{3099}っこう"), "がっこう");
        let plain = byte_traits("、。「」々〇ー漢字カナかなABC1・～ゝゞ");
        assert!(!plain.blank && !plain.mark);
    }
}
