//! The column of steps that a document goes down, and the threads that run it for many.
//!
//! find → read → load → check → render → typeset → write. `check` is this column without its last steps; each step is
//! one function here or in the module it names.

mod build;
mod cache;
mod diff;
mod document;
mod findings;
pub mod live;
mod print;
mod print_comparison;
mod project;
mod queue;
mod revisions;
mod standing;
mod write;

pub use build::{BuildReport, Progress, build, check};
pub use cache::{Cache, Memory, Target};
pub use diff::{NoComparison, Wanted, diff};
pub use document::Outcome;
pub use print::{Pages, Printed, Printer};
pub use print_comparison::{comparison_order, print_comparison};
pub use project::{Project, Settings, SetupError, find_root};
pub use revisions::{Overview, Range, Revisions, Versions, compare_versions};
pub use standing::Rendering;
pub use write::{Disk, Output, replace};
