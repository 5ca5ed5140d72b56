//! What goes on from what is written: lines added to `events.yaml`, and papers made out of earlier ones.
//!
//! Nothing here writes a file or says a word: a text and a request go in, a text comes out, in the style of the one it
//! came from. What a user wrote is never rewritten, and every text is read back before it is handed out.

mod confirm;
mod edits;
mod member;
mod next;
mod notation;
mod paper;
mod scalar;
pub mod trail;
mod unfold;

pub use confirm::{ConfirmRequest, Confirmation, confirm};
pub use member::member;
pub use next::{NextPlan, next_plan};
pub use paper::NewPaper;

use paper::readable;
