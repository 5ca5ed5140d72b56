//! A line across a box of a table that nothing is written in, however high it is and on however many sheets it stands.

use super::parted::natural;
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, Packed, SequenceElem, StyleChain, func};
use typst::introspection::Locator;
use typst::layout::{Abs, BlockElem, Fragment, Frame, FrameItem, Length, Point, Regions, Size, VElem};
use typst::syntax::Span;
use typst::visualize::{Color, FixedStroke, Geometry, Paint};

/// From the lower left to the upper right of the box, anew on each sheet that the box goes on to; it takes no room of its own. `spoken` is
/// what a reader aloud says in its place.
#[func]
pub(super) fn slash(span: Span, thickness: Length, spoken: Content) -> Content {
    let parts = SequenceElem::new(vec![VElem::new(thickness.into()).pack(), spoken]);
    BlockElem::multi_layouter(Packed::new(parts).spanned(span), across).pack().spanned(span)
}

fn across(
    parts: &Packed<SequenceElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [thickness, spoken] = parts.children.as_slice() else { return Ok(Fragment::frames(Vec::new())) };
    let mut places = locator.split();
    let thickness = natural(engine, thickness, places.next(&thickness.span()), styles, regions)?.height();
    let stroke = FixedStroke { paint: Paint::Solid(Color::BLACK), thickness, ..FixedStroke::default() };
    let line = |height: Abs| {
        let mut frame = Frame::soft(Size::new(regions.size.x, height));
        let line = Geometry::Line(Point::new(regions.size.x, -height)).stroked(stroke.clone());
        frame.push(Point::with_y(height), FrameItem::Shape(line, parts.span()));
        frame
    };
    // A table that measures its rows asks how high it is.
    let heights = std::iter::once(regions.size.y).chain(regions.backlog.iter().copied());
    let mut frames: Vec<Frame> =
        if regions.expand.y { heights.map(line).collect() } else { vec![Frame::soft(Size::with_x(regions.size.x))] };
    let spoken = natural(engine, spoken, places.next(&spoken.span()), styles, regions)?;
    frames[0].push_frame(Point::zero(), spoken);
    Ok(Fragment::frames(frames))
}
