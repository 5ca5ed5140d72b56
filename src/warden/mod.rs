//! A second process for what may never end.
//!
//! Typst cannot be interrupted inside a layout, a thread cannot be stopped from outside, and what runs out of stack or
//! memory takes its whole process along. So a command that prints runs this program once more: the second process, the
//! ward, does all that the command says, with its threads and on the terminal of the first; the first, the warden,
//! only looks on. The ward says which papers it has begun and which are done; the warden measures what the process
//! takes meanwhile. Where a paper takes too much, or the ward falls over, the warden ends it and starts another,
//! which is told what was given up. Whatever the ward would have said stands in what its successor says, and nobody
//! has to guess what is left of the work of a process that was ended in its midst.
//!
//! A process for each thread would tell exactly whose time and memory it is, but loses what the threads share: the fonts, the
//! project, and what Typst remembers from paper to paper. With one process for all of them the work is done as if
//! there was no warden, be it a batch or the preview with its warm layouts, and a paper costs two short writes. The
//! price is paid where something is given up: the work is begun anew, and a paper of which it cannot be told by
//! itself has to be tried alone first.

mod allowance;
mod books;
mod keeper;
mod line;
mod meter;
mod roll;
mod ward;

pub use allowance::{Allowance, Excess};
pub use keeper::{Again, Handle, RELIEF, Released, keep};
pub use roll::PaperKey;
pub use ward::{Underway, Ward};
