//! `watch`: the folders on disk, what is done again, the server, the page in a real browser, and a long run.

mod folders;
mod live;
mod page;
mod picture;
mod process;
mod server;
mod soak;

use crate::driver::{Project, files_below, repository};
use std::fs;

/// The samples of the repository in a folder of their own.
fn samples() -> Project {
    let project = Project::new();
    fs::remove_dir_all(project.root().join("cases")).expect("removed");
    fs::remove_dir_all(project.root().join("templates")).expect("removed");
    let from = repository().join("cases");
    files_below(&from).into_iter().fold(project, |project, path| {
        let name = path.strip_prefix(repository()).expect("below the repository");
        project.file(name.to_str().expect("ASCII"), fs::read(&path).expect("readable"))
    })
}
