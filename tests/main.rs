//! The one test binary: the program as its users meet it, over folders that look like real projects.

mod bad_input;
#[allow(dead_code, reason = "shared with the benchmark")]
mod browser;
mod command;
mod compare;
mod consult_forms;
mod consult_week;
mod driver;
mod due;
mod form_layout;
mod fuzz;
mod git;
mod guide;
mod labelled;
mod layers;
mod letters;
mod log;
mod messages;
mod mistakes;
mod municipality;
mod page;
mod prints;
mod readme;
mod revisions;
mod rules;
mod sample_pages;
mod samples;
mod shape;
mod spared;
mod standing;
mod swapped;
mod texts;
mod timeline;
mod traps;
mod unchanged;
mod watch;
