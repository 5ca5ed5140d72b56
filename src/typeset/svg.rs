//! Pages for the screen: as SVG, and as a number that tells whether a page looks as it did.

use super::flatten::flatten;
use super::layout::Layout;
use std::hash::{Hash, Hasher};
use typst::layout::{Frame, FrameItem};
use typst::utils::hash128;
use typst_svg::SvgOptions;

impl Layout {
    /// The width and height of a page (from 0), in points.
    #[must_use]
    pub fn size(&self, page: usize) -> (f64, f64) {
        let size = self.document.pages()[page].frame.size();
        (size.x.to_pt(), size.y.to_pt())
    }

    /// A number for what a page (from 0) looks like, however it came about: where its texts stand in the source, and
    /// what Typst notes in it for itself, does not count.
    #[must_use]
    pub fn look(&self, page: usize) -> u128 {
        hash128(&Looks(&self.document.pages()[page].frame))
    }

    /// A page (from 0) as SVG. Characters are shapes, so it needs no font. Show it as an image, in which nothing runs.
    #[must_use]
    pub fn svg(&self, page: usize) -> String {
        flatten(&typst_svg::svg(&self.document.pages()[page], &SvgOptions { render_bleed: false, pretty: false }))
    }
}

/// What can be seen of a frame.
struct Looks<'a>(&'a Frame);

impl Hash for Looks<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (point, item) in self.0.items() {
            match item {
                FrameItem::Group(group) => {
                    (0_u8, point, &group.transform, &group.clip).hash(state);
                    Looks(&group.frame).hash(state);
                    // The end of a group is not the end of the page.
                    u8::MAX.hash(state);
                }
                FrameItem::Text(text) => {
                    (1_u8, point, &text.font, text.size, &text.fill, &text.stroke).hash(state);
                    for glyph in &text.glyphs {
                        let offsets = (glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset);
                        (glyph.id, offsets).hash(state);
                    }
                }
                FrameItem::Shape(shape, _) => (2_u8, point, shape).hash(state),
                FrameItem::Image(image, size, _) => (3_u8, point, image, size).hash(state),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
