//! A page in patches: parts that are drawn by themselves and lie on each other in the order of the page.
//!
//! What a sentence more changes on a page is a line or two, and what stands below moves. A patch is known by its look
//! wherever it stands, so whoever shows the page draws the one or two that are new, moves others and keeps the rest.
//! Where a patch ends depends on what is in it, as in a file that is stored in pieces: a line more does not shift the
//! bounds of all that follow.

use super::flatten::flatten;
use super::inspect::{Rect, corners, text_rect, union};
use super::layout::Layout;
use super::letters::{drawn, lines};
use super::look::{Look, step};
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::utils::hash128;
use typst::visualize::{Geometry, Paint};

/// A patch with text ends with a line of so many characters: most lines of a text are drawn by themselves. Where there are
/// only shorter ones, it ends after so many in all, with one of the lines whose look says so.
const FEWEST: usize = 24;

/// One line in so many says so, by the run with which it ends.
const ONE_IN: u128 = 2;

/// A patch with text has at most about so many characters.
const MOST: usize = 120;

/// It is at most so high, in points, unless a single item is higher.
const HIGHEST: f64 = 150.0;

/// A page in patches.
#[derive(Debug)]
pub struct Patchwork {
    /// The width and height of the page, in points.
    pub size: (f64, f64),
    /// The patches, the lowest first. The page is white where there is none.
    pub patches: Vec<Patch>,
    /// A number for what the page looks like.
    pub look: u128,
}

/// By how much a patch is larger than the lines in it, in points: a line's edge on the patch's own would be blended twice.
const SEAM: f64 = 1.0;

/// A part of a page that is drawn by itself.
#[derive(Debug, Clone)]
pub struct Patch {
    /// Where it lies on the page, in points.
    pub rect: Rect,
    /// A number for what it looks like, wherever it lies.
    pub look: u128,
    pub(super) frame: Frame,
}

impl Patch {
    /// The drawing as SVG, as large as the patch. Characters are shapes, so it needs no font. Show it as an image, in
    /// which nothing runs.
    #[must_use]
    pub fn svg(&self) -> String {
        lines(&self.frame).unwrap_or_else(|| flatten(&drawn(self.frame.clone())))
    }
}

impl Layout {
    /// A page (from 0) in patches.
    #[must_use]
    pub fn patchwork(&self, page: usize) -> Patchwork {
        let page = &self.document.pages()[page];
        let size = page.frame.size();
        let mut cutter = Cutter::default();
        if let Some(fill) = page.fill_or_transparent() {
            cutter.add(Point::zero(), &background(size, fill));
        }
        leaves(&page.frame, Point::zero(), &mut cutter);
        let patches = cutter.finish();
        let looks: Vec<_> = patches.iter().map(|patch| (step(origin(patch.rect)), patch.look)).collect();
        Patchwork { size: (size.x.to_pt(), size.y.to_pt()), look: hash128(&(size, looks)), patches }
    }
}

fn background(size: Size, fill: Paint) -> FrameItem {
    FrameItem::Shape(Geometry::Rect(size).filled(fill), Span::detached())
}

/// Hands out what is drawn in a frame, one by one: groups that only move what is in them are opened.
fn leaves(frame: &Frame, origin: Point, cutter: &mut Cutter) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) if only_moves(group) => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                leaves(&group.frame, at + moved, cutter);
            }
            item => cutter.add(at, item),
        }
    }
}

fn only_moves(group: &GroupItem) -> bool {
    let Transform { tx, ty, .. } = group.transform;
    group.clip.is_none() && group.transform == Transform::translate(tx, ty)
}

/// Puts leaves together to patches.
#[derive(Default)]
struct Cutter {
    done: Vec<Patch>,
    open: Option<OpenPatch>,
}

/// A patch to which something may still be added.
struct OpenPatch {
    rect: Rect,
    /// Each item with its look.
    items: Vec<(Point, FrameItem, u128)>,
    has_text: bool,
    characters: usize,
    /// The baseline of its last line, and the characters of that line.
    line: (Abs, usize),
}

impl Cutter {
    fn add(&mut self, at: Point, item: &FrameItem) {
        let Some(rect) = ink(item, Transform::translate(at.x, at.y)) else { return };
        let (is_text, characters) = match item {
            FrameItem::Text(text) => (true, text.glyphs.len()),
            _ => (false, 0),
        };
        let baseline = is_text.then_some(at.y);
        if !self.open.as_ref().is_some_and(|open| open.takes(baseline, rect)) {
            self.end();
        }
        let empty = || OpenPatch { rect, items: Vec::new(), has_text: false, characters: 0, line: (at.y, 0) };
        let open = self.open.get_or_insert_with(empty);
        let look = hash128(&Look(item));
        open.rect = union(open.rect, rect);
        open.items.push((at, item.clone(), look));
        open.has_text |= is_text;
        open.characters += characters;
        if let Some(baseline) = baseline {
            let before = if open.line.0 == baseline { open.line.1 } else { 0 };
            open.line = (baseline, before + characters);
        }
    }

    /// Ends the patch that is open.
    fn end(&mut self) {
        self.done.extend(self.open.take().map(OpenPatch::close));
    }

    fn finish(mut self) -> Vec<Patch> {
        self.end();
        self.done
    }
}

impl OpenPatch {
    /// Whether it takes an item that covers this; a text stands on a baseline.
    fn takes(&self, baseline: Option<Abs>, rect: Rect) -> bool {
        let joined = union(self.rect, rect);
        // The rules and grounds of a table are many and lie below all its texts; the underline of a word stays with it.
        let stays = baseline.is_none() && (!self.has_text || joined == self.rect);
        let ends = baseline != Some(self.line.0) && self.ends_with_its_line();
        stays || !ends && self.characters < MOST && joined.bottom - joined.top <= HIGHEST
    }

    fn ends_with_its_line(&self) -> bool {
        let says_so = || self.items.last().is_some_and(|(_, _, look)| look.is_multiple_of(ONE_IN));
        self.has_text && (self.line.1 >= FEWEST || self.characters >= FEWEST && says_so())
    }

    fn close(self) -> Patch {
        let rect = self.rect;
        let origin = origin(rect);
        let looks: Vec<_> = self.items.iter().map(|(at, _, look)| (step(*at - origin), look)).collect();
        let look = hash128(&looks);
        let size = Size::new(Abs::pt(rect.right - rect.left), Abs::pt(rect.bottom - rect.top));
        let mut frame = Frame::soft(size);
        frame.push_multiple(self.items.into_iter().map(|(at, item, _)| (at - origin, item)));
        Patch { rect, look, frame }
    }
}

/// What an item covers; none where nothing of it can be seen.
fn ink(item: &FrameItem, transform: Transform) -> Option<Rect> {
    match item {
        FrameItem::Group(group) => {
            let inner = transform.pre_concat(group.transform);
            if group.clip.is_some() {
                return Some(corners(Point::zero(), group.frame.size().to_point(), inner));
            }
            let one = |(at, item): &(Point, FrameItem)| ink(item, inner.pre_concat(Transform::translate(at.x, at.y)));
            group.frame.items().filter_map(one).reduce(union)
        }
        // A glyph may reach out of its box.
        FrameItem::Text(text) => Some(grown(text_rect(text, transform), text.size.to_pt() / 2.0)),
        FrameItem::Shape(shape, _) => {
            let rect = shape.bbox(true);
            Some(grown(corners(rect.min, rect.max, transform), SEAM))
        }
        FrameItem::Image(_, size, _) => Some(corners(Point::zero(), size.to_point(), transform)),
        FrameItem::Link(..) | FrameItem::Tag(_) => None,
    }
}

fn origin(rect: Rect) -> Point {
    Point::new(Abs::pt(rect.left), Abs::pt(rect.top))
}

fn grown(rect: Rect, by: f64) -> Rect {
    Rect { left: rect.left - by, top: rect.top - by, right: rect.right + by, bottom: rect.bottom + by }
}

#[cfg(test)]
mod tests {
    use super::{Patch, union};
    use crate::font::Fonts;
    use crate::typeset::{Layout, Typesetter};
    use std::collections::BTreeSet;
    use std::sync::Arc;

    fn layout(body: &str) -> Layout {
        let setting = "#set page(width: 400pt, height: 2000pt)\n#set text(font: \"BIZ UDGothic\", size: 9pt)\n";
        let mut typesetter = Typesetter::new(Arc::new(Fonts::embedded()), &[]);
        typesetter.layout(&format!("{setting}{body}")).expect("it lays out")
    }

    fn patches(body: &str) -> Vec<Patch> {
        layout(body).patchwork(0).patches
    }

    /// Paragraphs that differ from each other, in boxes.
    fn text(middle: &str) -> String {
        let paragraph = |index: usize| {
            let sentence = format!("{index}番目の文です。これは{}とは別のことを述べています。", index * 7 + 3);
            format!("#block(stroke: 0.5pt, inset: 3pt)[{}]\n\n", sentence.repeat(3))
        };
        let (before, after): (String, String) = ((0..6).map(paragraph).collect(), (6..14).map(paragraph).collect());
        format!("{before}{middle}\n\n{after}")
    }

    fn looks(patches: &[Patch]) -> BTreeSet<u128> {
        patches.iter().map(|patch| patch.look).collect()
    }

    #[test]
    fn a_line_more_draws_little_anew() {
        let (before, after) = (patches(&text("文。")), patches(&text("文。#linebreak()もう一つの文。")));
        assert!(before.len() > 6, "{}", before.len());
        let new: Vec<&Patch> = after.iter().filter(|patch| !looks(&before).contains(&patch.look)).collect();
        assert!(!new.is_empty() && new.len() <= 2, "{} of {} patches are new", new.len(), after.len());
        // What stands below has moved and is what it was.
        let last = |patches: &[Patch]| patches.last().map(|patch| (patch.look, patch.rect.top)).expect("a patch");
        assert_eq!(last(&before).0, last(&after).0);
        assert!(last(&before).1 < last(&after).1 - 8.0);
    }

    #[test]
    fn all_that_is_drawn_is_in_a_patch_and_within_it() {
        let body = "#underline[下線]のある文。#rotate(-30deg, text(size: 60pt)[未完成])#box(clip: true, width: 20pt, height: 9pt)[切られる文]\
                    #line(length: 100pt)#rect(fill: luma(200), width: 40pt, height: 10pt)";
        let layout = layout(body);
        let whole = layout.drawing(0);
        let patches = layout.patchwork(0).patches;
        let inside = |patch: &Patch| (patch.rect.right - patch.rect.left, patch.rect.bottom - patch.rect.top);
        let (mut texts, mut strokes) = (Vec::new(), 0);
        for patch in &patches {
            let drawing = crate::typeset::inspect::draw(&patch.frame);
            let (width, height) = inside(patch);
            for run in &drawing.texts {
                let rect = union(run.rect, crate::typeset::Rect { left: 0.0, top: 0.0, right: width, bottom: height });
                assert!(rect.right <= width + 0.01 && rect.bottom <= height + 0.01, "{}: {rect:?}", run.text);
                assert!(rect.left >= -0.01 && rect.top >= -0.01, "{}: {rect:?}", run.text);
            }
            texts.extend(drawing.texts.into_iter().map(|run| run.text));
            strokes += drawing.strokes.len();
        }
        assert_eq!(texts, whole.texts.iter().map(|run| run.text.clone()).collect::<Vec<_>>(), "in their order");
        assert_eq!(strokes, whole.strokes.len());
    }

    #[test]
    fn an_underline_stays_with_its_word() {
        let patches = patches("一つ#underline[下線]と#underline[もう一つ]の文。");
        assert_eq!(patches.len(), 1);
        let svg = patches[0].svg();
        assert!(svg.contains("stroke") && svg.contains("<path"), "{svg}");
    }

    #[test]
    fn the_same_page_looks_the_same_and_another_does_not() {
        let look = |body: &str| layout(body).patchwork(0).look;
        assert_eq!(look("文です。"), look("文です。"));
        assert_eq!(look("文です。"), look("#[文]です。"));
        assert_ne!(look("文です。"), look("文でず。"));
        assert_ne!(look("文です。"), look("#v(1pt)文です。"));
        assert_ne!(look("文です。"), look("#set page(fill: luma(90%))\n文です。"));
    }

    #[test]
    fn a_coloured_page_is_a_patch_below_all() {
        let patches = patches("#set page(fill: luma(90%))\n文です。");
        assert_eq!((patches.len(), patches[0].rect.left, patches[0].rect.bottom), (2, -1.0, 2001.0));
    }
}
