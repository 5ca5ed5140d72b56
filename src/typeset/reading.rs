//! What is read on the pages: the words of each box in their own order, whatever page its lines stand on.
//!
//! The cells of a row that goes on behind a page stand side by side twice; Typst's own marks in the pages tell which
//! cell each line is of. Running heads and feet are read as lines of their own. Marks across the page and the heads of a
//! table that are repeated are left out: what stands there stands elsewhere too.

use super::beginnings::{AskedStretch, Beginnings};
use super::layout::Layout;
use super::world::Typesetter;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::iter;
use std::ops::Range;
use typst::foundations::{Content, Smart, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, GridCell, GridElem, PlaceElem};
use typst::model::{ParElem, TableCell, TableElem};
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};
use typst::visualize::ImageElem;

/// The words of the pages, box by box.
#[derive(Debug, Clone, Default)]
pub struct Reading<'a> {
    /// The boxes, in the order in which they begin.
    pub boxes: Vec<ReadBox<'a>>,
    /// The running heads and feet of all pages.
    pub edges: Vec<String>,
}

impl Reading<'_> {
    /// What a reader finds, without the places in the source: two papers with the same words say the same.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let boxes = self.boxes.iter().map(|own| own.pieces.iter().map(BoxPiece::words).collect());
        boxes.chain(self.edges.iter().cloned()).collect()
    }
}

/// A cell of a table, something placed by itself, or what stands outside of both.
#[derive(Debug, Clone, Default)]
pub struct ReadBox<'a> {
    /// Its pieces in order.
    pub pieces: Vec<BoxPiece<'a>>,
    /// The box that it lies in; the first lies in itself.
    pub outer: usize,
    /// Where in its table it lies; none for what is no cell.
    pub cell: Option<ReadCell>,
}

/// Where a cell lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadCell {
    /// The number of its table among all.
    pub table: usize,
    /// Its columns.
    pub columns: Range<usize>,
    /// Its rows.
    pub rows: Range<usize>,
    /// Whether it is shaded, as the cells of the labels are.
    pub shaded: bool,
}

/// A piece of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoxPiece<'a> {
    /// Text of one place of the sources and of one size, or a part of it.
    Text {
        /// The words.
        words: &'a str,
        /// The byte of the main text at which the stretch begins that it comes from, or its expression, as was asked.
        offset: Option<usize>,
        /// Its size in thousandths of a point.
        size: u32,
    },
    /// What a picture says to those who do not see it.
    Picture(&'a str),
    /// The end of a paragraph.
    Break,
}

impl BoxPiece<'_> {
    fn words(&self) -> &str {
        match self {
            Self::Text { words, .. } => words,
            Self::Picture(words) => words,
            Self::Break => "\n",
        }
    }
}

impl Typesetter {
    /// Reads the pages of what was laid out last. `within`: the stretches of the main text, in order, of which it shall be told
    /// what comes from them: those that were asked about when it was laid out, if any were.
    #[must_use]
    pub fn read<'a>(&self, layout: &'a Layout, within: &[AskedStretch]) -> Reading<'a> {
        let mut reader = PageReader {
            boxes: Vec::with_capacity(BOXES),
            states: Vec::with_capacity(BOXES),
            beginnings: self.beginnings(within),
            by_mark: FxHashMap::with_capacity_and_hasher(BOXES, FxBuildHasher),
            tables: 0,
            edges: Vec::new(),
        };
        reader.boxes.push(ReadBox::default());
        reader.states.push(ReadState::default());
        for page in layout.document.pages() {
            reader.frame(&page.frame, 0);
        }
        Reading { boxes: reader.boxes, edges: reader.edges }
    }
}

/// About so many boxes has a paper of a few pages.
const BOXES: usize = 512;

/// What is known of a box while its pages are read.
#[derive(Debug, Clone, Copy, Default)]
struct ReadState {
    /// Whether its words are left out.
    silent: bool,
    /// The running head or foot that it lies in.
    edge: Option<usize>,
    /// The table that began in it last.
    table: usize,
}

/// Where a cell of a table or of a grid lies.
macro_rules! cell_of {
    ($cell:ident, $table:ident) => {{
        let none = StyleChain::default();
        let (Smart::Custom(x), Smart::Custom(y)) = ($cell.x.get(none), $cell.y.get(none)) else { return None };
        Some(ReadCell {
            table: $table,
            columns: x..x + $cell.colspan.get(none).get(),
            rows: y..y + $cell.rowspan.get(none).get(),
            shaded: matches!($cell.fill.get_cloned(none), Smart::Custom(Some(_))),
        })
    }};
}

/// A length in thousandths of a point.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size of letters is small and positive")]
fn thousandths(length: Abs) -> u32 {
    (length.to_pt() * 1000.0).round() as u32
}

/// The bytes of a line that glyphs of one place say one behind the other. Glyphs of one letter say it once.
fn stretches(glyphs: &[Glyph]) -> impl Iterator<Item = (Range<usize>, Span)> {
    let mut rest = glyphs;
    iter::from_fn(move || {
        let (first, after) = rest.split_first()?;
        let (place, mut range) = (first.span.0, first.range());
        let mut last = range.clone();
        rest = after;
        while let Some((next, after)) = rest.split_first() {
            let own = next.range();
            let goes_on = own == last || next.span.0 == place && own.start == range.end;
            if !goes_on {
                break;
            }
            range.end = own.end;
            last = own;
            rest = after;
        }
        Some((range, place))
    })
}

struct PageReader<'a> {
    boxes: Vec<ReadBox<'a>>,
    /// Of each box.
    states: Vec<ReadState>,
    beginnings: Beginnings,
    /// Which box a mark began.
    by_mark: FxHashMap<Location, usize>,
    /// How many tables there were.
    tables: usize,
    /// The running heads and feet.
    edges: Vec<String>,
}

impl<'a> PageReader<'a> {
    /// Reads a frame that lies in a box.
    fn frame(&mut self, frame: &'a Frame, outer: usize) {
        // The boxes that are open, by their marks, innermost last.
        let mut open: Vec<(Location, usize)> = Vec::new();
        let mut current = outer;
        for (_, item) in frame.items() {
            match item {
                FrameItem::Tag(Tag::Start(content, _)) => {
                    if let Some(inner) = self.start(content, current) {
                        open.push((content.location().unwrap_or(Location::new(0)), inner));
                        current = inner;
                    }
                }
                FrameItem::Tag(Tag::End(mark, ..)) => {
                    if open.last().is_some_and(|(own, _)| own == mark) {
                        open.pop();
                        current = open.last().map_or(outer, |(_, own)| *own);
                    }
                }
                FrameItem::Text(text) => self.text(text, current),
                FrameItem::Group(group) => {
                    let own = group.parent.as_ref().and_then(|parent| self.by_mark.get(&parent.location).copied());
                    self.frame(&group.frame, own.unwrap_or(current));
                }
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
            }
        }
    }

    /// The box that an element begins, if it begins one.
    fn start(&mut self, content: &'a Content, outer: usize) -> Option<usize> {
        let ReadState { silent, mut edge, table } = self.states[outer];
        if let Some(image) = content.to_packed::<ImageElem>() {
            let alt = image.alt.as_option().as_ref().and_then(Option::as_deref);
            self.boxes[outer].pieces.extend(alt.map(BoxPiece::Picture));
            return None;
        }
        if content.is::<ParElem>() {
            self.boxes[outer].pieces.push(BoxPiece::Break);
            return None;
        }
        if content.is::<TableElem>() || content.is::<GridElem>() {
            self.tables += 1;
            self.states[outer].table = self.tables;
            return None;
        }
        let mut cell = None;
        if let Some(artifact) = content.to_packed::<ArtifactElem>()
            && matches!(artifact.kind.get(StyleChain::default()), ArtifactKind::Header | ArtifactKind::Footer)
        {
            edge = Some(self.edges.len());
            self.edges.push(String::new());
        }
        let repeated = match content.to_packed::<TableCell>() {
            Some(own) => {
                cell = cell_of!(own, table);
                own.is_repeated.get(StyleChain::default())
            }
            None => match content.to_packed::<GridCell>() {
                Some(own) => {
                    cell = cell_of!(own, table);
                    own.is_repeated.get(StyleChain::default())
                }
                None if content.is::<ArtifactElem>() => true,
                None => content.is::<PlaceElem>().then_some(false)?,
            },
        };
        let number = self.boxes.len();
        // What is placed (the ring around a word), or only drawn (the reading over a word), lies beside the text and does
        // not part it.
        if !content.is::<PlaceElem>() && !content.is::<ArtifactElem>() {
            self.boxes[outer].pieces.push(BoxPiece::Break);
        }
        self.boxes.push(ReadBox { pieces: Vec::new(), outer, cell });
        self.states.push(ReadState { silent: silent || repeated, edge, table: 0 });
        self.by_mark.extend(content.location().map(|mark| (mark, number)));
        Some(number)
    }

    fn text(&mut self, text: &'a TextItem, number: usize) {
        let ReadState { silent, edge, .. } = self.states[number];
        if let Some(edge) = edge {
            self.edges[edge].push_str(&text.text);
        }
        if silent {
            return;
        }
        let size = thousandths(text.size);
        let pieces = &mut self.boxes[number].pieces;
        let (Some(first), Some(last)) = (text.glyphs.first(), text.glyphs.last()) else { return };
        let place = first.span.0;
        if last.span.0 == place {
            let offset = self.beginnings.offset(place);
            // What a text says on both sides of other words in one line is a text that is spoilt; what a form says there may
            // be the brackets around one.
            if offset.is_some() || text.glyphs.iter().all(|glyph| glyph.span.0 == place) {
                pieces.push(BoxPiece::Text { words: &text.text, offset, size });
                return;
            }
        }
        for (range, place) in stretches(&text.glyphs) {
            let Some(words) = text.text.get(range) else { continue };
            pieces.push(BoxPiece::Text { words, offset: self.beginnings.offset(place), size });
        }
    }
}
