//! The column of steps that a document goes down, and the threads that run it for many.
//!
//! find → read → load → check → render → typeset → write. `check` is this column without its last steps; each step is
//! one function here or in the module it names.

mod asked;
mod build;
mod cache;
mod diff;
mod document;
mod findings;
mod leavings;
pub mod live;
mod place;
mod print;
mod print_comparison;
mod project;
mod queue;
mod renamed;
mod revisions;
mod stale;
mod standing;
mod together;
mod write;

pub use asked::{Asked, Standing};
pub use build::{BuildReport, Failure, Looked, Progress, Prune, build, build_and_prune, check};
pub use cache::{Cache, Memory, Target};
pub use diff::{NoComparison, Wanted, diff};
pub use document::Outcome;
pub use place::{Content, output_folder, overwritable};
pub use print::{Pages, Printed, Printer};
pub use print_comparison::{comparison_order, keep_comparison, print_comparison};
pub use project::{Project, Settings, SetupError, find_root};
pub use revisions::{Overview, Range, Revisions, Versions, compare_versions};
pub use stale::{Fate, Stale};
pub use standing::Rendering;
pub use write::{Disk, Output, Safety, Step, create, replace};
