//! What may not stand alone on a sheet: the lines for the signatures go on together with the last of what is signed.

use super::parted::{baselines, natural};
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, Packed, SequenceElem, StyleChain, func};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, BlockElem, Fragment, Frame, Length, Point, Regions, Size};
use typst::syntax::Span;

/// So many lines go on together with what stands below them.
const COMPANY: usize = 3;

/// The body, and below it the tail, whole. Where it has no room there, the last lines or the last row of the body go to the
/// next sheet with it.
#[func]
pub(super) fn accompanied(
    span: Span,
    body: Content,
    tail: Content,
    #[named]
    #[default]
    gap: Length,
) -> Content {
    let gap = typst::layout::VElem::new(gap.into()).pack();
    let parts = SequenceElem::new(vec![body, tail, gap]);
    BlockElem::multi_layouter(Packed::new(parts).spanned(span), accompany).pack().spanned(span)
}

fn accompany(
    parts: &Packed<SequenceElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [body, tail, gap] = parts.children.as_slice() else { return Ok(Fragment::frames(Vec::new())) };
    let mut places = locator.split();
    let place = places.next(&body.span());
    let tail = natural(engine, tail, places.next(&tail.span()), styles, regions)?;
    let below = tail.height() + natural(engine, gap, places.next(&gap.span()), styles, regions)?.height();
    let lay = |engine: &mut Engine, heights: &[Abs]| {
        let size = Size::new(regions.size.x, heights.first().copied().unwrap_or(regions.size.y));
        let expand = Axes::new(regions.expand.x, false);
        let regions = Regions { size, expand, backlog: heights.get(1..).unwrap_or_default(), ..regions };
        typst_layout::layout_fragment(engine, body, place.relayout(), styles, regions).map(Fragment::into_frames)
    };
    let given: Vec<Abs> = std::iter::once(regions.size.y).chain(regions.backlog.iter().copied()).collect();
    let mut frames = lay(engine, &given)?;
    let heights: Vec<Abs> = regions.iter().take(frames.len() + 1).map(|region| region.y).collect();
    if !has_room(&frames, &heights, below) && heights.len() > frames.len() {
        let mut shorter = heights.clone();
        let last = frames.len() - 1;
        shorter[last] = before_last_lines(&frames[last]).min(shorter[last]);
        let carried = lay(engine, &shorter)?;
        if has_room(&carried, &heights, below) {
            frames = carried;
        }
    }
    if has_room(&frames, &heights, below) {
        put_below(&mut frames, tail, below);
    } else {
        frames.push(tail);
    }
    Ok(Fragment::frames(frames))
}

/// Whether so much more stands on the sheet of the last frame.
fn has_room(frames: &[Frame], heights: &[Abs], more: Abs) -> bool {
    match (frames.last(), heights.get(frames.len().saturating_sub(1)).or(heights.last())) {
        (Some(frame), Some(height)) => height.fits(frame.height() + more),
        _ => false,
    }
}

fn put_below(frames: &mut [Frame], tail: Frame, more: Abs) {
    if let Some(frame) = frames.last_mut() {
        let top = frame.height() + more - tail.height();
        frame.size_mut().y += more;
        frame.push_frame(Point::with_y(top), tail);
    }
}

/// A height at which the last lines of a frame have no room any more; none where it has no others.
fn before_last_lines(frame: &Frame) -> Abs {
    let lines = baselines(frame);
    match lines.len().checked_sub(COMPANY + 1) {
        Some(kept) => Abs::pt((lines[kept] + lines[kept + 1]) / 2.0),
        None => Abs::zero(),
    }
}

#[cfg(test)]
mod tests {
    use crate::font::Fonts;
    use crate::typeset::{Layout, Typesetter};
    use std::sync::Arc;

    /// A body of so many paragraphs of a line, and the tail, on sheets of ten lines of ten points.
    fn laid_out(lines: usize) -> Layout {
        let source = format!(
            "#set page(width: 200pt, height: 120pt, margin: 10pt)\n\
             #set text(font: (\"BIZ UDGothic\",), size: 8pt, top-edge: 0.88em, bottom-edge: -0.12em)\n\
             #set par(leading: 2pt, spacing: 2pt)\n\
             #accompanied([{}], block(breakable: false, [署名]), gap: 4pt)",
            "鯨\n\n".repeat(lines)
        );
        Typesetter::new(Arc::new(Fonts::embedded()), &[]).layout(&source).expect("it lays out")
    }

    #[test]
    fn the_tail_is_never_alone_and_nothing_is_lost() {
        for lines in 1..=45 {
            let layout = laid_out(lines);
            let words =
                |page: usize| -> Vec<String> { layout.drawing(page).texts.into_iter().map(|run| run.text).collect() };
            let pages: Vec<Vec<String>> = (0..layout.pages()).map(words).collect();
            let all: Vec<&String> = pages.iter().flatten().collect();
            assert_eq!(all.iter().filter(|word| **word == "鯨").count(), lines);
            let signed = pages.iter().position(|page| page.iter().any(|word| word == "署名")).expect("the tail");
            assert_eq!(signed + 1, pages.len(), "{lines} lines");
            let company = pages[signed].iter().filter(|word| *word == "鯨").count();
            assert!(company > 0, "{lines} lines: the tail is alone");
            assert!(layout.lost().is_empty(), "{lines} lines");
        }
    }
}
