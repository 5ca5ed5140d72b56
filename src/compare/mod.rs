//! What changed between two documents: both as trees of the form's words, so that no notation ever shows as a change.

mod align;
mod cell;
mod change;
mod comparison;
mod delta;
mod fold;
mod hours;
mod html;
mod json;
mod likeness;
mod meaning;
mod pick;
mod reason;
mod table;
mod terminal;
mod words;
mod wrap;

pub use change::{Change, ChangeKind, Step, apply, changes};
pub use comparison::{Comparison, Side, Version, compare};
pub use delta::State;
pub use fold::folded_tree;
pub use hours::{Hours, range_shown};
pub use html::{HtmlLook, to_html};
pub use json::to_json;
pub use likeness::likeness;
pub use pick::{NotFound, named, pick};
pub use reason::Reason;
pub use table::{Line, Section, Shown};
pub use terminal::{Look, to_terminal};
pub use words::{Piece, words};
pub use wrap::{width, wrap};
