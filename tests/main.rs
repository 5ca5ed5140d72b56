//! The one test binary: the program as its users meet it, over folders that look like real projects.

mod bad_input;
#[allow(dead_code, reason = "shared with the benchmark")]
mod browser;
mod driver;
mod form_layout;
mod layers;
mod messages;
mod municipality;
mod prints;
mod readme;
mod rules;
mod samples;
mod traps;
mod unchanged;
mod watch;
