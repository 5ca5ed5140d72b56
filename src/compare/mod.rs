//! What changed between two documents: both as trees of the form's words, so that no notation ever shows as a change.

mod align;
mod change;
mod delta;
mod fold;
mod leaf;
mod likeness;
mod serializer;
pub mod tree;
mod words;

pub use change::{Change, ChangeKind, Step, apply, changes};
pub use delta::State;
pub use fold::{folded_tree, plain};
pub use leaf::Leaf;
pub use tree::{Entry, Tree, Value};
pub use words::{Piece, words};
