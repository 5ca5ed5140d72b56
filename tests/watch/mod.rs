//! `watch`: the folders on disk, what is done again, the server, the page in a real browser, and a long run.

mod folders;
mod live;
mod page;
mod picture;
mod process;
mod server;
mod soak;

use crate::driver::Project;

/// The samples of the repository in a folder of their own.
fn samples() -> Project {
    Project::copied()
}
