//! `events.yaml`, continued: the lines that a request means, and the file with them at its end.

mod append;
mod line;
mod request;
mod style;
mod write;

pub use append::{Appended, append, plain_event};
pub use line::{LineValue, TrailLine};
pub use request::{SignedSheet, TrailRequest, TrailTarget};
pub use write::lines;
