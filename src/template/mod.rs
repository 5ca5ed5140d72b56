//! From a document to Typst source: minijinja templates of a form pack, fed through one context.

pub mod context;
mod environment;
mod folded;
pub mod guard;
mod literal;
mod markdown;
mod marks;
mod quote;
mod text;

pub use environment::{TemplateError, Templates};
pub use folded::Folded;
pub use marks::origin_of;
pub use text::content;
