//! What changed between two documents: both as trees of the form's words, so that no notation ever shows as a change.

mod leaf;
mod serializer;
pub mod tree;

pub use leaf::Leaf;
pub use tree::{Entry, Tree, Value};
