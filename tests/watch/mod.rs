//! `watch`: the folders on disk, what is done again, the server, the page in a real browser, and a long run.

mod folders;
mod live;
mod page;
mod picture;
mod process;
mod server;
mod soak;

use crate::browser::Browser;
use crate::driver::Project;

/// The samples of the repository in a folder of their own.
fn samples() -> Project {
    Project::copied()
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
