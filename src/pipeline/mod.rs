//! The column of steps that a document goes down, and the threads that run it for many.
//!
//! find → read → load → check → render → typeset → write: `column.rs` has it on one screen. What only tests and
//! benchmarks ask of its steps is in `measure.rs`.

mod agenda;
mod asked;
mod build;
mod cache;
mod changed;
mod checked;
mod children;
mod column;
mod comparison;
mod deposit;
mod diff;
mod findings;
mod gathered;
mod given_up;
mod health;
mod leavings;
pub mod live;
mod log;
mod measure;
mod permit;
mod place;
mod pointed;
mod print;
mod project;
mod queue;
mod renamed;
mod request;
mod revisions;
mod scaffold;
mod schema;
mod settings;
mod stale;
mod standing;
mod succession;
mod together;
mod trail;
mod write;

pub use agenda::agenda;
pub use asked::Asked;
pub use build::{BuildReport, Looked, ProgramFault, Progress, Prune, build, build_and_prune, check};
pub use cache::{Cache, PrintMemory, Target};
pub use column::{Outcome, steps};
pub use comparison::{comparison_order, keep_comparison, print_comparison};
pub use deposit::{Deposit, add_lines, deposit, present_text, refuse_links};
pub use diff::{DiffRequest, NoComparison, diff};
pub use health::{Health, HealthRemark, examine};
pub use log::{LogWish, Logged, keep_log, log, log_file, print_log};
pub use measure::Rendering;
pub use place::{Content, Deadlines, LogForm, output_folder, overwritable};
pub use pointed::CallSite;
pub use print::Printer;
pub use project::{Project, find_root};
pub use revisions::{Overview, Range, Revisions, Versions, compare_versions};
pub use scaffold::write_sheet;
pub use schema::{EDITOR_SETTINGS, EditorBinding};
pub use settings::{Settings, SetupError};
pub use stale::{Fate, Stale};
pub use succession::{Confirmed, NextPlanCall, WrittenPaper};
pub use trail::{TrailAddition, write_trails};
pub use write::{Output, OutputFolder, Safety, WriteStep, create, replace};
