//! The picture of the README: `cargo test --release -- --ignored picture`.

use super::{open, samples};
use crate::browser::{Browser, Watching};
use crate::driver::repository;

#[test]
#[ignore = "writes .assets/preview.png"]
fn picture_for_the_readme() {
    let browser = Browser::start().expect("a browser");
    let project = samples();
    let watching = Watching::start(project.command().arg("watch"));
    browser.resize(1280, 943);
    open(&browser, &watching.url(), "yuki/plan-2025-09-25");
    browser.wait_until("document.querySelectorAll('.sheet > svg[data-hash]').length > 2");
    browser.run("return document.fonts.ready.then(() => true)");
    std::thread::sleep(std::time::Duration::from_secs(2));
    browser.picture(&repository().join(".assets/preview.png"));
}
