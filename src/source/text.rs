//! A file's text and places in it. A span says which file it is of, so that a place can't be one of another.

use super::shelf::{FileId, Shelf};
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The files of this run.
static FILES: Shelf<Source> = Shelf::new();

/// A range of bytes in a file's text. The empty span at 0 stands for the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
    /// Whose text it is a range of; only the file itself gives its spans out.
    file: FileId,
}

impl Span {
    /// The same as a range of indices.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From its beginning up to, but without, `end` (bytes).
    #[must_use]
    pub fn up_to(self, end: usize) -> Self {
        self.part(self.start as usize..end)
    }

    /// Another range of the same file, in bytes of the file.
    #[must_use]
    pub fn part(self, range: Range<usize>) -> Self {
        Self { start: clamp(range.start), end: clamp(range.end.max(range.start)), ..self }
    }

    /// The place in the file that it is of.
    ///
    /// # Panics
    /// When nobody holds that file any more: who has a span has the file that it was read from.
    #[must_use]
    pub fn place(self) -> Place {
        let source = FILES.find(self.file).expect("internal: the file of a span is held");
        Place { source, span: self, known: None }
    }

    /// Its numbers, as they pass through serde, which knows none but plain values.
    pub(crate) fn numbers(self) -> [u32; 3] {
        [self.start, self.end, self.file.number()]
    }

    /// Back from the numbers that [`Self::numbers`] gave.
    pub(crate) fn from_numbers([start, end, file]: [u32; 3]) -> Self {
        Self { start, end, file: FileId::from_number(file) }
    }
}

/// A file as it was read: its path, as a user would write it, and its text.
#[derive(Debug)]
pub struct Source {
    id: FileId,
    path: Arc<Path>,
    text: String,
    /// Four bytes a line: what findings are shown in is held to the end of a run.
    line_starts: OnceLock<Box<[u32]>>,
    /// Whether it is a file's name alone, which stands beside the file itself.
    is_name: bool,
}

impl Source {
    /// A source with this path (relative to the project) and text.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Arc<Self> {
        let (path, text) = (Arc::from(path.into()), text.into());
        FILES.put(|id| Self { id, path, text, line_starts: OnceLock::new(), is_name: false })
    }

    /// The file without its text.
    fn name(&self) -> Arc<Self> {
        let path = Arc::clone(&self.path);
        Arc::new(Self { id: self.id, path, text: String::new(), line_starts: OnceLock::new(), is_name: true })
    }

    /// The span of a range of bytes.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        Span { start: 0, end: 0, file: self.id }.part(range)
    }

    /// The place of a range of bytes.
    #[must_use]
    pub fn place(self: &Arc<Self>, range: Range<usize>) -> Place {
        Place { source: Arc::clone(self), span: self.span(range), known: None }
    }

    /// The place of the file as a whole.
    #[must_use]
    pub fn whole(self: &Arc<Self>) -> Place {
        self.place(0..0)
    }

    /// The path relative to the project.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let starts = self.line_starts();
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = starts.partition_point(|&start| start as usize <= offset);
        let start = starts[line - 1] as usize;
        (line, self.text[start..offset].chars().count() + 1)
    }

    /// The span of a line's text, without its line break. Lines count from 1.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let starts = self.line_starts();
        let index = line.clamp(1, starts.len()) - 1;
        let start = starts[index] as usize;
        let end = starts.get(index + 1).map_or(self.text.len(), |next| *next as usize - 1);
        self.span(start..start + self.text[start..end].trim_end_matches('\r').len())
    }

    fn line_starts(&self) -> &[u32] {
        let behind = |(at, _)| clamp(at + 1);
        self.line_starts.get_or_init(|| std::iter::once(0).chain(self.text.match_indices('\n').map(behind)).collect())
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if !self.is_name {
            FILES.forget(self.id);
        }
    }
}

/// A place in a file, as findings carry it.
#[derive(Debug, Clone)]
pub struct Place {
    source: Arc<Source>,
    span: Span,
    /// Line and column of its begin and its end, where it has let go of the file's text.
    known: Option<[LineColumn; 2]>,
}

/// Both from 1.
type LineColumn = (u32, u32);

/// The names of files whose texts are let go of, each of them once.
#[derive(Debug, Default)]
pub struct FileNames {
    by_file: HashMap<FileId, Arc<Source>>,
}

impl Place {
    /// The file.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Where in it.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether it is the file as a whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.span.range() == (0..0)
    }

    /// Lets it reach to `end` (bytes of the file) at least.
    pub fn reach(&mut self, end: u32) {
        self.span.end = self.span.end.max(end);
    }

    /// Lets go of the file's text: from then on it knows the file's name, its own offsets, lines and columns, and no more.
    pub fn release(&mut self, names: &mut FileNames) {
        if self.known.is_none() {
            let narrow = |(line, column)| (clamp(line), clamp(column));
            self.known = Some([narrow(self.line_column()), narrow(self.end_line_column())]);
            let name = names.by_file.entry(self.source.id).or_insert_with(|| self.source.name());
            self.source = Arc::clone(name);
        }
    }

    /// Line and column where the place begins, from 1.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        self.known.map_or_else(|| self.source.line_column(self.span.start as usize), |[begin, _]| wide(begin))
    }

    /// Line and column behind its last character, from 1; where it begins, if it holds none.
    #[must_use]
    pub fn end_line_column(&self) -> (usize, usize) {
        let end = self.span.end.max(self.span.start) as usize;
        self.known.map_or_else(|| self.source.line_column(end), |[_, end]| wide(end))
    }
}

fn wide((line, column): LineColumn) -> (usize, usize) {
    (line as usize, column as usize)
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{FileNames, Source, Span};
    use std::sync::Arc;

    #[test]
    fn a_span_finds_its_own_file_and_no_other() {
        let (one, other) = (Source::new("a.yaml", "一\n二"), Source::new("b.yaml", "一\n二"));
        let (second, first) = (other.line_span(2), one.line_span(1));
        assert!(Arc::ptr_eq(second.place().source(), &other));
        assert_eq!(second.place().line_column(), (2, 1));
        assert!(Arc::ptr_eq(first.up_to(7).place().source(), &one));
        assert!(Arc::ptr_eq(Span::from_numbers(second.numbers()).place().source(), &other));
        assert_ne!(one.span(0..3), other.span(0..3));
        assert!(one.whole().is_whole() && !one.place(3..3).is_whole());
    }

    #[test]
    fn a_place_that_let_go_of_the_text_knows_its_lines_and_that_the_file_is_the_same() {
        let source = Source::new("a.yaml", "一\n二三\n四");
        let (mut names, mut place) = (FileNames::default(), source.place(7..11));
        let before = (place.line_column(), place.end_line_column(), place.span());
        place.release(&mut names);
        place.release(&mut names);
        assert_eq!((place.line_column(), place.end_line_column(), place.span()), before);
        assert_eq!((before.0, before.1), ((2, 2), (3, 1)));
        let span = source.line_span(2);
        drop(place);
        drop(names);
        assert_eq!(span.place().line_column(), (2, 1), "the file itself is held still");
    }

    #[test]
    #[should_panic(expected = "the file of a span is held")]
    fn a_file_that_nobody_holds_is_forgotten() {
        let span = Source::new("a.yaml", "一").line_span(1);
        let _ = span.place();
    }
}
