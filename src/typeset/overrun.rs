//! Texts that run out of their boxes.
//!
//! A cell of fixed height holds whatever it is given: what is longer goes on over its lower line, into the boxes below. So
//! a text is looked for that has a ruled line, wider than itself, between its own lines.

use super::beginnings::Beginnings;
use super::inspect::{Rect, Stroke, page_rect, strokes, text_rect, union, walk};
use super::layout::Layout;
use super::world::Typesetter;
use std::collections::BTreeSet;
use std::ops::Range;
use typst::layout::{Frame, FrameItem, Transform};
use typst::text::TextItem;

/// How far a line reaches out beyond the text on both sides that is one of its box, in points: an underline does not.
const BEYOND: f64 = 1.5;
/// How far within the text it lies, in points: the letters of a line are lower than its box.
const WITHIN: f64 = 2.0;

/// Lines of one text that follow each other on a page.
struct LinesOfText {
    /// The number of its stretch.
    stretch: usize,
    rect: Rect,
}

impl Typesetter {
    /// The numbers of those stretches of the main text, which stand in order and were asked about when it was laid out, that
    /// run over a line on a page.
    #[must_use]
    pub fn overrun(&self, layout: &Layout, within: &[Range<usize>]) -> BTreeSet<usize> {
        let beginnings = self.beginnings(&[]);
        layout.document.pages().iter().flat_map(|page| on_page(&page.frame, &beginnings, within)).collect()
    }
}

fn on_page(frame: &Frame, beginnings: &Beginnings, within: &[Range<usize>]) -> Vec<usize> {
    let mut texts: Vec<LinesOfText> = Vec::new();
    let mut lines: Vec<Stroke> = Vec::new();
    // Whether nothing else came since the last line of a text.
    let mut goes_on = false;
    walk(frame, Transform::identity(), page_rect(frame), &mut |item, transform, _| match item {
        FrameItem::Text(text) => {
            let rect = text_rect(text, transform);
            match (stretch_of(text, beginnings, within), texts.last_mut()) {
                (None, _) => goes_on = false,
                (Some(stretch), Some(own)) if goes_on && own.stretch == stretch => own.rect = union(own.rect, rect),
                (Some(stretch), _) => {
                    goes_on = true;
                    texts.push(LinesOfText { stretch, rect });
                }
            }
        }
        FrameItem::Shape(shape, _) if shape.stroke.is_some() => strokes(shape, transform, &mut lines),
        _ => {}
    });
    lines.retain(|line| (line.from.1 - line.to.1).abs() < 0.1);
    let is_crossed = |rect: &Rect| {
        lines.iter().any(|line| {
            let (left, right) = (line.from.0.min(line.to.0), line.from.0.max(line.to.0));
            (rect.top + WITHIN..rect.bottom - WITHIN).contains(&line.from.1)
                && left < rect.left - BEYOND
                && right > rect.right + BEYOND
        })
    };
    texts.iter().filter(|text| is_crossed(&text.rect)).map(|text| text.stretch).collect()
}

/// The stretch that a run of glyphs comes from.
fn stretch_of(text: &TextItem, beginnings: &Beginnings, within: &[Range<usize>]) -> Option<usize> {
    let offset = text.glyphs.iter().find_map(|glyph| beginnings.offset(glyph.span.0))?;
    let number = within.partition_point(|stretch| stretch.start <= offset).checked_sub(1)?;
    within[number].contains(&offset).then_some(number)
}
