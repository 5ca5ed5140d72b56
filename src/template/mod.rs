//! From a document to Typst source: minijinja templates of a form pack, fed through one context. And from a comparison or
//! a list of deadlines to HTML.

mod asked;
pub mod context;
mod deadlines;
mod environment;
mod folded;
mod furigana;
pub mod guard;
mod html;
mod literal;
mod look;
mod markdown;
mod marks;
mod quote;
mod said;
mod tagged;
mod text;

pub use deadlines::{DeadlineLine, DeadlineSection, DeadlineSheet, deadlines_html};
pub use environment::{TemplateError, Templates};
pub use folded::Folded;
pub use furigana::Readings;
pub use html::{HtmlLook, comparison_html};
pub use look::look_line;
pub use markdown::LISTS;
pub use marks::origin_of;
pub use tagged::{Body, begins_string, bodies, words};
pub use text::content;
