//! Where on the pages the texts of the main text stand: each glyph knows the expression it came from, and the record
//! around that expression the place number of its text.

use super::inspect::{Rect, corners, page_rect, union, walk};
use super::layout::Layout;
use std::collections::HashMap;
use typst::layout::{Abs, FrameItem, Point, Transform};
use typst::syntax::ast::{DictItem, Expr};
use typst::syntax::{LinkedNode, Span, ast};

/// A text, or the part of it that stands on one page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Located {
    /// The place number that the text carries.
    pub place: usize,
    /// The page, from 0.
    pub page: usize,
    /// The box around it.
    pub rect: Rect,
}

impl Layout {
    /// Where the texts stand that carry a place number, in the order of the pages.
    #[must_use]
    pub fn located(&self) -> Vec<Located> {
        let mut known: HashMap<Span, Option<usize>> = HashMap::new();
        let mut found: Vec<Located> = Vec::new();
        for (page, content) in self.document.pages().iter().enumerate() {
            let mut on_page: HashMap<usize, usize> = HashMap::new();
            walk(&content.frame, Transform::identity(), page_rect(&content.frame), &mut |item, transform, _| {
                let FrameItem::Text(text) = item else { return };
                let (top, bottom) = (text.size * -0.88, text.size * 0.12);
                let mut cursor = Abs::zero();
                for glyph in &text.glyphs {
                    let start = cursor;
                    cursor += glyph.x_advance.at(text.size);
                    let place = *known.entry(glyph.span.0).or_insert_with_key(|span| self.place_of(*span));
                    let Some(place) = place else { continue };
                    let rect = corners(Point::new(start, top), Point::new(cursor, bottom), transform);
                    match on_page.get(&place) {
                        Some(index) => found[*index].rect = union(found[*index].rect, rect),
                        None => {
                            on_page.insert(place, found.len());
                            found.push(Located { place, page, rect });
                        }
                    }
                }
            });
        }
        found
    }

    /// The place number of the text that an expression is part of.
    fn place_of(&self, span: Span) -> Option<usize> {
        let mut node: LinkedNode<'_> = self.main.find(span)?;
        loop {
            if let Some(place) = node.cast::<ast::Dict<'_>>().and_then(place_number) {
                return Some(place);
            }
            node = node.parent()?.clone();
        }
    }
}

fn place_number(record: ast::Dict<'_>) -> Option<usize> {
    record.items().find_map(|item| match item {
        DictItem::Named(named) if named.name().as_str() == "place" => match named.expr() {
            Expr::Int(number) => usize::try_from(number.get()).ok(),
            _ => None,
        },
        _ => None,
    })
}
