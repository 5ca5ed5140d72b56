//! One file by itself as labelled Japanese lines: what git shows in place of YAML.
//!
//! git hands a textconv a bare temporary file, without its folder and without the offices, so each kind of file has its
//! own driver and ids stay ids. Nothing may be lost on the way: what is no box of the form follows as it was written, and
//! a file that cannot be read at all is shown as it is.

mod conflict;
mod lines;
mod paper;
mod sentence;
mod spread;
mod unread;

pub use paper::{OutlineKind, papers};
pub use spread::spread_events;
