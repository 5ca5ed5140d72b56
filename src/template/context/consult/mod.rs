//! The papers of the 相談支援 side.

pub(super) mod basic;
mod header;
pub(super) mod monitoring;
pub(super) mod plan;
mod week;

pub(super) use header::{day_certificate, header, homes, yen};
