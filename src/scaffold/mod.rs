//! New files in the order of the form, with what is known filled in, and the schemas by which editors help to write them.
//!
//! The loader's own declarations say which fields there are, in which order, under which words, and which of them must be
//! written ([`Shape`](crate::record::Shape)); a sentence on each stands in `remarks.yaml`. Nothing here is a second list of
//! fields. No file is written here: the text of one is made, and who called writes it.

mod fill;
mod known;
mod make;
mod papers;
mod remark;
mod schema;
mod schema_boxes;
mod schema_kind;
mod schema_value;
mod sheet;

pub use fill::{Fill, Filling};
pub use known::SheetRequest;
pub use make::{NewSheet, make_sheet};
pub use remark::FieldRemark;
pub use schema::{editor_settings, schema_of};
pub use schema_kind::{SCHEMA_FOLDER, SchemaKind};
pub use sheet::{AddedBox, BLANK, SheetStyle, write_sheet};
