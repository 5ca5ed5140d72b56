//! The guard between a text and its Typst content: what was written is read back and held against the source.
//!
//! It shares no code with the writer: it knows the shape that generated content has, and from the list of what texts
//! may contain only how a mark looks. Character by character, in order, the content must be the source; what may be
//! missing is a mark in its place with the structure that it stands for, and a blank that a YAML fold made.

mod place;
mod reading;
mod walk;

use crate::prose::is_japanese;
use std::ops::Range;

/// A text and the content that was made of it.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The value, as it was loaded.
    pub value: &'a str,
    /// Where in it a YAML fold made a blank.
    pub folds: &'a [usize],
    /// The generated Typst expression.
    pub typst: &'a str,
}

/// The first difference between a text and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where in the value.
    pub at: Range<usize>,
}

/// The first difference, if there is one.
#[must_use]
pub fn difference(written: &Written<'_>) -> Option<Difference> {
    let Some(tokens) = reading::read(written.typst) else {
        return Some(Difference { at: 0..written.value.len() });
    };
    if written.folds.is_empty() {
        return walk::follow(written.value, &tokens).err().map(|at| {
            let at = at.min(written.value.len());
            let words = written.value[at..].char_indices().nth(WORDS);
            Difference { at: at..words.map_or(written.value.len(), |(length, _)| at + length) }
        });
    }
    let gaps = gaps(written);
    let is_made = |at: usize| {
        let gap = gaps.partition_point(|gap| gap.end <= at);
        gaps.get(gap).is_some_and(|gap| gap.contains(&at))
    };
    let kept: Vec<(usize, char)> = written.value.char_indices().filter(|(at, _)| !is_made(*at)).collect();
    let source: String = kept.iter().map(|(_, c)| *c).collect();
    walk::follow(&source, &tokens).err().map(|at| {
        let index = source[..at.min(source.len())].chars().count();
        let place = |index: usize| kept.get(index).map_or(written.value.len(), |(at, _)| *at);
        Difference { at: place(index)..place(index + WORDS) }
    })
}

/// The gaps of blanks that a fold made beside a Japanese letter.
fn gaps(written: &Written<'_>) -> Vec<Range<usize>> {
    let Written { value, folds, .. } = *written;
    let mut gaps = Vec::new();
    let mut at = 0;
    while let Some(start) = value[at..].find(' ').map(|length| at + length) {
        let end = value.len() - value[start..].trim_start_matches(' ').len();
        let fold = folds.partition_point(|fold| *fold < start);
        let beside = (value[..start].chars().next_back(), value[end..].chars().next());
        if folds.get(fold).is_some_and(|fold| *fold < end)
            && let (Some(left), Some(right)) = beside
            && (is_japanese(left) || is_japanese(right))
            && ![left, right].iter().any(|c| matches!(c, '\r' | '\n'))
        {
            gaps.push(start..end);
        }
        at = end;
    }
    gaps
}

/// How many characters of a text are said.
const WORDS: usize = 12;
