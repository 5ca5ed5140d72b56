//! `watch`: the folders on disk, what is done again, the server, the page in a real browser, and a long run.

mod folders;
mod live;
mod page;
mod picture;
mod process;
mod server;
mod soak;

use crate::browser::Browser;
use crate::driver::{Project, files_below};
use shien::pipeline::{Outcome, OutputFolder, Project as Opened, Settings, build};
use std::fs;
use std::sync::LazyLock;

/// The samples of the repository in a folder of their own.
fn samples() -> Project {
    Project::copied()
}

/// The same, printed already by the program, which remembers its own prints: a watch has nothing to do at its start.
fn printed_samples() -> Project {
    static PRINTED: LazyLock<Project> = LazyLock::new(|| {
        let project = samples();
        let run = project.run(["build"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        project
    });
    with_prints_of(&PRINTED)
}

/// The same, printed by this very process.
fn samples_printed_here() -> Project {
    static PRINTED: LazyLock<Project> = LazyLock::new(|| {
        let project = samples();
        let opened = Opened::open(project.root()).expect("it opens");
        let output = OutputFolder::new(project.root().join("output"));
        let report = build(&opened, &Settings::default(), &output, &|_| {}).expect("it builds");
        assert!(report.outcomes.iter().all(|outcome| matches!(outcome, Outcome::Printed(_))), "{:?}", report.outcomes);
        project
    });
    with_prints_of(&PRINTED)
}

/// The samples with the prints of another copy of them.
fn with_prints_of(printed: &Project) -> Project {
    let (project, from) = (samples(), printed.root().join("output"));
    for path in files_below(&from) {
        let to = project.root().join("output").join(path.strip_prefix(&from).expect("below the output"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::copy(path, to).expect("copied");
    }
    project
}

/// Opens the page of a watch and, on it, a document: its address tells nobody which it is.
fn open(browser: &Browser, url: &str, document: &str) {
    browser.open(url);
    choose(browser, document);
}

/// Opens a document on the page that is there.
fn choose(browser: &Browser, document: &str) {
    let link = format!("document.querySelector('.list a[data-document=\"{document}\"]')");
    browser.wait_until(&link);
    browser.run(&format!("{link}.click()"));
}
