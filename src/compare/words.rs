//! Two texts word by word, marked as a person would mark them: a sentence of Japanese is many words, and the small
//! islands that a rewritten passage has in common with the old one are no anchors for the eye.

use super::fold::{FoldedText, folded};
use crate::prose::{Stretch, plain};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The dictionary for Japanese is in the crate's compiled data.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Texts of more words than this are compared as wholes: the time grows with the product.
const MOST_WORDS: usize = 5_000;

/// An island of at most so many characters goes into the changes around it, where they are larger than it.
const ISLAND: usize = 4;

/// Below this share of common words only its beginning and its end are told apart from a new text.
const KINSHIP: f64 = 0.3;

/// The plain texts of both sides, each in pieces that together are the whole of it.
#[must_use]
pub fn words(old: &str, new: &str) -> (Vec<Stretch>, Vec<Stretch>) {
    let (old, new) = (plain(old), plain(new));
    let (old_folded, new_folded) = (folded(&old), folded(&new));
    // Of several shortest differences one is found, which depends on the order: it is always asked in the same one.
    let runs = if old_folded.text <= new_folded.text {
        runs(&old_folded, &new_folded)
    } else {
        runs(&new_folded, &old_folded).into_iter().map(Passage::mirrored).collect()
    };
    let side = |plain: &str, folded: &FoldedText, pick: fn(&Passage) -> &Range<usize>| {
        let changed: Vec<Range<usize>> = runs
            .iter()
            .filter(|run| !run.equal)
            .map(|run| pick(run).clone())
            .filter(|range| !range.is_empty())
            .collect();
        pieces(plain, folded, &changed)
    };
    (side(&old, &old_folded, |run| &run.old), side(&new, &new_folded, |run| &run.new))
}

/// A passage of both texts, in bytes of the folded ones: the same in both, or not.
#[derive(Debug, Clone)]
struct Passage {
    equal: bool,
    old: Range<usize>,
    new: Range<usize>,
    /// Characters of the longer side.
    length: usize,
}

impl Passage {
    fn mirrored(self) -> Self {
        Self { old: self.new, new: self.old, ..self }
    }
}

fn runs<'f>(old: &'f FoldedText, new: &'f FoldedText) -> Vec<Passage> {
    let (old_words, new_words) = (segments(old), segments(new));
    let ops = if old_words.len().max(new_words.len()) > MOST_WORDS {
        vec![DiffOp::Replace { old_index: 0, old_len: old_words.len(), new_index: 0, new_len: new_words.len() }]
    } else {
        // Words as numbers: most of the time goes into comparing them.
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut numbers = |folded: &'f FoldedText, words: &[Range<usize>]| -> Vec<u32> {
            let number = |word: &Range<usize>| {
                let next = known.len() as u32;
                *known.entry(&folded.text[word.clone()]).or_insert(next)
            };
            words.iter().map(number).collect()
        };
        let (old_numbers, new_numbers) = (numbers(old, &old_words), numbers(new, &new_words));
        capture_diff_slices(Algorithm::Myers, &old_numbers, &new_numbers)
    };
    let span = |words: &[Range<usize>], range: Range<usize>, end: usize| match words.get(range.clone()) {
        Some([first, .., last]) => first.start..last.end,
        Some([only]) => only.clone(),
        _ => {
            let at = words.get(range.start).map_or(end, |word| word.start);
            at..at
        }
    };
    let mut runs: Vec<Passage> = Vec::new();
    for op in ops {
        let old_span = span(&old_words, op.old_range(), old.text.len());
        let new_span = span(&new_words, op.new_range(), new.text.len());
        push(&mut runs, matches!(op, DiffOp::Equal { .. }), old_span, new_span, old, new);
    }
    loop {
        let islands: Vec<bool> = (0..runs.len()).map(|at| is_island(&runs, at, old)).collect();
        if !islands.contains(&true) {
            break;
        }
        runs.iter_mut().zip(islands).for_each(|(run, island)| run.equal &= !island);
        runs = joined(runs, old, new);
    }
    let common: usize = runs.iter().filter(|run| run.equal).map(|run| run.length).sum();
    let longer = old.places.len().max(new.places.len());
    if (common as f64) < KINSHIP * longer as f64 {
        let last = runs.len().saturating_sub(1);
        runs.iter_mut().enumerate().for_each(|(at, run)| run.equal &= at == 0 || at == last);
        runs = joined(runs, old, new);
    }
    runs
}

/// The runs with neighbours of one kind made one.
fn joined(runs: Vec<Passage>, old: &FoldedText, new: &FoldedText) -> Vec<Passage> {
    let mut joined = Vec::new();
    for run in runs {
        push(&mut joined, run.equal, run.old, run.new, old, new);
    }
    joined
}

/// Adds a run, to the last one where both differ.
fn push(
    runs: &mut Vec<Passage>,
    equal: bool,
    old_span: Range<usize>,
    new_span: Range<usize>,
    old: &FoldedText,
    new: &FoldedText,
) {
    match runs.last_mut() {
        Some(last) if last.equal == equal => {
            last.old.end = old_span.end;
            last.new.end = new_span.end;
        }
        _ => runs.push(Passage { equal, old: old_span, new: new_span, length: 0 }),
    }
    if let Some(last) = runs.last_mut() {
        let characters = |folded: &FoldedText, span: &Range<usize>| folded.text[span.clone()].chars().count();
        last.length = characters(old, &last.old).max(characters(new, &last.new));
    }
}

/// Whether the run at an index is too small to be told apart from the changes around it.
fn is_island(runs: &[Passage], at: usize, old: &FoldedText) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|at| runs.get(at)), runs.get(at + 1)) else {
        return false;
    };
    let run = &runs[at];
    let text = &old.text[run.old.clone()];
    // 、 and particles alone tell nothing; a word does, unless much more changes on both sides.
    let is_glue =
        text.chars().all(|c| matches!(c, 'ぁ'..='ん' | '、' | '。' | '・' | '「' | '」' | '(' | ')' | '~' | ':'));
    let limit = if is_glue { ISLAND + 2 } else { ISLAND };
    let around = before.length.min(after.length);
    run.equal
        && run.length <= limit
        && (run.length <= 1 && is_glue || run.length * if is_glue { 1 } else { 2 } <= around)
}

/// The words of a folded text, as ranges of it. A line begins a word.
fn segments(folded: &FoldedText) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut lines = folded.breaks.clone();
    lines.push(folded.text.len());
    for line in lines.windows(2) {
        let mut start = line[0];
        for end in SEGMENTER.segment_str(&folded.text[line[0]..line[1]]) {
            let end = line[0] + end;
            if end > start {
                words.push(start..end);
                start = end;
            }
        }
    }
    words
}

/// The plain text in pieces. What does not count goes with what stands before it, unless that is changed and what
/// follows is not.
fn pieces(plain: &str, folded: &FoldedText, changed: &[Range<usize>]) -> Vec<Stretch> {
    let mut pieces: Vec<Stretch> = Vec::new();
    let mut add = |text: &str, changed: bool| {
        if text.is_empty() {
            return;
        }
        match pieces.last_mut() {
            Some(last) if last.marked == changed => last.text.push_str(text),
            _ => pieces.push(Stretch { text: text.to_owned(), marked: changed }),
        }
    };
    let mut ranges = changed.iter().peekable();
    let mut shown = 0;
    let mut before = false;
    for (at, place) in &folded.places {
        while ranges.peek().is_some_and(|range| range.end <= *at) {
            ranges.next();
        }
        let now = ranges.peek().is_some_and(|range| range.contains(at));
        add(&plain[shown..place.start], before && now && !plain[shown..place.start].contains('\n'));
        add(&plain[place.clone()], now);
        shown = place.end;
        before = now;
    }
    add(&plain[shown..], false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::prose::Stretch;

    /// `〔 〕` around what is marked.
    fn marked(pieces: &[Stretch]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.marked { format!("〔{}〕", piece.text) } else { piece.text.clone() })
            .collect()
    }

    fn both(old: &str, new: &str) -> (String, String) {
        let (old, new) = words(old, new);
        (marked(&old), marked(&new))
    }

    #[test]
    fn a_person_would_mark_the_same_words() {
        let cases = [
            (
                "友だちと順番を守って遊ぶ。",
                "友だちと順番を守り、自分の気持ちを言葉で伝えて遊ぶ。",
                "友だちと順番を〔守って〕遊ぶ。",
                "友だちと順番を〔守り、自分の気持ちを言葉で伝えて〕遊ぶ。",
            ),
            ("6か月後に見直す。", "3か月後に見直す。", "〔6〕か月後に見直す。", "〔3〕か月後に見直す。"),
            ("週2回、20分行う。", "週２回、２０分 行う。", "週2回、20分行う。", "週２回、２０分 行う。"),
            (
                "- 一緒に行う。",
                "- 隣で見守る。\n- 一緒に行う。",
                "・一緒に行う。",
                "・〔隣で見守る。〕\n・一緒に行う。",
            ),
            ("月・水 14:30〜17:30", "月・水 10:00～15:00", "月・水 〔14:30〜17:30〕", "月・水 〔10:00～15:00〕"),
        ];
        for (old, new, old_marked, new_marked) in cases {
            assert_eq!(both(old, new), (old_marked.to_owned(), new_marked.to_owned()));
        }
    }

    #[test]
    fn a_rewritten_text_is_marked_in_one_piece() {
        let (old, new) = both(
            "はなさんが、図鑑カードのすごろくを週2回行う。",
            "はなさんが、自分で選んだ紹介の一文を載せて、新しい担任へ渡す準備を終える。",
        );
        assert_eq!(old, "はなさんが、〔図鑑カードのすごろくを週2回行う〕。");
        assert_eq!(new, "はなさんが、〔自分で選んだ紹介の一文を載せて、新しい担任へ渡す準備を終える〕。");
    }
}
