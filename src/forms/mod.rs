//! 様式パック: what a municipality's forms are, read from `templates/`. Nothing of a municipality is compiled in.

mod choose;
mod form;
mod manifest;
mod pack;
mod store;

pub use choose::{NoForm, choose};
pub use form::{Extra, Form, Wording};
pub use manifest::{ExtraType, Manifest, Paper};
pub use pack::Pack;
pub use store::Packs;

/// The pack every other one stands on.
pub const STANDARD: &str = "standard";
