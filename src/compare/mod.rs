//! What changed between two documents: their trees aligned, as a list of changes, as a 新旧対照表, and as what a terminal and
//! a script are given. They are compared as trees of the form's words, so that no notation ever shows as a change.

mod align;
mod cell;
mod change;
mod comparison;
mod delta;
mod fold;
mod hours;
mod json;
mod likeness;
mod meaning;
mod pick;
mod reason;
mod records;
mod table;
mod terminal;
mod version;
mod words;

pub use change::{BoxChange, ChangeKind, PathStep, apply, changes};
pub use comparison::{Comparison, compare};
pub use delta::BoxState;
pub use fold::folded_tree;
pub use hours::{Hours, is_new, range_shown};
pub use json::to_json;
pub use likeness::likeness;
pub use pick::{NotFound, named, pick};
pub use reason::Reason;
pub use table::{Section, ShownLine, TableLine};
pub use terminal::{TerminalLook, to_terminal};
pub use version::{Medium, Revision, Side, Version};
pub use words::words;
