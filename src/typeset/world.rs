//! What Typst can see: one main text, the files of `lib/`, the fonts; no disk, no network, no clock, no package.

use super::beginnings::{AskedStretch, Beginnings};
use super::functions::library;
use super::layout::Layout;
use super::work;
use crate::font::Fonts;
use std::ops::Range;
use std::sync::Arc;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, Span, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World, WorldExt};
use typst_layout::PagedDocument;

/// How a text begins that says how its sheets look: the rest of the line stands behind `look.typ` while it is laid out. It
/// is a part of the text, so that whatever is kept of a text is kept of its look, too.
pub const LOOK_LINE: &str = "//look: ";

/// The file of `lib/` with the settings.
const LOOK_FILE: &str = "look.typ";

/// How many calls of `forget` a memory survives unused.
const MEMORY_AGE: usize = 2;

/// A typesetter for one thread. It keeps one id for the main text and replaces its content, because ids are few.
#[derive(Clone)]
pub struct Typesetter {
    world: FormWorld,
    /// The pages of the text that it has before it.
    last: Option<Layout>,
    /// Where in that text the stretches begin that were asked about.
    noted: Option<Beginnings>,
    /// What Typst warned of in it.
    warned: Vec<Failure>,
    /// `look.typ` as it is without settings.
    plain_look: String,
    /// The settings that stand behind it now.
    look: String,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").finish_non_exhaustive()
    }
}

#[derive(Clone)]
struct FormWorld {
    library: Arc<LazyHash<Library>>,
    fonts: Arc<Fonts>,
    main: Source,
    lib: Arc<Vec<Source>>,
    /// The files of `lib/` that are not used, and why.
    refused: Arc<Vec<(FileId, String)>>,
}

/// Where in the Typst sources something failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FailureOrigin {
    /// In the main text, at these bytes.
    Main(Range<usize>),
    /// In a file of `lib/`, at these bytes.
    Library(String, Range<usize>),
    /// Nowhere in particular.
    Unknown,
}

/// An error of Typst.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Where.
    pub origin: FailureOrigin,
    /// Typst's words.
    pub message: String,
    /// Typst's hints.
    pub hints: Vec<String>,
    /// Where it was called from, innermost first.
    pub calls: Vec<FailureOrigin>,
}

impl Failure {
    /// The main text does something that is not begun.
    fn refused((range, message): (Range<usize>, String)) -> Self {
        Self { origin: FailureOrigin::Main(range), message, hints: Vec::new(), calls: Vec::new() }
    }
}

impl Typesetter {
    /// A typesetter with these fonts and these files of `lib/` (name and text).
    #[must_use]
    pub fn new(fonts: Arc<Fonts>, lib: &[(String, String)]) -> Self {
        let source = |(name, text): &(String, String)| Source::new(file_id(&format!("/lib/{name}")), text.clone());
        let lib: Vec<Source> = lib.iter().map(source).collect();
        let plain_look = lib.iter().find(|source| is_look(source)).map_or("", Source::text).to_owned();
        let refused = lib.iter().filter_map(|source| Some((source.id(), work::refused(source).into_iter().next()?.1)));
        let refused = Arc::new(refused.collect());
        let world = FormWorld {
            library: Arc::new(LazyHash::new(library())),
            fonts,
            main: Source::new(file_id("/main.typ"), String::new()),
            lib: Arc::new(lib),
            refused,
        };
        Self { world, last: None, noted: None, warned: Vec::new(), plain_look, look: String::new() }
    }

    /// Lays a text out. The same text once more is given the same pages at once.
    ///
    /// # Errors
    /// Every error that Typst reports.
    pub fn layout(&mut self, text: &str) -> Result<Layout, Vec<Failure>> {
        self.layout_asked(text, &[])
    }

    /// The same of a text whose pages are read afterwards: where these stretches of it begin is noted while its tree is new.
    /// After the layout most of it is far away from the processor.
    ///
    /// # Errors
    /// Every error that Typst reports.
    pub fn layout_asked(&mut self, text: &str, within: &[AskedStretch]) -> Result<Layout, Vec<Failure>> {
        if let Some(last) = self.last.as_ref().filter(|last| last.main.text() == text) {
            return Ok(last.clone());
        }
        self.last = None;
        replace(&mut self.world.main, text);
        self.noted = (!within.is_empty()).then(|| Beginnings::of(&self.world.main, within));
        self.take_look(text);
        let refused: Vec<Failure> = work::refused(&self.world.main).into_iter().map(Failure::refused).collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        let compiled = typst::compile::<PagedDocument>(&self.world);
        self.warned = compiled.warnings.iter().map(|warning| self.failure(warning)).collect();
        match compiled.output {
            Ok(document) => Ok(self.last.insert(Layout::new(document, self.world.main.clone())).clone()),
            Err(errors) => Err(errors.iter().map(|error| self.failure(error)).collect()),
        }
    }

    /// What Typst says of the text that was laid out last, though it can be printed.
    #[must_use]
    pub fn warned(&self) -> &[Failure] {
        &self.warned
    }

    /// Puts the settings of a text behind `look.typ`.
    fn take_look(&mut self, text: &str) {
        let look = text.strip_prefix(LOOK_LINE).and_then(|rest| rest.lines().next()).unwrap_or_default();
        if look == self.look {
            return;
        }
        look.clone_into(&mut self.look);
        if let Some(source) = Arc::make_mut(&mut self.world.lib).iter_mut().find(|source| is_look(source)) {
            let line_end = if look.is_empty() { "" } else { "\n" };
            replace(source, &format!("{}{look}{line_end}", self.plain_look));
        }
    }

    /// Lets go of what Typst remembers of documents laid out long ago; call it now and then in a long run.
    pub fn forget(&self) {
        comemo::evict(MEMORY_AGE);
    }

    /// Lets go of all that Typst remembers: after many documents, before a long rest.
    pub fn forget_all(&self) {
        comemo::evict(0);
    }

    pub(super) fn failure(&self, error: &SourceDiagnostic) -> Failure {
        Failure {
            origin: self.origin(error.span),
            message: error.message.to_string(),
            hints: error.hints.iter().map(|hint| hint.v.to_string()).collect(),
            calls: error.trace.iter().map(|point| self.origin(point.span)).collect(),
        }
    }

    /// Where stretches of the main text begin: as it was noted, else looked for now.
    pub(super) fn beginnings(&self, within: &[AskedStretch]) -> Beginnings {
        self.noted.clone().unwrap_or_else(|| Beginnings::of(&self.world.main, within))
    }

    /// The byte of the main text at which a piece of it begins.
    pub(super) fn in_main(&self, span: Span) -> Option<usize> {
        (span.id() == Some(self.world.main.id())).then(|| self.world.range(span))?.map(|range| range.start)
    }

    fn origin(&self, span: impl Into<typst::syntax::DiagSpan>) -> FailureOrigin {
        let span = span.into();
        let Some((id, range)) = span.id().zip(self.world.range(span)) else { return FailureOrigin::Unknown };
        if id == self.world.main.id() {
            return FailureOrigin::Main(range);
        }
        FailureOrigin::Library(id.vpath().file_name().unwrap_or_default().to_owned(), range)
    }
}

impl World for FormWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        if let Some((_, why)) = self.refused.iter().find(|(refused, _)| *refused == id) {
            return Err(FileError::Other(Some(why.as_str().into())));
        }
        self.lib.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn is_look(source: &Source) -> bool {
    source.id().vpath().file_name() == Some(LOOK_FILE)
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("internal: paths of lib are plain names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Puts another text into a source, so that only what differs is read anew. Typst's own way to do this fails where the ends
/// of two different letters are the same bytes.
fn replace(source: &mut Source, new: &str) {
    let old = source.text();
    let both = |one: usize, other: usize| old.is_char_boundary(one) && new.is_char_boundary(other);
    let mut before = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
    while !both(before, before) {
        before -= 1;
    }
    let left = old.len().min(new.len()) - before;
    let ends = old.bytes().rev().zip(new.bytes().rev()).take(left);
    let mut behind = ends.take_while(|(one, other)| one == other).count();
    while !both(old.len() - behind, new.len() - behind) {
        behind -= 1;
    }
    let (range, with) = (before..old.len() - behind, new[before..new.len() - behind].to_owned());
    if !range.is_empty() || !with.is_empty() {
        source.edit(range, &with);
    }
}

#[cfg(test)]
mod tests {
    use super::replace;
    use typst::syntax::Source;

    #[test]
    fn any_text_takes_the_place_of_any_other() {
        // Letters of one, two, three and four bytes that begin or end alike.
        let letters = ["a", "\u{82}", "\u{C2}", "あ", "ぁ", "낂", "\u{1F042}"];
        let mut texts = vec![String::new()];
        for first in letters {
            texts.push(first.to_owned());
            for second in letters {
                texts.push(format!("{first}{second}"));
                texts.push(format!("{first}{second}{first}"));
            }
        }
        for old in &texts {
            for new in &texts {
                let mut source = Source::detached(old.clone());
                replace(&mut source, new);
                assert_eq!(source.text(), new, "{old:?} → {new:?}");
            }
        }
    }
}
