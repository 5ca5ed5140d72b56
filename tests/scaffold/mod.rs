//! New files: the form's order and words, what is known filled in, blanks that the rules find.

mod editor;
mod fields;
mod files;
mod filled;
mod quotations;
