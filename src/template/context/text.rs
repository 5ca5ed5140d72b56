//! The texts of a context, numbered, so that layout can tell where in the source one stands.

use super::super::text::TypstText;
use crate::case::Document;
use crate::prose;
use crate::record::{self, Field};
use crate::source::{Place, Span};
use crate::value::Text;
use minijinja::value::Value;

/// Hands out texts and remembers where each came from.
#[derive(Debug)]
pub(super) struct Places<'a> {
    /// None of a sheet that no document is for.
    document: Option<&'a Document>,
    places: Vec<Place>,
    texts: Vec<WrittenText>,
}

/// A long text that a template was given.
#[derive(Debug, Clone)]
pub struct WrittenText {
    /// By which number it is found on the paper.
    pub number: usize,
    /// The box.
    pub field: String,
    /// The text as its author wrote it.
    pub source: String,
    /// Where.
    pub place: Place,
}

impl<'a> Places<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document: Some(document), places: Vec::new(), texts: Vec::new() }
    }

    /// Of a sheet that no document is for: its texts say themselves where they stand.
    pub(super) fn of_sheet() -> Self {
        Self { document: None, places: Vec::new(), texts: Vec::new() }
    }

    fn own(&self, span: Option<Span>) -> Place {
        self.document.expect("internal: a sheet has no document of its own").place(span)
    }

    /// A text of the document itself; none where it is not written.
    pub(super) fn text(&mut self, field: &str, text: &Field<Text>) -> Option<Value> {
        Some(self.plain(field, text.get()?, text.span()))
    }

    /// A text with a span of the document.
    pub(super) fn plain(&mut self, field: &str, text: &Text, span: Option<Span>) -> Value {
        self.at(field, text, self.own(span))
    }

    /// A text of another document, carried over.
    pub(super) fn of(&mut self, document: &Document, field: &str, text: &Field<Text>) -> Option<Value> {
        Some(self.at(field, text.get()?, document.place(text.span())))
    }

    /// A number by which layout can report on a short value of the document.
    pub(super) fn mark(&mut self, span: Option<Span>) -> usize {
        self.mark_at(self.own(span))
    }

    /// The same for what stands in another file.
    pub(super) fn mark_at(&mut self, place: Place) -> usize {
        self.places.push(place);
        self.places.len() - 1
    }

    fn at(&mut self, field: &str, text: &Text, place: Place) -> Value {
        self.numbered(field, text, place).1
    }

    /// A text of any file, with the number by which it is found on the paper.
    pub(super) fn numbered(&mut self, field: &str, text: &Text, place: Place) -> (usize, Value) {
        let number = self.places.len();
        let value = text.printed().to_owned();
        let folds = record::folds(place.source(), place.span(), &value);
        let source = prose::unfolded(&value, &folds).into_owned();
        self.places.push(place.clone());
        self.texts.push(WrittenText { number, field: field.to_owned(), source, place });
        (number, Value::from_object(TypstText { field: field.to_owned(), place: number, value, folds }))
    }

    /// The long texts so far.
    pub(super) fn texts(&self) -> &[WrittenText] {
        &self.texts
    }

    /// All places, by number, and the long texts.
    pub(super) fn into_parts(self) -> (Vec<Place>, Vec<WrittenText>) {
        (self.places, self.texts)
    }
}
