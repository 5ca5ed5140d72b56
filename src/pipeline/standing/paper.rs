//! The words of the pages without white space: those of each text by its number, and the others box by box.

use super::super::findings::Rendered;
use crate::template::{Body, begins_string};
use crate::typeset::{BoxPiece, Reading, compose_letter};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a tick says, and an empty box.
const TICKED: &str = "該当";
const NOT_TICKED: &str = "該当しない";

/// Stands before a word that has a tick; no text has this character.
pub(super) const TICK: char = '\u{E000}';

/// The words of the pages.
#[derive(Default)]
pub(super) struct PageWords<'a> {
    /// Of each text by its number.
    pub(super) texts: BTreeMap<usize, String>,
    /// Of the rest, in runs that no box, paragraph, text or picture parts.
    pub(super) runs: Vec<String>,
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
            let mut run = String::new();
            // Whether a paragraph began since the last run.
            let mut parted = true;
            for piece in &own.pieces {
                match piece {
                    BoxPiece::Text { words: text, offset, size } => {
                        match offset.and_then(|offset| Some((body_at(bodies, offset)?, offset))) {
                            Some((number, offset)) => {
                                if !run.is_empty() {
                                    paper.end(&mut run);
                                    parted = false;
                                }
                                // The mark of a list is no word of the text.
                                if begins_string(&rendered.source, offset) {
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
                                    run.push(TICK);
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
        paper
    }

    /// Goes on with a run.
    fn append(&mut self, run: &mut String, text: &str, size: u32) {
        let own = &self.sizes[self.sized.last().map_or(0, |last| last.end)..];
        if own.last().is_none_or(|(_, last)| *last != size) {
            self.sizes.push((run.len(), size));
        }
        append(run, text);
    }

    fn end(&mut self, run: &mut String) {
        let start = self.sized.last().map_or(0, |last| last.end);
        if run.is_empty() {
            self.sizes.truncate(start);
            return;
        }
        let words = std::mem::take(run);
        if let Cow::Owned(composed) = composed(&words) {
            // Where letters and their marks grew together, the bytes moved.
            self.sizes.truncate(start);
            self.runs.push(composed);
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

fn append(run: &mut String, text: &str) {
    if has_blank(text) {
        text.split_whitespace().for_each(|part| run.push_str(part));
    } else {
        run.push_str(text);
    }
}

/// Whether some of a text could be white space, or a place where a word may part, by its bytes: no letter of Japanese has them
/// but for the marks that stand beside 「　」 (U+3000–U+303F).
fn has_blank(text: &str) -> bool {
    is_there(text, |byte, behind| match byte {
        b'\t'..=b'\r' | b' ' | 0xC2 | 0xE1 => true,
        0xE2 => matches!(behind, [0x80 | 0x81, ..]),
        0xE3 => matches!(behind, [0x80, 0x80, ..]),
        _ => false,
    })
}

/// Whether some of a text could be a mark that grows together with the letter before it, by its bytes.
fn has_mark(text: &str) -> bool {
    is_there(text, |byte, behind| match byte {
        0xCC | 0xCD => true,
        0xE3 => matches!(behind, [0x82, 0x99 | 0x9A, ..]),
        _ => false,
    })
}

/// Whether a byte of a text is asked for, with those behind it.
fn is_there(text: &str, asked: impl Fn(u8, &[u8]) -> bool) -> bool {
    let mut rest = text.as_bytes();
    while let [byte, behind @ ..] = rest {
        if asked(*byte, behind) {
            return true;
        }
        rest = behind;
    }
    false
}

/// The text whose content an offset of the source lies in.
fn body_at(bodies: &[Body], offset: usize) -> Option<usize> {
    let after = bodies.partition_point(|body| body.range.start <= offset);
    let body = bodies.get(after.checked_sub(1)?)?;
    body.range.contains(&offset).then_some(body.number)
}

/// The words with each letter and its marks in one character, where there is one: to a reader they are the same, and a
/// page may show them with a glyph for each. Nothing else is composed; the old forms of kanji stay what they are.
pub(super) fn composed(words: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}');
    if !has_mark(words) {
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
    if !has_blank(word) {
        return composed(word);
    }
    let bare: String = word.split(is_blank).collect();
    Cow::Owned(composed(&bare).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{bare, composed, has_blank, has_mark};

    #[test]
    fn no_blank_and_no_mark_is_overlooked() {
        for c in '\0'..=char::MAX {
            let (alone, among) = (c.to_string(), format!("あ{c}い"));
            if c.is_whitespace() || c == '\u{AD}' {
                assert!(has_blank(&alone) && has_blank(&among), "{c:?}");
                assert_eq!(bare(&among), "あい");
            }
            if matches!(c, '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}') {
                assert!(has_mark(&alone) && has_mark(&among), "{c:?}");
            }
        }
        assert_eq!(composed("か\u{3099}っこう"), "がっこう");
        assert!(
            !has_blank("、。「」々〇ー漢字カナかなABC1・～") && !has_mark("、。「」々〇ー漢字カナかなABC1・～ゝゞ")
        );
    }
}
