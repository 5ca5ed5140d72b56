//! Content that is set once, however often it is measured and drawn.
//!
//! A form measures a text to find its place, a table measures its cells to find the height of the row, and then all is drawn: the
//! same lines, set three and four times. What is composed is laid out away from its place, so that each further time finds
//! what Typst remembers of the first, and only its marks for the reader aloud are told where they have come to stand.

use comemo::Tracked;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Content, Context, ContextElem, NativeElement, Packed, Smart, StyleChain, StyledElem, Styles, func,
};
use typst::introspection::{CounterUpdateElem, Location, Locator, StateUpdateElem, Tag};
use typst::layout::{Abs, Axes, BlockElem, Frame, FrameItem, LayoutElem, Length, Region, Regions, Size};
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
    Ok(composed_in(context.styles().at(span)?.to_map(), span, width.abs, content))
}

/// The same, in those styles.
pub(super) fn composed_in(styles: Styles, span: Span, width: Abs, content: Content) -> Content {
    let set = Packed::new(StyledElem::new(content, styles)).spanned(span);
    BlockElem::single_layouter(set, compose).with_width(Smart::Custom(width.into())).pack().spanned(span)
}

/// The content composed at that width, where it is the same wherever it stands; else as it is.
#[func(contextual)]
pub(super) fn settled(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    width: Length,
    content: Content,
) -> SourceResult<Content> {
    let styles = context.styles().at(span)?.to_map();
    let frame = laid_out(engine, &content, &styles, width.abs)?;
    if asks_its_place(&frame) || !frame.height().to_pt().is_finite() {
        return Ok(content);
    }
    Ok(composed_in(styles, span, width.abs, content))
}

fn laid_out(engine: &mut Engine, content: &Content, styles: &Styles, width: Abs) -> SourceResult<Frame> {
    let regions = Regions {
        size: Size::new(width, Abs::inf()),
        expand: Axes::new(true, false),
        full: Abs::inf(),
        backlog: &[],
        last: None,
    };
    let styles = StyleChain::new(styles);
    Ok(typst_layout::layout_fragment(engine, content, Locator::root(), styles, regions)?.into_frame())
}

fn compose(
    set: &Packed<StyledElem>,
    engine: &mut Engine,
    locator: Locator,
    _: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    let mut frame = laid_out(engine, &set.child, &set.styles, region.size.x)?;
    if is_marked(&frame) {
        let here = locator.split().next_location(engine, 0, set.span());
        settle(&mut frame, here);
    }
    Ok(frame)
}

/// Whether something in a frame counts, or may ask where it stands. What the library itself measures does not.
fn asks_its_place(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Tag(Tag::Start(element, _)) => {
            element.is::<CounterUpdateElem>()
                || element.is::<StateUpdateElem>()
                || ((element.is::<ContextElem>() || element.is::<LayoutElem>()) && !is_of_library(element.span()))
        }
        FrameItem::Group(group) => asks_its_place(&group.frame),
        _ => false,
    })
}

fn is_of_library(span: Span) -> bool {
    span.id().is_some_and(|file| file.vpath().get_without_slash().starts_with("lib/"))
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

#[cfg(test)]
mod tests {
    use crate::font::Fonts;
    use crate::typeset::{Layout, TextRun, Typesetter};
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use typst::introspection::Tag;
    use typst::layout::{Frame, FrameItem};

    fn laid_out(body: &str) -> Layout {
        let setting = "#set page(width: 300pt, height: 400pt, margin: 20pt)\n\
                       #set text(font: (\"BIZ UDGothic\", \"Noto Sans JP\"), size: 9pt)\n";
        Typesetter::new(Arc::new(Fonts::embedded()), &[]).layout(&format!("{setting}{body}")).expect("it lays out")
    }

    fn texts(layout: &Layout) -> Vec<TextRun> {
        layout.drawing(0).texts
    }

    /// Where each mark that starts says it stands.
    fn places(frame: &Frame, found: &mut Vec<u128>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Tag(tag @ Tag::Start(..)) => found.push(tag.location().hash()),
                FrameItem::Group(group) => places(&group.frame, found),
                _ => {}
            }
        }
    }

    const TEXT: &str = "[一日の見通しを、*絵の予定表*で確かめます。一日の見通しを、絵の予定表で確かめます。]";

    #[test]
    fn it_stands_as_it_would_where_it_is_drawn() {
        let composed = laid_out(&format!("#table(columns: 90pt, inset: 3pt, context composed(84pt, {TEXT}))"));
        let plain = laid_out(&format!("#table(columns: 90pt, inset: 3pt, {TEXT})"));
        assert!(texts(&plain).len() > 4);
        assert_eq!(texts(&composed), texts(&plain));
    }

    #[test]
    fn its_styles_are_those_of_the_place_where_it_was_composed() {
        let body = format!("#context {{ let one = composed(84pt, {TEXT}); set text(size: 20pt); one }}");
        assert!(texts(&laid_out(&body)).iter().all(|run| (run.size - 9.0).abs() < 1e-6));
    }

    #[test]
    fn what_asks_where_it_stands_is_left_as_it_is() {
        let is_settled = |body: &str| {
            let code = format!("#context {{ let body = [{body}]; [#(settled(84pt, body) != body)] }}");
            texts(&laid_out(&code)).iter().map(|run| run.text.as_str()).collect::<String>() == "true"
        };
        assert!(is_settled("あ") && is_settled("#table([あ])"));
        for asking in [
            "#context here().page()",
            "#layout(size => [あ])",
            "#counter(\"one\").step()",
            "#state(\"one\", 1).update(2)",
            "#table(context counter(page).display())",
        ] {
            assert!(!is_settled(asking), "{asking}");
        }
    }

    #[test]
    fn the_same_words_in_two_places_are_two_things_for_the_reader_aloud() {
        let body = format!("#context {{ let one = composed(84pt, {TEXT}); one; one; grid(one, one) }}");
        let layout = laid_out(&body);
        let mut found = Vec::new();
        places(&layout.document.pages()[0].frame, &mut found);
        assert!(found.len() >= 8, "{}", found.len());
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
    }
}
