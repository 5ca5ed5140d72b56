//! A long text as templates pass it on: its Typst content, how long it is, and where it stands in the source.

use super::super::{literal, markdown};
use crate::case::Document;
use crate::record::Field;
use crate::source::{Place, Span};
use crate::value::Text;
use minijinja::Error;
use minijinja::value::{Object, ObjectRepr, Value};
use std::fmt::Write;
use std::sync::Arc;

/// A text of the context. It formats as `(field: "支援目標", place: 3, length: 120, lines: 4, body: […])`, which is
/// what `fit` and `prose` of `lib/` take.
#[derive(Debug)]
pub struct TypstText {
    field: String,
    place: usize,
    source: String,
}

impl Object for TypstText {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    // A written text counts as true in `{% if %}`.
    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

impl TypstText {
    pub(in super::super) fn write(&self, out: &mut String) -> Result<(), Error> {
        let length = self.source.chars().count();
        let lines = self.source.lines().count();
        out.push_str("(field: ");
        literal::string(out, &self.field);
        let _ = write!(out, ", place: {}, length: {length}, lines: {lines}, body: ", self.place);
        markdown::write(out, &self.source);
        out.push(')');
        Ok(())
    }
}

/// Hands out texts and remembers where each came from.
#[derive(Debug)]
pub(super) struct Places<'a> {
    document: &'a Document,
    places: Vec<Place>,
}

impl<'a> Places<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, places: Vec::new() }
    }

    /// A text of the document itself; none where it is not written.
    pub(super) fn text(&mut self, field: &str, text: &Field<Text>) -> Option<Value> {
        Some(self.plain(field, text.get()?, text.span()))
    }

    /// A text with a span of the document.
    pub(super) fn plain(&mut self, field: &str, text: &Text, span: Option<Span>) -> Value {
        self.at(field, text, self.document.place(span))
    }

    /// A text of another document, carried over.
    pub(super) fn of(&mut self, document: &Document, field: &str, text: &Field<Text>) -> Option<Value> {
        Some(self.at(field, text.get()?, document.place(text.span())))
    }

    fn at(&mut self, field: &str, text: &Text, place: Place) -> Value {
        let number = self.places.len();
        self.places.push(Place { source: Arc::clone(&place.source), span: place.span });
        Value::from_object(TypstText { field: field.to_owned(), place: number, source: text.as_str().to_owned() })
    }

    pub(super) fn into_vec(self) -> Vec<Place> {
        self.places
    }
}
