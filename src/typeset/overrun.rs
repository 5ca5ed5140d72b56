//! Words that run out of their boxes.
//!
//! A cell of fixed height holds whatever it is given: what is longer goes on over its lower line, into the boxes below. So
//! words of one cell are looked for that have a ruled line, longer than themselves, between them.

use super::beginnings::Beginnings;
use super::inspect::{Rect, Stroke, corners, page_rect, strokes, text_rect, union, walk};
use super::layout::Layout;
use super::world::Typesetter;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, GridCell, Point, Transform};
use typst::model::TableCell;
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{Geometry, Shape};

/// How far a lying line reaches out beyond the words on both sides that is one of their box, in points: an underline does
/// not.
const BEYOND: f64 = 1.5;
/// How far within the words a line lies, in points: the letters of a line are lower than its box.
const WITHIN: f64 = 2.0;

/// Lines shorter than this are none of a box, in points.
const SHORTEST: f64 = 6.0;

/// Words that run over a line of their box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overrun {
    /// The stretch of the main text that they come from, where they are of one that was asked about.
    pub stretch: Option<usize>,
    /// The words of the box, line by line.
    pub lines: Vec<String>,
    /// The byte of the main text at which they, or their cell, are written, where that is known.
    pub written: Option<usize>,
}

impl Typesetter {
    /// Those words of a cell, and those stretches of the main text which stand in order and were asked about when it was
    /// laid out, that run over a line on a page. What comes again (a repeated head) is told once.
    #[must_use]
    pub fn overrun(&self, layout: &Layout, within: &[Range<usize>]) -> Vec<Overrun> {
        let beginnings = self.beginnings(&[]);
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for page in layout.document.pages() {
            let mut reading = PageReading::new(&beginnings, within);
            walk(&page.frame, Transform::identity(), page_rect(&page.frame), &mut |item, transform, _| {
                reading.take(item, transform);
            });
            let crossed: Vec<&RunOnWords> = reading.crossed().collect();
            if crossed.is_empty() {
                continue;
            }
            let texts = texts(&page.frame);
            for words in crossed {
                let lines: Vec<String> = words.runs.iter().filter_map(|(order, _)| texts.get(order).cloned()).collect();
                // Lines of a text that stand on several pages are one stretch.
                let what = words.stretch.map_or_else(|| lines.clone(), |stretch| vec![stretch.to_string()]);
                if seen.insert((words.stretch.is_some(), what)) {
                    let written = words.spans.iter().find_map(|span| self.in_main(*span));
                    found.push(Overrun { stretch: words.stretch, lines, written });
                }
            }
        }
        found
    }
}

/// The words of each run of a page, by its number among the items of the page.
fn texts(frame: &Frame) -> BTreeMap<usize, String> {
    let (mut order, mut texts) = (0, BTreeMap::new());
    walk(frame, Transform::identity(), page_rect(frame), &mut |item, _, _| {
        order += 1;
        if let FrameItem::Text(text) = item {
            texts.insert(order, text.text.to_string());
        }
    });
    texts
}

/// Words of one box that follow each other on a page.
struct RunOnWords {
    /// Their cell, by its number on the page; none outside of a table.
    cell: Option<usize>,
    stretch: Option<usize>,
    rect: Rect,
    /// Each run of them, with its number among the items of the page.
    runs: Vec<(usize, Rect)>,
    /// Where they, and the cell, are written.
    spans: Vec<Span>,
    /// Which lines of the page are of their box: in a table any, elsewhere those of the rectangle drawn before them.
    box_lines: Range<usize>,
}

/// A page gone through in the order in which it is painted.
struct PageReading<'a> {
    beginnings: &'a Beginnings,
    within: &'a [Range<usize>],
    order: usize,
    /// The cells that have begun and not ended: number, who it is, where it is written.
    cells: Vec<(usize, Location, Span)>,
    cells_before: usize,
    words: Vec<RunOnWords>,
    /// Whether no line was drawn since the last words.
    goes_on: bool,
    lines: Vec<(usize, Stroke)>,
    /// A rectangle in which no words stand so far, and which of the lines are its sides.
    last_box: Option<(Rect, Range<usize>)>,
    grounds: Vec<(usize, Rect)>,
}

impl<'a> PageReading<'a> {
    const fn new(beginnings: &'a Beginnings, within: &'a [Range<usize>]) -> Self {
        Self {
            beginnings,
            within,
            order: 0,
            cells: Vec::new(),
            cells_before: 0,
            words: Vec::new(),
            goes_on: false,
            lines: Vec::new(),
            last_box: None,
            grounds: Vec::new(),
        }
    }

    fn take(&mut self, item: &FrameItem, transform: Transform) {
        self.order += 1;
        match item {
            FrameItem::Tag(tag) => self.take_tag(tag),
            FrameItem::Text(text) => self.take_text(text, transform),
            FrameItem::Shape(shape, _) => self.take_shape(shape, transform),
            _ => {}
        }
    }

    fn take_tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, _) if is_cell(element) => {
                self.cells.push((self.cells_before, tag.location(), element.span()));
                self.cells_before += 1;
            }
            Tag::End(location, ..) if self.cells.last().is_some_and(|(_, open, _)| open == location) => {
                self.cells.pop();
            }
            _ => {}
        }
    }

    fn take_text(&mut self, text: &TextItem, transform: Transform) {
        let rect = text_rect(text, transform);
        let stretch = stretch_of(text, self.beginnings, self.within);
        let cell = self.cells.last().map(|(number, ..)| *number);
        let span = text.glyphs.first().map(|glyph| glyph.span.0);
        // Within a cell all words are of one box; elsewhere those of one text are, or those of no text.
        let is_same = |last: &RunOnWords| last.cell == cell && (cell.is_some() || last.stretch == stretch);
        match self.words.last_mut().filter(|last| self.goes_on && is_same(last)) {
            Some(last) => {
                last.rect = union(last.rect, rect);
                last.stretch = last.stretch.or(stretch);
                last.runs.push((self.order, rect));
                last.spans.extend(span);
            }
            None => {
                let cell_span = self.cells.last().map(|(.., span)| *span);
                let spans = span.into_iter().chain(cell_span).collect();
                let begins_in = |frame: &Rect| {
                    (frame.left..frame.right).contains(&(rect.left + WITHIN))
                        && (frame.top..frame.bottom).contains(&(rect.top + WITHIN))
                };
                let own = self.last_box.take().filter(|(frame, _)| begins_in(frame)).map_or(0..0, |(_, sides)| sides);
                let box_lines = if cell.is_some() || stretch.is_some() { 0..usize::MAX } else { own };
                let runs = vec![(self.order, rect)];
                self.words.push(RunOnWords { cell, stretch, rect, runs, spans, box_lines });
            }
        }
        self.goes_on = true;
    }

    /// A line between words divides them: so the names of a drawing are not held for one text.
    fn take_shape(&mut self, shape: &Shape, transform: Transform) {
        if shape.stroke.is_some() {
            let mut found = Vec::new();
            strokes(shape, transform, &mut found);
            // The marks on an axis are lines of no box.
            found.retain(|line| is_straight(line) && length(line) > SHORTEST);
            let sides = self.lines.len()..self.lines.len() + found.len();
            self.last_box = rectangle(shape, transform).map(|frame| (frame, sides));
            self.lines.extend(found.into_iter().map(|line| (self.order, line)));
            self.goes_on = false;
        }
        if let Some(ground) = rectangle(shape, transform).filter(|_| shape.fill.is_some()) {
            self.grounds.push((self.order, ground));
        }
    }

    /// The words that a line of their box goes through.
    fn crossed(&self) -> impl Iterator<Item = &RunOnWords> {
        self.words.iter().filter(|words| {
            let (first, end) = (words.box_lines.start, words.box_lines.end.min(self.lines.len()));
            let lines = self.lines.get(first..end).unwrap_or_default();
            lines.iter().any(|(order, line)| crosses(line, words) && !self.is_hidden(*order, line, words))
        })
    }

    /// Whether the ground on which the words stand lies upon the line.
    fn is_hidden(&self, order: usize, line: &Stroke, words: &RunOnWords) -> bool {
        let (rect, first) = (words.rect, words.runs.first().map_or(0, |(order, _)| *order));
        let is_lying = (line.from.1 - line.to.1).abs() < 0.1;
        self.grounds.iter().filter(|(at, _)| (order..first).contains(at)).any(|(_, ground)| {
            let (x, y) = (ground.left..=ground.right, ground.top..=ground.bottom);
            match is_lying {
                true => y.contains(&line.from.1) && x.contains(&rect.left) && x.contains(&rect.right),
                false => x.contains(&line.from.0) && y.contains(&rect.top) && y.contains(&rect.bottom),
            }
        })
    }
}

fn rectangle(shape: &Shape, transform: Transform) -> Option<Rect> {
    let Geometry::Rect(size) = &shape.geometry else { return None };
    Some(corners(Point::zero(), size.to_point(), transform))
}

fn is_cell(element: &Content) -> bool {
    element.is::<TableCell>() || element.is::<GridCell>()
}

/// Whether a line lies or stands.
fn is_straight(line: &Stroke) -> bool {
    (line.from.0 - line.to.0).abs() < 0.1 || (line.from.1 - line.to.1).abs() < 0.1
}

fn length(line: &Stroke) -> f64 {
    (line.from.0 - line.to.0).abs() + (line.from.1 - line.to.1).abs()
}

/// Whether a line that lies goes through words and out beyond them on both sides, or one that stands through a run of them.
fn crosses(line: &Stroke, words: &RunOnWords) -> bool {
    let (left, right) = (line.from.0.min(line.to.0), line.from.0.max(line.to.0));
    let (top, bottom) = (line.from.1.min(line.to.1), line.from.1.max(line.to.1));
    let rect = &words.rect;
    let is_lying = bottom - top < 0.1
        && (rect.top + WITHIN..rect.bottom - WITHIN).contains(&top)
        && left < rect.left - BEYOND
        && right > rect.right + BEYOND;
    let stands_in = |run: &Rect| {
        (run.left + WITHIN..run.right - WITHIN).contains(&left)
            && top < run.top + WITHIN
            && bottom > run.bottom - WITHIN
    };
    is_lying || (right - left < 0.1 && words.runs.iter().any(|(_, run)| stands_in(run)))
}

/// The stretch that a run of glyphs comes from.
fn stretch_of(text: &TextItem, beginnings: &Beginnings, within: &[Range<usize>]) -> Option<usize> {
    let offset = text.glyphs.iter().find_map(|glyph| beginnings.offset(glyph.span.0))?;
    let number = within.partition_point(|stretch| stretch.start <= offset).checked_sub(1)?;
    within[number].contains(&offset).then_some(number)
}
