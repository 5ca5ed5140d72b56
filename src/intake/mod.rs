//! What comes in from the systems that offices have: a table of daily records, and the lines that are made of it.
//!
//! The table is read as it was exported, in whichever encoding; which column is which field, a small file of the office
//! says ([`ColumnMap`]). A row becomes a line of a サービス提供記録 or says why it cannot. Nothing is written here.

mod columns;
mod line;
mod month;
mod table;
mod whose;

pub use columns::ColumnMap;
pub use line::{ImportedLine, RowFault, read_line};
pub use month::{ImportedMonth, month_of};
pub use table::{ExportRow, ExportTable};
