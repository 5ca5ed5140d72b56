//! The guard between a text and its Typst content: what was written is read back and held against the source.
//!
//! It shares no code with the writer: it knows the shape that generated content has, and from the list of what texts
//! may contain only how a mark looks. Character by character, in order, the content must be the source; what may be
//! missing is a mark in its place with the structure that it stands for, and a blank that a YAML fold made.

mod reading;
mod walk;

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
    walk::follow(written.value, written.folds, &tokens).err().map(|at| {
        let at = at.min(written.value.len());
        let end = written.value[at..].char_indices().nth(WORDS).map_or(written.value.len(), |(length, _)| at + length);
        Difference { at: at..end }
    })
}

/// How many characters of a text are said.
const WORDS: usize = 12;
