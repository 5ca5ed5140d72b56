//! A document as an ordered tree of the form's words: the record itself, without the notation of its file.
//!
//! Boxes stand in the order of the form; what is not written does not appear. What a value is (a day, a name, a long text)
//! follows from the type it was declared with, never from its letters.

mod document;
mod label;
mod leaf;
mod name_book;
mod serializer;
mod strangers;
mod told;
mod word_tree;

pub use document::{of, of_document};
pub use label::{Segment, called, is_short, segments, shown};
pub use leaf::Leaf;
pub use name_book::NameBook;
pub use strangers::{Strangers, is_id};
pub use word_tree::{Branch, FilledBox, NUMBERED, RecordKind, WordTree};
