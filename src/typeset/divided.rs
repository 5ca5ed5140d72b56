//! Two columns within a box that may be cut: on every sheet the line between them goes down as far as the box.

use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, Packed, SequenceElem, StyleChain, Value, func};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, BlockElem, Fragment, Frame, FrameItem, Length, Point, Ratio, Regions, Size};
use typst::syntax::Span;
use typst::visualize::{Color, FixedStroke, Geometry};

/// The content with a line of that thickness below it, as far as its box goes on each sheet. `at` is where the line stands, as
/// a share of the width.
#[func]
pub(super) fn divided(span: Span, body: Content, at: Ratio, thickness: Length) -> Content {
    let line = MetadataElem::new(Value::Length(thickness)).pack();
    let place = MetadataElem::new(Value::Ratio(at)).pack();
    let parts = SequenceElem::new(vec![body, place, line]);
    BlockElem::multi_layouter(Packed::new(parts).spanned(span), divide).pack().spanned(span)
}

fn divide(
    parts: &Packed<SequenceElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [body, place, line] = parts.children.as_slice() else { return Ok(Fragment::frames(Vec::new())) };
    let mut frames = typst_layout::layout_fragment(engine, body, locator, styles, regions)?.into_frames();
    // A table that measures its rows asks how high the content is; only where it draws them it says how high the box is.
    if !regions.expand.y {
        return Ok(Fragment::frames(frames));
    }
    let heights = std::iter::once(regions.size.y).chain(regions.backlog.iter().copied());
    let (at, thickness) = (ratio(place), length(line));
    let thickness = FixedStroke::from_pair(Color::BLACK, thickness);
    for (sheet, height) in heights.enumerate() {
        if sheet == frames.len() {
            frames.push(Frame::soft(Size::with_x(regions.size.x)));
        }
        let frame = &mut frames[sheet];
        frame.size_mut().y = height;
        let line = Geometry::Line(Point::with_y(height)).stroked(thickness.clone());
        frame.push(Point::with_x(at.of(frame.width())), FrameItem::Shape(line, Span::detached()));
    }
    Ok(Fragment::frames(frames))
}

fn ratio(mark: &Content) -> Ratio {
    match mark.to_packed::<MetadataElem>().map(|mark| &mark.value) {
        Some(Value::Ratio(at)) => *at,
        _ => Ratio::zero(),
    }
}

fn length(mark: &Content) -> Abs {
    match mark.to_packed::<MetadataElem>().map(|mark| &mark.value) {
        Some(Value::Length(thickness)) => thickness.abs,
        _ => Abs::zero(),
    }
}
