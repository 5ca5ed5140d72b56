//! From text to typed records that know where each value stands, collecting every problem on the way.
//!
//! YAML and Markdown both become one small tree of [`Node`]s; [`read`] turns the tree into any type that derives
//! `Deserialize`. A field that cannot be read becomes an empty [`Field`] and a finding, never a stop.

mod address;
mod amendment;
mod characters;
mod field;
mod fold;
mod lookalike;
mod markdown;
mod node;
mod quoted;
mod reader;
mod shape;
mod slip;
mod suggestion;
mod swallowed;
mod unfit;
mod unknown_key;
mod words;
mod yaml;

pub use characters::{half_width, normalise};
pub use field::{Field, LOCATED, List, Spanned, TEXT_OR, TextOr};
pub use fold::folds;
pub use lookalike::{Lookalike, fold_lookalikes, lookalike, plain_word};
pub use markdown::parse as parse_markdown;
pub use node::{Entry, Node, Value};
pub use quoted::{double_quoted, is_read_plain, quoted};
pub use reader::read;
pub use shape::{FieldShape, RecordShape, Referent, Required, Scalar, Shape, Word, WriteMarked, marked, write_marked};
pub use slip::conflict;
pub use suggestion::{nearest, nearest_id, nearest_key, same_document};
pub use unfit::unknown_choice;
pub use yaml::{parse as parse_yaml, parses as parses_yaml};
