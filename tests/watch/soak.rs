//! Many saves in a row: nothing is missed, and memory is level.
//!
//! The short one is run with all tests; the long one by `cargo test --release -- --ignored soak --nocapture`.

use super::{open, samples};
use crate::browser::{Browser, Watching};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

const PLAN: &str = "cases/hana/plan/2024-03-28.yaml";
const PRINT: &str = "output/hana/plan-2024-03-28.pdf";

#[test]
fn nothing_is_missed_in_a_hundred_saves() {
    soak(100, None);
}

#[test]
#[ignore = "takes minutes"]
fn soak_two_thousand_saves() {
    soak(2000, Browser::start().as_ref());
}

/// Saves the plan so often, as fast as it is printed, and now and then faster; the last one must be on paper and on
/// the screen.
fn soak(saves: usize, browser: Option<&Browser>) {
    let project = samples();
    let watching = Watching::start(project.command().args(["watch", "hana"]));
    if let Some(browser) = browser {
        open(browser, &watching.url(), "hana/plan-2024-03-28");
        browser.wait_until("document.querySelector('.sheet > svg[data-hash]')");
    }
    let text = project.text(PLAN);
    let at = text.find("総合的な支援の方針").and_then(|at| Some(at + text[at..].find('。')?)).expect("a sentence");
    let path = project.root().join(PLAN);
    let mut memory = Vec::new();
    for save in 0..saves {
        let edited = format!("{}({save}){}", &text[..at], &text[at..]);
        let said = watching.said().len();
        if save % 3 == 0 {
            let beside = path.with_extension("tmp");
            fs::write(&beside, edited).and_then(|()| fs::rename(&beside, &path)).expect("saved");
        } else {
            fs::write(&path, edited).expect("saved");
        }
        // Every tenth is overtaken by the next.
        if save % 10 != 9 {
            watching.wait_for_after(said, "→");
        }
        if save % (saves / 20).max(1) == 0 {
            memory.extend(watching.memory());
        }
    }
    let last = format!("({})", saves - 1);
    let start = Instant::now();
    while !printed(&project.root().join(PRINT)).contains(&last) {
        assert!(start.elapsed() < Duration::from_secs(30), "the last save was missed");
        thread::sleep(Duration::from_millis(100));
    }
    if let Some(browser) = browser {
        // What is shown is what a new look at the same document shows.
        thread::sleep(Duration::from_secs(1));
        let hashes = "[...document.querySelectorAll('.sheet > svg')].map((page) => page.dataset.hash).join()";
        let shown = browser.text(hashes);
        browser.run("location.reload()");
        browser.wait_until("document.querySelectorAll('.sheet > svg[data-hash]').length > 3");
        assert_eq!(browser.text(hashes), shown);
    }
    let shown: Vec<String> = memory.iter().map(|megabytes| format!("{megabytes:.0}")).collect();
    let words = format!("memory over {saves} saves, in MB: {}\n", shown.join(" "));
    let _ = std::io::Write::write_all(&mut std::io::stderr(), words.as_bytes());
    // The first fifth fills what Typst remembers; after that it may not grow.
    if let (Some(early), Some(late)) = (memory.get(memory.len() / 5), memory.last()) {
        assert!(*late < early * 1.25 + 30.0, "{words}");
    }
}

fn printed(path: &std::path::Path) -> String {
    let output = std::process::Command::new("pdftotext").args(["-q"]).arg(path).arg("-").output().expect("pdftotext");
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect()
}
