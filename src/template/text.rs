//! A long text as templates pass it on: its Typst content, how long it is, and where it stands in the source.

use super::{markdown, quote, tagged};
use crate::prose;
use minijinja::Error;
use minijinja::value::{Object, ObjectRepr};
use std::fmt::Write;
use std::sync::Arc;

/// A text of the context. It formats as `(field: "支援目標", place: 3, length: 120, lines: 4, body: […])`, which is
/// what `fit` and `prose` of `lib/` take.
#[derive(Debug)]
pub(super) struct TypstText {
    pub(super) field: String,
    pub(super) place: usize,
    /// The text as it was loaded.
    pub(super) value: String,
    /// Where in it YAML made a blank of a line break.
    pub(super) folds: Vec<usize>,
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
    pub(super) fn write(&self, out: &mut String) -> Result<(), Error> {
        let length = self.value.chars().count();
        let lines = self.value.lines().count();
        out.push_str("(field: ");
        quote::string(out, &self.field);
        let _ = write!(out, ", place: {}, length: {length}, lines: {lines}, body: ", self.place);
        tagged::tag(out, &content(&self.value, &self.folds));
        out.push(')');
        Ok(())
    }
}

/// The Typst content of a text. `folds` are the places in it where YAML made a blank of a line break.
#[must_use]
pub fn content(value: &str, folds: &[usize]) -> String {
    let mut out = String::with_capacity(value.len() + value.len() / 2);
    markdown::write(&mut out, &prose::unfolded(value, folds));
    out
}
