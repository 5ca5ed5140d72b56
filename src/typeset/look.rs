//! What can be seen of something laid out, as input of a hash: where its texts stand in the source, and what Typst notes
//! in it for itself, does not count.

use std::hash::{Hash, Hasher};
use typst::layout::{Frame, FrameItem, Point};

/// Steps to a point. What moved as a whole keeps its look, though its places differ in the last digits.
const STEPS: f64 = 1000.0;

/// A place as it counts for the look of what stands there.
pub(super) fn step(at: Point) -> [i64; 2] {
    [at.x, at.y].map(|one| (one.to_pt() * STEPS).round() as i64)
}

/// The look of an item, wherever it stands.
pub(super) struct Look<'a>(pub(super) &'a FrameItem);

impl Hash for Look<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            FrameItem::Group(group) => {
                (0_u8, &group.transform, &group.clip).hash(state);
                Looks(&group.frame).hash(state);
            }
            FrameItem::Text(text) => {
                (1_u8, &text.font, text.size, &text.fill, &text.stroke).hash(state);
                for glyph in &text.glyphs {
                    let offsets = (glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset);
                    (glyph.id, offsets).hash(state);
                }
                // The end of a run is not the end of the page.
                u16::MAX.hash(state);
            }
            FrameItem::Shape(shape, _) => (2_u8, shape).hash(state),
            FrameItem::Image(image, size, _) => (3_u8, image, size).hash(state),
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

/// The look of a frame.
struct Looks<'a>(&'a Frame);

impl Hash for Looks<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (at, item) in self.0.items() {
            step(*at).hash(state);
            Look(item).hash(state);
        }
        u8::MAX.hash(state);
    }
}
