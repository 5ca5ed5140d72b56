//! Content that is set once, however often it is measured and drawn.
//!
//! A form measures a text to find its place, a table measures its cells to find the height of the row, and then all is drawn: the
//! same lines, set three and four times. What is composed is laid out away from its place, so that each further time finds
//! what Typst remembers of the first, and only its marks for the reader aloud are told where they have come to stand.

use comemo::Tracked;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Content, Context, NativeElement, Packed, Smart, StyleChain, StyledElem, func};
use typst::introspection::{Location, Locator, Tag};
use typst::layout::{Abs, Axes, BlockElem, Frame, FrameItem, Length, Region, Regions, Size};
use typst::syntax::Span;
use typst::utils::hash128;

/// A block of that width with the content, set in the styles of the place where this is called, whatever they are where it
/// comes to stand. It is not broken over sheets, and asks nothing of its place: no number of a page, no counter.
#[func(contextual)]
pub(super) fn composed(
    context: Tracked<Context>,
    span: Span,
    width: Length,
    content: Content,
) -> SourceResult<Content> {
    let styles = context.styles().at(span)?.to_map();
    let set = Packed::new(StyledElem::new(content, styles)).spanned(span);
    Ok(BlockElem::single_layouter(set, compose).with_width(Smart::Custom(width.into())).pack().spanned(span))
}

fn compose(
    set: &Packed<StyledElem>,
    engine: &mut Engine,
    locator: Locator,
    _: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    let regions = Regions {
        size: Size::new(region.size.x, Abs::inf()),
        expand: Axes::new(true, false),
        full: Abs::inf(),
        backlog: &[],
        last: None,
    };
    let styles = StyleChain::new(&set.styles);
    let mut frame = typst_layout::layout_fragment(engine, &set.child, Locator::root(), styles, regions)?.into_frame();
    if is_marked(&frame) {
        let here = locator.split().next_location(engine, 0, set.span());
        settle(&mut frame, here);
    }
    Ok(frame)
}

fn is_marked(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Tag(_) => true,
        FrameItem::Group(group) => group.parent.is_some() || is_marked(&group.frame),
        _ => false,
    })
}

/// Tells every mark in the frame where it stands, so that the same words in two places are two things.
fn settle(frame: &mut Frame, here: Location) {
    let moved = |from: Location| Location::new(hash128(&(here, from)));
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => {
                if let Some(parent) = &mut group.parent {
                    parent.location = moved(parent.location);
                }
                settle(&mut group.frame, here);
            }
            FrameItem::Tag(Tag::Start(element, _)) => {
                if let Some(from) = element.location() {
                    element.set_location(moved(from));
                }
            }
            FrameItem::Tag(Tag::End(from, ..)) => *from = moved(*from),
            _ => {}
        }
        true
    });
}
