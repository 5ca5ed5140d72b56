//! What is read on the pages: the words of each box in their own order, whatever page its lines stand on.
//!
//! The cells of a row that goes on behind a page stand side by side twice; Typst's own marks in the pages tell which
//! cell each line is of. Running heads and feet are read as lines of their own. Marks across the page and the heads of a
//! table that are repeated are left out: what stands there stands elsewhere too.

use super::layout::Layout;
use super::world::Typesetter;
use std::collections::HashMap;
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
pub struct Reading {
    /// The boxes, in the order in which they begin.
    pub boxes: Vec<ReadBox>,
    /// The running heads and feet of all pages.
    pub edges: Vec<String>,
}

impl Reading {
    /// What a reader finds, without the places in the source: two papers with the same words say the same.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let boxes = self.boxes.iter().map(|own| own.pieces.iter().map(BoxPiece::words).collect());
        boxes.chain(self.edges.iter().cloned()).collect()
    }
}

/// A cell of a table, something placed by itself, or what stands outside of both.
#[derive(Debug, Clone, Default)]
pub struct ReadBox {
    /// Its pieces in order.
    pub pieces: Vec<BoxPiece>,
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
pub enum BoxPiece {
    /// Text of one place of the sources and of one size.
    Text {
        /// The words.
        words: String,
        /// The byte of the main text at which its expression begins, or none where it comes from a file of `lib/`.
        offset: Option<usize>,
        /// Its size in thousandths of a point.
        size: u32,
    },
    /// What a picture says to those who do not see it.
    Picture(String),
    /// The end of a paragraph.
    Break,
}

impl BoxPiece {
    fn words(&self) -> &str {
        match self {
            Self::Text { words, .. } | Self::Picture(words) => words,
            Self::Break => "\n",
        }
    }
}

impl Typesetter {
    /// Reads the pages of what was laid out last.
    #[must_use]
    pub fn read(&self, layout: &Layout) -> Reading {
        let mut reader = PageReader::default();
        reader.boxes.push(OpenBox::default());
        for page in layout.document.pages() {
            reader.frame(&page.frame, 0);
        }
        let mut places: HashMap<Span, Option<usize>> = HashMap::new();
        let mut place = |span: Span| *places.entry(span).or_insert_with(|| self.main_offset(span));
        let boxes = reader.boxes.into_iter().map(|open| ReadBox {
            pieces: open.pieces.into_iter().map(|piece| piece.located(&mut place)).collect(),
            outer: open.outer,
            cell: open.cell,
        });
        Reading { boxes: boxes.collect(), edges: reader.edges }
    }
}

/// A piece whose place is not known yet.
enum RawPiece {
    Text(String, Span, u32),
    Picture(String),
    Break,
}

impl RawPiece {
    fn located(self, place: &mut impl FnMut(Span) -> Option<usize>) -> BoxPiece {
        match self {
            Self::Text(words, span, size) => BoxPiece::Text { words, offset: place(span), size },
            Self::Picture(text) => BoxPiece::Picture(text),
            Self::Break => BoxPiece::Break,
        }
    }
}

#[derive(Default)]
struct OpenBox {
    pieces: Vec<RawPiece>,
    /// Whether its words are left out.
    silent: bool,
    /// The running head or foot that it lies in.
    edge: Option<usize>,
    outer: usize,
    cell: Option<ReadCell>,
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

#[derive(Default)]
struct PageReader {
    boxes: Vec<OpenBox>,
    /// Which box a mark began.
    by_mark: HashMap<Location, usize>,
    /// How many tables there were.
    tables: usize,
    /// The running heads and feet.
    edges: Vec<String>,
}

impl PageReader {
    /// Reads a frame that lies in a box.
    fn frame(&mut self, frame: &Frame, outer: usize) {
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
    fn start(&mut self, content: &Content, outer: usize) -> Option<usize> {
        let OpenBox { silent, mut edge, .. } = self.boxes[outer];
        if let Some(image) = content.to_packed::<ImageElem>() {
            let alt = image.alt.get_cloned(StyleChain::default());
            self.boxes[outer].pieces.extend(alt.map(|alt| RawPiece::Picture(alt.to_string())));
            return None;
        }
        if content.is::<ParElem>() {
            self.boxes[outer].pieces.push(RawPiece::Break);
            return None;
        }
        if content.is::<TableElem>() || content.is::<GridElem>() {
            self.tables += 1;
            self.boxes[outer].table = self.tables;
            return None;
        }
        let table = self.boxes[outer].table;
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
            self.boxes[outer].pieces.push(RawPiece::Break);
        }
        self.boxes.push(OpenBox { silent: silent || repeated, edge, outer, cell, ..OpenBox::default() });
        self.by_mark.extend(content.location().map(|mark| (mark, number)));
        Some(number)
    }

    fn text(&mut self, text: &TextItem, number: usize) {
        let own = &mut self.boxes[number];
        if let Some(edge) = own.edge {
            self.edges[edge].push_str(&text.text);
        }
        if own.silent {
            return;
        }
        let size = thousandths(text.size);
        for (range, place) in stretches(&text.glyphs) {
            let Some(words) = text.text.get(range) else { continue };
            match own.pieces.last_mut() {
                Some(RawPiece::Text(text, span, of)) if *span == place && *of == size => text.push_str(words),
                _ => own.pieces.push(RawPiece::Text(words.to_owned(), place, size)),
            }
        }
    }
}
