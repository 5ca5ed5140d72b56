//! Where in the main text the expressions begin that the glyphs of a page come from.
//!
//! Typst finds each by a way of its own from the root of the syntax tree. A page has thousands of stretches of glyphs, so
//! that the tree is gone through once, and no further than the stretches of it that are asked about.

use super::world::Typesetter;
use std::num::NonZeroU64;
use std::ops::Range;
use typst::syntax::{Span, SyntaxNode};

/// The beginnings of expressions by their numbers, which grow in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Beginnings(Vec<(NonZeroU64, usize)>);

impl Typesetter {
    /// The beginnings in some stretches of the main text, which stand in order.
    pub(super) fn beginnings(&self, within: &[Range<usize>]) -> Beginnings {
        let mut beginnings = Beginnings::default();
        beginnings.collect(self.main_root(), 0, &mut &*within);
        beginnings
    }
}

impl Beginnings {
    /// Where the expression begins; none where it lies in no stretch that was asked about.
    pub(super) fn offset(&self, span: Span) -> Option<usize> {
        let found = self.0.binary_search_by_key(&span.into_raw(), |(number, _)| *number).ok()?;
        Some(self.0[found].1)
    }

    /// Goes through a node that begins at `start`. `within`: the stretches that have not ended before.
    fn collect(&mut self, node: &SyntaxNode, start: usize, within: &mut &[Range<usize>]) {
        self.0.push((node.span().into_raw(), start));
        let mut at = start;
        for child in node.children() {
            while within.first().is_some_and(|stretch| stretch.end <= at) {
                *within = &within[1..];
            }
            let Some(stretch) = within.first() else { return };
            let end = at + child.len();
            if stretch.start < end {
                self.collect(child, at, within);
            }
            at = end;
        }
    }
}
