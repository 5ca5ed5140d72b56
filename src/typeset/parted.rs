//! What is cut at the end of a sheet: a label is said again on each sheet that its row goes on to, and of a text no line or
//! two are left alone.

use super::inspect::{page_rect, walk};
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, Packed, SequenceElem, StyleChain, func};
use typst::introspection::{Locator, SplitLocator};
use typst::layout::{
    Abs, AlignElem, Axes, BlockElem, Fragment, Frame, FrameItem, Point, Region, Regions, Size, Transform,
};
use typst::model::ParElem;
use typst::pdf::ArtifactElem;
use typst::syntax::Span;
use typst::text::{LinebreakElem, TextElem, TextSize};

/// So many lines stay on each side of a cut, where the text has them.
const LEAST_LINES: usize = 3;

/// The size of a label that is said again where it is too high for what is left of its row, in points, and the distance of
/// its lines as a share of it.
const SMALL: f64 = 7.0;
const CLOSE: f64 = 0.08;

/// What stands beside a row that may be cut: `first`, and on every further sheet the label with the word behind it. The
/// reader aloud has heard it, so that there it is silent.
#[func]
pub(super) fn running(span: Span, first: Content, label: Content, word: Content) -> Content {
    let parts = SequenceElem::new(vec![first, label, word]);
    BlockElem::multi_layouter(Packed::new(parts).spanned(span), say_again).pack().spanned(span)
}

/// A text that may be cut: at least three lines stand on each side of a cut, or all of them on one. `head` stands above
/// what goes on, on every further sheet; the reader aloud does not hear it.
#[func]
pub(super) fn parted(
    span: Span,
    body: Content,
    #[named]
    #[default]
    head: Option<Content>,
) -> Content {
    let parts = SequenceElem::new(std::iter::once(body).chain(head).collect());
    BlockElem::multi_layouter(Packed::new(parts).spanned(span), part).pack().spanned(span)
}

fn say_again(
    parts: &Packed<SequenceElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [label, named, word] = parts.children.as_slice() else { return Ok(Fragment::frames(Vec::new())) };
    let mut places = locator.split();
    let first = natural(engine, label, places.next(&label.span()), styles, regions)?;
    let align = styles.resolve(AlignElem::alignment);
    // A table that measures its rows asks how high the label is; only where it draws them it says on which sheets they stand.
    let stretched = |mut frame: Frame, height: Abs| {
        if regions.expand.y {
            frame.resize(Size::new(frame.width(), height), align);
        }
        frame
    };
    let mut frames = Vec::with_capacity(1 + regions.backlog.len());
    let mut rest = regions.backlog;
    if is_higher(&first, regions.size.y) && regions.may_progress() {
        frames.push(stretched(Frame::soft(Size::with_x(regions.size.x)), regions.size.y));
        let height = rest.first().copied().unwrap_or(first.height());
        frames.push(stretched(first, height));
        rest = rest.get(1..).unwrap_or_default();
    } else {
        frames.push(stretched(first, regions.size.y));
    }
    for height in rest.iter().filter(|_| regions.expand.y) {
        let found = again(engine, &mut places, styles, (named, word), (regions, *height))?;
        frames.push(stretched(found, *height));
    }
    Ok(Fragment::frames(frames))
}

/// A content at its own height, the same however high the room is: it is set once, and found when it is drawn.
pub(super) fn natural(
    engine: &mut Engine,
    content: &Content,
    place: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Frame> {
    let region = Region::new(Size::new(regions.size.x, Abs::inf()), Axes::new(regions.expand.x, false));
    typst_layout::layout_frame(engine, content, place, styles, region)
}

/// The label with the word, the small one where it is too high, the word alone where that is too high, too.
fn again(
    engine: &mut Engine,
    places: &mut SplitLocator,
    styles: StyleChain,
    (label, word): (&Content, &Content),
    (regions, height): (Regions, Abs),
) -> SourceResult<Frame> {
    let whole = silent(Content::sequence([label.clone(), LinebreakElem::shared().clone(), word.clone()]));
    for content in [whole.clone(), small(whole), silent(word.clone())] {
        let found = natural(engine, &content, places.next(&content.span()), styles, regions)?;
        if !is_higher(&found, height) {
            return Ok(found);
        }
    }
    Ok(Frame::soft(Size::with_x(regions.size.x)))
}

fn silent(content: Content) -> Content {
    ArtifactElem::new(content).pack()
}

fn small(content: Content) -> Content {
    content.set(TextElem::size, TextSize(Abs::pt(SMALL).into())).set(ParElem::leading, Abs::pt(SMALL * CLOSE).into())
}

fn is_higher(frame: &Frame, room: Abs) -> bool {
    !room.fits(frame.height())
}

/// What is free between a head and the text that goes on below it.
const HEAD_GAP: f64 = 2.0;

fn part(
    parts: &Packed<SequenceElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [body, head @ ..] = parts.children.as_slice() else { return Ok(Fragment::frames(Vec::new())) };
    let mut places = locator.split();
    let place = places.next(&body.span());
    let whole = typst_layout::layout_fragment(engine, body, place.relayout(), styles, regions)?;
    if whole.len() < 2 {
        return Ok(whole);
    }
    let head = match head {
        [head, ..] => Some(natural(engine, &silent(head.clone()), places.next(&head.span()), styles, regions)?),
        [] => None,
    };
    let above = head.as_ref().map_or(Abs::zero(), |head| head.height() + Abs::pt(HEAD_GAP));
    let full: Vec<Abs> = regions.iter().take(whole.len()).map(|region| region.y).collect();
    let mut heights: Vec<Abs> =
        full.iter().enumerate().map(|(at, height)| if at > 0 { *height - above } else { *height }).collect();
    let last = regions.last.map(|last| last - above);
    let mut frames;
    loop {
        let room = Regions { backlog: &heights[1..], last, ..loose(regions, heights[0]) };
        frames = typst_layout::layout_fragment(engine, body, place.relayout(), styles, room)?.into_frames();
        let lines: Vec<Vec<f64>> = frames.iter().map(baselines).collect();
        let Some((at, height)) = shorter(&lines) else { break };
        heights.extend(last.into_iter().cycle().take(frames.len().saturating_sub(heights.len())));
        match heights.get_mut(at) {
            Some(room) if Abs::pt(height) < *room => *room = Abs::pt(height),
            _ => break,
        }
    }
    for (at, frame) in frames.iter_mut().enumerate() {
        if let Some(head) = head.as_ref().filter(|_| at > 0 && !frame.is_empty()) {
            frame.translate(Point::with_y(above));
            frame.size_mut().y += above;
            frame.prepend_frame(Point::zero(), head.clone());
        }
        if let Some(height) = full.get(at).filter(|_| regions.expand.y) {
            frame.size_mut().y = *height;
        }
    }
    Ok(Fragment::frames(frames))
}

/// The same regions, the first of that height, none of which is filled up.
fn loose(regions: Regions<'_>, first: Abs) -> Regions<'_> {
    Regions { size: Size::new(regions.size.x, first), expand: Axes::new(regions.expand.x, false), ..regions }
}

/// How far below the top of a frame its lines stand, each once, from above.
pub(super) fn baselines(frame: &Frame) -> Vec<f64> {
    let mut found = Vec::new();
    walk(frame, Transform::identity(), page_rect(frame), &mut |item, transform, _| {
        if matches!(item, FrameItem::Text(_)) {
            found.push(transform.ty.to_pt());
        }
    });
    found.sort_by(f64::total_cmp);
    found.dedup_by(|one, other| (*one - *other).abs() < SAME_LINE);
    found
}

/// Texts whose baselines are no farther apart stand on one line, in points.
const SAME_LINE: f64 = 3.0;

/// Which part of a text has to be lower than it is, and how high it may be, so that neither the first nor the last part has
/// less than three lines; nothing where that is so, or cannot be.
fn shorter(lines: &[Vec<f64>]) -> Option<(usize, f64)> {
    let written: Vec<usize> = (0..lines.len()).filter(|part| !lines[*part].is_empty()).collect();
    let (first, before, last) = match *written.as_slice() {
        [first, .., before, last] => (first, before, last),
        [first, last] => (first, first, last),
        _ => return None,
    };
    if first == 0 && lines[first].len() < LEAST_LINES {
        return Some((first, 0.0));
    }
    let wanted = LEAST_LINES.saturating_sub(lines[last].len());
    if wanted == 0 {
        return None;
    }
    match lines[before].len().checked_sub(wanted) {
        Some(kept) if kept >= LEAST_LINES || (kept > 0 && before > first) => {
            Some((before, (lines[before][kept - 1] + lines[before][kept]) / 2.0))
        }
        _ if before == 0 => Some((before, 0.0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a text in parts of so many lines each.
    fn parts(counts: &[usize]) -> Vec<Vec<f64>> {
        counts.iter().map(|count| (1..=*count).map(|line| 12.0 * line as f64).collect()).collect()
    }

    #[test]
    fn lines_go_over_to_the_last_part_until_it_has_three() {
        assert_eq!(shorter(&parts(&[8, 2])), Some((0, 90.0)));
        assert_eq!(shorter(&parts(&[8, 1])), Some((0, 78.0)));
        assert_eq!(shorter(&parts(&[8, 3])), None);
        assert_eq!(shorter(&parts(&[3, 40, 1])), Some((1, 462.0)));
    }

    #[test]
    fn what_cannot_be_cut_with_three_lines_on_each_side_goes_whole_to_the_next_sheet() {
        for counts in [&[4, 1][..], &[3, 2], &[2, 9], &[1, 40, 9]] {
            assert_eq!(shorter(&parts(counts)), Some((0, 0.0)), "{counts:?}");
        }
        // It has gone.
        assert_eq!(shorter(&parts(&[0, 5])), None);
        assert_eq!(shorter(&parts(&[5])), None);
    }
}
