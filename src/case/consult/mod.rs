//! 相談支援: what the 相談支援専門員 keeps of the same child, in `consult/` of the child's folder.

pub mod basic;
mod days;
mod entry_day;
pub mod meeting;
pub mod monitoring;
pub mod plan;
pub mod week;

pub use days::EntryDays;
pub use entry_day::EntryDay;
