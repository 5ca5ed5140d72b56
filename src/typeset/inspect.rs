//! Reading the laid-out pages themselves: where each run of glyphs and each stroke stands.

use std::collections::BTreeSet;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::visualize::{CurveItem, Geometry, Shape};

/// How far outside its page a glyph may reach before it counts as lost, in points: strokes and side bearings do.
const TOLERANCE: f64 = 1.0;

/// A rectangle on a page, in points from the top left.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A run of glyphs in one font and size.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Its plain text.
    pub text: String,
    /// Its box: from ascender to descender of a CJK em.
    pub rect: Rect,
    /// Its size in points.
    pub size: f64,
    /// The family that shows it.
    pub family: String,
    /// The glyphs, by their numbers in that font.
    pub glyphs: Vec<u16>,
}

/// A straight stroke, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// From x, y.
    pub from: (f64, f64),
    /// To x, y.
    pub to: (f64, f64),
    /// Whether it is dashed or dotted.
    pub dashed: bool,
}

/// What stands on a page.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    /// Width and height of the page, in points.
    pub size: (f64, f64),
    /// The runs of text.
    pub texts: Vec<TextRun>,
    /// The straight strokes; the sides of stroked rectangles among them.
    pub strokes: Vec<Stroke>,
    /// The filled rectangles without strokes.
    pub grounds: Vec<Rect>,
}

pub(super) fn draw(frame: &Frame) -> Drawing {
    let mut drawing = Drawing { size: (frame.width().to_pt(), frame.height().to_pt()), ..Drawing::default() };
    walk(frame, Transform::identity(), page_rect(frame), &mut |item, transform, _| match item {
        FrameItem::Text(text) => {
            let rect = text_rect(text, transform);
            drawing.texts.push(TextRun {
                text: text.text.to_string(),
                rect,
                size: text.size.to_pt(),
                family: text.font.font().info().family.to_string(),
                glyphs: text.glyphs.iter().map(|glyph| glyph.id).collect(),
            });
        }
        FrameItem::Shape(shape, _) if shape.stroke.is_some() => strokes(shape, transform, &mut drawing.strokes),
        FrameItem::Shape(shape, _) if shape.fill.is_some() => drawing.grounds.extend(ground(shape, transform)),
        _ => {}
    });
    drawing
}

fn ground(shape: &Shape, transform: Transform) -> Option<Rect> {
    let Geometry::Rect(size) = &shape.geometry else { return None };
    let (left, top) = point(Point::zero().transform(transform));
    let (right, bottom) = point(Point::new(size.x, size.y).transform(transform));
    Some(Rect { left, top, right, bottom })
}

/// The straight strokes of a shape.
pub(super) fn strokes(shape: &Shape, transform: Transform, found: &mut Vec<Stroke>) {
    let dashed = shape.stroke.as_ref().is_some_and(|stroke| stroke.dash.is_some());
    let at = |x: Abs, y: Abs| point(Point::new(x, y).transform(transform));
    let zero = Abs::zero();
    match &shape.geometry {
        Geometry::Line(end) => found.push(Stroke { from: at(zero, zero), to: at(end.x, end.y), dashed }),
        Geometry::Rect(size) => {
            let corners = [at(zero, zero), at(size.x, zero), at(size.x, size.y), at(zero, size.y)];
            found.extend((0..4).map(|side| Stroke { from: corners[side], to: corners[(side + 1) % 4], dashed }));
        }
        Geometry::Curve(curve) => {
            let mut from = (0.0, 0.0);
            for item in &curve.0 {
                match item {
                    CurveItem::Move(to) => from = at(to.x, to.y),
                    CurveItem::Line(to) => {
                        let to = at(to.x, to.y);
                        found.push(Stroke { from, to, dashed });
                        from = to;
                    }
                    CurveItem::Cubic(_, _, to) => from = at(to.x, to.y),
                    CurveItem::Close => {}
                }
            }
        }
    }
}

pub(super) fn lost(frame: &Frame) -> Vec<String> {
    let mut lost = Vec::new();
    walk(frame, Transform::identity(), page_rect(frame), &mut |item, transform, visible| {
        let FrameItem::Text(text) = item else { return };
        let rect = text_rect(text, transform);
        let inside = rect.left >= visible.left - TOLERANCE
            && rect.top >= visible.top - TOLERANCE
            && rect.right <= visible.right + TOLERANCE
            && rect.bottom <= visible.bottom + TOLERANCE;
        if !inside {
            lost.push(text.text.to_string());
        }
    });
    lost
}

pub(super) fn missing(frame: &Frame) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    walk(frame, Transform::identity(), page_rect(frame), &mut |item, _, _| {
        let FrameItem::Text(text) = item else { return };
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            missing.extend(text.text.get(glyph.range()).into_iter().flat_map(str::chars));
        }
    });
    missing
}

/// Visits every item with its transform onto the page and the part of the page in which it is visible.
pub(super) fn walk(
    frame: &Frame,
    transform: Transform,
    visible: Rect,
    visit: &mut dyn FnMut(&FrameItem, Transform, Rect),
) {
    for (position, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                let inner = here.pre_concat(group.transform);
                let visible = match &group.clip {
                    Some(_) => intersect(visible, frame_rect(&group.frame, inner)),
                    None => visible,
                };
                walk(&group.frame, inner, visible, visit);
            }
            item => visit(item, here, visible),
        }
    }
}

pub(super) fn page_rect(frame: &Frame) -> Rect {
    frame_rect(frame, Transform::identity())
}

fn frame_rect(frame: &Frame, transform: Transform) -> Rect {
    corners(Point::zero(), Point::new(frame.width(), frame.height()), transform)
}

pub(super) fn text_rect(text: &TextItem, transform: Transform) -> Rect {
    let (top, bottom) = (text.size * -0.88, text.size * 0.12);
    corners(Point::with_y(top), Point::new(text.width(), bottom), transform)
}

pub(super) fn corners(a: Point, b: Point, transform: Transform) -> Rect {
    let points = [a, Point::new(b.x, a.y), b, Point::new(a.x, b.y)].map(|corner| point(corner.transform(transform)));
    let fold = |start: f64, pick: fn(f64, f64) -> f64, value: fn(&(f64, f64)) -> f64| {
        points.iter().map(value).fold(start, pick)
    };
    Rect {
        left: fold(f64::INFINITY, f64::min, |p| p.0),
        top: fold(f64::INFINITY, f64::min, |p| p.1),
        right: fold(f64::NEG_INFINITY, f64::max, |p| p.0),
        bottom: fold(f64::NEG_INFINITY, f64::max, |p| p.1),
    }
}

pub(super) fn union(a: Rect, b: Rect) -> Rect {
    Rect {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

fn intersect(a: Rect, b: Rect) -> Rect {
    Rect {
        left: a.left.max(b.left),
        top: a.top.max(b.top),
        right: a.right.min(b.right),
        bottom: a.bottom.min(b.bottom),
    }
}

fn point(point: Point) -> (f64, f64) {
    (point.x.to_pt(), point.y.to_pt())
}
