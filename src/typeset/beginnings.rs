//! Which expression of the main text the glyphs of a page come from.
//!
//! Typst finds each by a way of its own from the root of the syntax tree. A page has thousands of stretches of glyphs, so
//! that the tree is gone through once, and no further than to the stretches that are asked about.

use std::num::NonZeroU64;
use std::ops::Range;
use typst::syntax::{FileId, Source, Span, SyntaxNode};

/// A stretch of the main text that is asked about: an expression by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedStretch {
    /// The bytes.
    pub range: Range<usize>,
    /// Whether it is to be told which of the expressions in it the glyphs come from.
    pub closely: bool,
}

/// From which number of an expression on glyphs come from which byte; none where they come from no stretch that was asked
/// about. The numbers grow in the order of the text.
#[derive(Debug, Clone)]
pub(super) struct Beginnings {
    file: FileId,
    starts: Vec<(NonZeroU64, Option<usize>)>,
    /// Whether the last stretch goes on.
    open: bool,
}

impl Beginnings {
    /// The beginnings in some stretches of a text, which stand in order.
    pub(super) fn of(source: &Source, within: &[AskedStretch]) -> Self {
        let mut beginnings = Self { file: source.id(), starts: Vec::with_capacity(within.len() * 2), open: false };
        beginnings.collect(source.root(), 0, &mut &*within);
        beginnings
    }

    /// Where the stretch begins that an expression lies in, or the expression itself where it was asked for more closely.
    pub(super) fn offset(&self, span: Span) -> Option<usize> {
        let number = span.into_raw();
        let after = self.starts.partition_point(|(start, _)| *start <= number);
        self.starts.get(after.checked_sub(1)?)?.1.filter(|_| span.id() == Some(self.file))
    }

    /// Goes through a node that begins at `start`. `within`: the stretches that have not ended before.
    fn collect(&mut self, node: &SyntaxNode, start: usize, within: &mut &[AskedStretch]) {
        let mut at = start;
        for child in node.children() {
            if std::mem::take(&mut self.open) {
                self.starts.push((child.span().into_raw(), None));
            }
            while within.first().is_some_and(|stretch| stretch.range.end <= at) {
                *within = &within[1..];
            }
            let Some(stretch) = within.first() else { return };
            let end = at + child.len();
            if stretch.range == (at..end) {
                self.within(child, at, stretch.closely);
                self.open = true;
            } else if stretch.range.start < end {
                self.collect(child, at, within);
            }
            at = end;
        }
    }

    /// Takes a node of a stretch, and all in it where that is asked for.
    fn within(&mut self, node: &SyntaxNode, start: usize, closely: bool) {
        self.starts.push((node.span().into_raw(), Some(start)));
        let mut at = start;
        for child in node.children().filter(|_| closely) {
            self.within(child, at, closely);
            at += child.len();
        }
    }
}
