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
pub(super) struct PageWords {
    /// Of each text by its number.
    pub(super) texts: BTreeMap<usize, String>,
    /// Of the rest, in runs that no box, paragraph, text or picture parts.
    pub(super) runs: Vec<String>,
    /// Of each run: from which byte on its letters have which size; empty where that is not known.
    sizes: Vec<Vec<(usize, u32)>>,
    /// What the pictures say.
    pub(super) pictures: Vec<String>,
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

impl PageWords {
    pub(super) fn of(rendered: &Rendered, bodies: &[Body], reading: &Reading<'_>) -> Self {
        let mut paper = Self::default();
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
                                    run.words.push(TICK);
                                }
                                run.append(text, *size);
                            }
                        }
                    }
                    BoxPiece::Picture(words) if words == TICKED => ticked = true,
                    BoxPiece::Picture(words) if words == NOT_TICKED => ticked = false,
                    BoxPiece::Picture(words) => {
                        paper.end(&mut run);
                        paper.pictures.push(words.clone());
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

    fn end(&mut self, run: &mut OpenRun) {
        if run.words.is_empty() {
            return;
        }
        let OpenRun { words, sizes } = std::mem::take(run);
        let composed = composed(&words).into_owned();
        // Where letters and their marks grew together, the bytes moved.
        self.sizes.push(if composed.len() == words.len() { sizes } else { Vec::new() });
        self.runs.push(composed);
    }

    /// The sizes of the letters of some bytes of a run.
    pub(super) fn sizes(&self, run: usize, bytes: &Range<usize>) -> &[(usize, u32)] {
        let sizes = &self.sizes[run];
        let first = sizes.partition_point(|(start, _)| *start <= bytes.start).saturating_sub(1);
        let end = sizes.partition_point(|(start, _)| *start < bytes.end);
        &sizes[first.min(end)..end]
    }
}

/// A run that may go on.
#[derive(Default)]
struct OpenRun {
    words: String,
    sizes: Vec<(usize, u32)>,
}

impl OpenRun {
    fn append(&mut self, text: &str, size: u32) {
        if self.sizes.last().is_none_or(|(_, last)| *last != size) {
            self.sizes.push((self.words.len(), size));
        }
        append(&mut self.words, text);
    }
}

fn append(run: &mut String, text: &str) {
    text.split_whitespace().for_each(|part| run.push_str(part));
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
    if !words.contains(is_mark) {
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
    if !word.contains(is_blank) {
        return composed(word);
    }
    let bare: String = word.split(is_blank).collect();
    Cow::Owned(composed(&bare).into_owned())
}
