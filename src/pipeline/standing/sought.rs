//! A value that is looked for on the pages.

use super::paper::bare;
use crate::template::context::{Appearance, Expected};
use std::borrow::Cow;
use std::ops::Deref;

/// A value that should stand on the paper, with its words as they are compared: they are held against many runs.
pub(super) struct Sought<'a> {
    own: &'a Expected,
    /// Its words without white space, where it is known by words of its own; the usual ones first.
    pub(super) bare: Vec<Cow<'a, str>>,
}

impl<'a> Sought<'a> {
    pub(super) fn of(own: &'a Expected) -> Self {
        let bare = match &own.form {
            Appearance::Words(words) | Appearance::Portrait(words) => words.iter().map(|word| bare(word)).collect(),
            Appearance::Whole(word)
            | Appearance::Shared(word)
            | Appearance::Chosen(word)
            | Appearance::Ticked(word) => vec![bare(word)],
            Appearance::Text(_)
            | Appearance::Behind { .. }
            | Appearance::Of { .. }
            | Appearance::Pictured(_)
            | Appearance::Portrayed(_)
            | Appearance::Edge { .. }
            | Appearance::Block { .. } => Vec::new(),
        };
        Self { own, bare }
    }

    /// Its words where it may be known by one of several.
    pub(super) fn words(&self) -> &[Cow<'a, str>] {
        if matches!(self.own.form, Appearance::Words(_)) { &self.bare } else { &[] }
    }

    /// Its only or usual word, as it is compared; empty where it has none.
    pub(super) fn word(&self) -> &str {
        self.bare.first().map_or("", |word| word)
    }
}

impl Deref for Sought<'_> {
    type Target = Expected;

    fn deref(&self) -> &Expected {
        self.own
    }
}
