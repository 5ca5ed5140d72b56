//! Where in the main text the expressions begin that the glyphs of a page come from.
//!
//! Typst finds each by a way of its own from the root of the syntax tree. A page has thousands of stretches of glyphs, so
//! that the tree is gone through once, right after it was made: after the layout most of it is far away from the processor.

use std::num::NonZeroU64;
use std::ops::Range;
use typst::syntax::{Span, SyntaxKind, SyntaxNode};

/// The beginnings of expressions by their numbers, which grow in the order of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Beginnings(Vec<(NonZeroU64, usize)>);

impl Beginnings {
    /// Those of a syntax tree.
    pub(super) fn of(root: &SyntaxNode) -> Self {
        let mut beginnings = Self::default();
        beginnings.collect(root, 0);
        beginnings
    }

    /// Where the expression begins; none where it lies in none of these stretches of the text, which stand in order.
    pub(super) fn offset(&self, span: Span, within: &[Range<usize>]) -> Option<usize> {
        let found = self.0.binary_search_by_key(&span.into_raw(), |(number, _)| *number).ok()?;
        let offset = self.0[found].1;
        let after = within.partition_point(|stretch| stretch.start <= offset);
        within.get(after.checked_sub(1)?)?.contains(&offset).then_some(offset)
    }

    /// Goes through a node that begins at `start`. The glyphs of a text come from strings, those of the marks of a list from
    /// the call that makes it.
    fn collect(&mut self, node: &SyntaxNode, start: usize) {
        if matches!(node.kind(), SyntaxKind::Str | SyntaxKind::FuncCall) {
            self.0.push((node.span().into_raw(), start));
        }
        let mut at = start;
        for child in node.children() {
            self.collect(child, at);
            at += child.len();
        }
    }
}
