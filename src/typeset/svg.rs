//! Pages to SVG, for the screen.

use super::layout::Layout;
use typst::utils::hash128;
use typst_svg::SvgOptions;

/// A page as SVG.
#[derive(Debug, Clone, PartialEq)]
pub struct Svg {
    /// The width in points.
    pub width: f64,
    /// The height in points.
    pub height: f64,
    /// The drawing. Characters are shapes, so it needs no font. Show it as an image, in which nothing can run.
    pub text: String,
}

impl Layout {
    /// A number for what stands on a page (from 0). Equal numbers are equal pages; equal pages may have other numbers.
    #[must_use]
    pub fn fingerprint(&self, page: usize) -> u128 {
        hash128(&self.document.pages()[page])
    }

    /// A page (from 0) as SVG.
    #[must_use]
    pub fn svg(&self, page: usize) -> Svg {
        let page = &self.document.pages()[page];
        let size = page.frame.size();
        let text = typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false });
        Svg { width: size.x.to_pt(), height: size.y.to_pt(), text }
    }
}
