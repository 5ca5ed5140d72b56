//! The page in a real browser.

use super::samples;
use crate::browser::{Browser, Watching};
use crate::driver::Project;
use serde_json::json;
use std::fs;

const PLAN: &str = "cases/hana/plan/2024-03-28.yaml";
const ASSESSMENT: &str = "cases/hana/assessment/2024-03-11.md";
const SHOWN: &str =
    "document.querySelectorAll('.sheet').length > 0 && !document.querySelector('.sheet svg:not([data-hash])')";

fn replace(project: &Project, path: &str, old: &str, new: &str) {
    let text = project.text(path);
    assert!(text.contains(old), "{old:?} in {path}");
    fs::write(project.root().join(path), text.replacen(old, new, 1)).expect("written");
}

/// Waits until the pages that are shown have been the same for a while.
fn settled(browser: &Browser) {
    browser.wait_until(SHOWN);
    browser.run("window.last = ''; window.since = 0;");
    browser.wait_until(
        "(() => { const now = [...document.querySelectorAll('.sheet svg')].map((page) => page.dataset.hash).join();
           if (now !== window.last) { window.last = now; window.since = performance.now(); }
           return performance.now() - window.since > 400; })()",
    );
}

#[test]
fn a_changed_line_appears_and_only_its_page_is_replaced() {
    let Some(browser) = Browser::start() else { return };
    let project = samples();
    let watching = Watching::start(project.command().arg("watch"));
    browser.open(&format!("{}#hana/assessment-2024-03-11", watching.url()));
    settled(&browser);
    browser.run(
        "window.hashes = () => [...document.querySelectorAll('.sheet svg')].map((page) => page.dataset.hash);
         window.before = hashes();
         window.nodes = [...document.querySelectorAll('.sheet svg')].map((page) => [...page.children]);
         document.getElementById('pages').scrollTop = 300;",
    );
    let scroll = browser.run("return document.getElementById('pages').scrollTop");
    assert_ne!(scroll, json!(0));
    // The last sentence stands on the last page.
    let text = project.text(ASSESSMENT);
    let at = text.trim_end().rfind('。').expect("a sentence");
    fs::write(project.root().join(ASSESSMENT), format!("{}、書き足し{}", &text[..at], &text[at..])).expect("written");
    browser.wait_until("hashes().some((hash, page) => hash !== window.before[page])");
    settled(&browser);
    let others = browser.run("return hashes().flatMap((hash, page) => hash === window.before[page] ? [] : [page])");
    let pages = browser.run("return hashes().length");
    assert_eq!(others, json!([pages.as_u64().expect("a number") - 1]), "of {pages} pages");
    // Even of that page, what looks as before is as it was.
    let counts = browser.run(
        "const page = hashes().length - 1;
         const now = [...document.querySelectorAll('.sheet svg')][page].children;
         return [[...now].filter((node) => !window.nodes[page].includes(node)).length, now.length]",
    );
    let [new, all] = [0, 1].map(|at| counts[at].as_u64().expect("a number"));
    assert!((1..=2).contains(&new) && all > 4, "{new} of {all} patches are new");
    assert_eq!(browser.run("return document.getElementById('pages').scrollTop"), scroll);
}

#[test]
fn an_error_shows_beside_the_last_good_page_and_goes() {
    let Some(browser) = Browser::start() else { return };
    let project = samples();
    let watching = Watching::start(project.command().arg("watch"));
    browser.open(&format!("{}#hana/plan-2024-03-28", watching.url()));
    settled(&browser);
    browser.run("window.before = document.querySelector('.sheet svg').dataset.hash;");
    replace(&project, PLAN, "支援目標:", "支援目票:");
    browser.wait_until("document.querySelector('#findings .finding.error')");
    let finding = browser.text("document.querySelector('#findings .finding.error').innerText");
    let all = browser.text("document.getElementById('findings').innerText");
    assert!(all.contains("支援目票") && all.contains("直し方: `支援目標` ではありませんか"), "{all}");
    assert!(all.contains(&format!("{PLAN} の {} 行目", project.line_of(PLAN, "支援目票"))), "{all}");
    assert!(finding.contains("エラー"), "{finding}");
    assert_eq!(browser.run("return document.querySelector('.sheet svg').dataset.hash === window.before"), json!(true));
    assert!(browser.text("document.getElementById('note').innerText").contains("誤りのない最後の紙面"));
    browser.wait_until("document.querySelector('a[aria-current] .badge').innerText.startsWith('エラー')");
    replace(&project, PLAN, "支援目票:", "支援目標:");
    browser.wait_until("!document.querySelector('#findings .finding.error') && document.getElementById('note').hidden");
    settled(&browser);
    assert_eq!(browser.run("return document.querySelector('.sheet svg').dataset.hash === window.before"), json!(true));
}

#[test]
fn the_token_is_needed_and_the_page_asks_nobody_else() {
    let Some(browser) = Browser::start() else { return };
    let project = Project::new();
    let watching = Watching::start(project.command().arg("watch"));
    let url = watching.url();
    let (base, token) = url.trim_end_matches('/').rsplit_once('/').expect("a token");
    browser.open(&format!("{base}/{}/", "0".repeat(token.len())));
    assert!(browser.text("document.body.innerText").contains("この URL は使えません"));
    browser.open(&format!("{url}#hana/plan-2024-03-28"));
    settled(&browser);
    let asked = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)");
    for name in asked.as_array().expect("a list") {
        assert!(name.as_str().is_some_and(|name| name.starts_with(&url)), "{name}");
    }
    assert!(!browser.text("document.title").contains(token));
    assert_eq!(browser.text("document.documentElement.lang"), "ja");
}

#[test]
fn keys_lead_through_the_documents() {
    let Some(browser) = Browser::start() else { return };
    let project = samples();
    let watching = Watching::start(project.command().arg("watch"));
    browser.open(&watching.url());
    browser.wait_until("document.querySelectorAll('#children a').length > 10");
    // Tab: first the links that skip, which show only then.
    browser.press("\u{E004}");
    assert_eq!(browser.text("document.activeElement.innerText"), "紙面へ");
    assert_eq!(browser.run("return document.activeElement.getBoundingClientRect().left >= 0"), json!(true));
    browser.press("\u{E007}");
    assert_eq!(browser.text("document.activeElement.id"), "pages");
    let first = browser.text("document.querySelector('#children a').dataset.document");
    let second = browser.text("document.querySelectorAll('#children a')[1].dataset.document");
    let current = "document.querySelector('.list a[aria-current]').dataset.document";
    browser.press("j");
    assert_eq!(browser.text(current), first);
    settled(&browser);
    browser.press("\u{E015}");
    assert_eq!(browser.text(current), second);
    browser.press("k");
    assert_eq!(browser.text(current), first);
    assert_ne!(browser.text("getComputedStyle(document.activeElement).outlineStyle"), "none");
    browser.press("/");
    assert_eq!(browser.text("document.activeElement.id"), "search");
    browser.press("ゆき");
    browser.wait_until("document.querySelectorAll('#children details:not([hidden])').length === 1");
    // Letters typed there are letters.
    assert_eq!(browser.text(current), first);
}

#[test]
fn another_form_may_be_tried() {
    let Some(browser) = Browser::start() else { return };
    let project = samples();
    let watching = Watching::start(project.command().arg("watch"));
    browser.open(&format!("{}#hana/plan-2024-03-28", watching.url()));
    settled(&browser);
    assert!(browser.run("return document.querySelector('.sheet').classList.contains('lying')") == json!(true));
    browser.run(
        "const form = document.getElementById('form'); form.value = 'tokyo'; form.dispatchEvent(new Event('change'));",
    );
    browser.wait_until(
        "document.querySelector('.sheet') && !document.querySelector('.sheet').classList.contains('lying')",
    );
    settled(&browser);
    assert!(browser.text("document.getElementById('note').innerText").contains("試しに表示"));
    assert_eq!(browser.run("return document.getElementById('pdf').hasAttribute('href')"), json!(false));
}

#[test]
fn a_lost_connection_is_shown_and_mended() {
    let Some(browser) = Browser::start() else { return };
    let project = samples();
    let watching = Watching::start(project.command().arg("watch"));
    browser.open(&format!("{}#hana/plan-2024-03-28", watching.url()));
    settled(&browser);
    // The network goes away from under the page, and something changes meanwhile.
    browser.run("window.real = EventSource; window.EventSource = class { constructor() { setTimeout(() => this.onerror?.()); } close() {} addEventListener() {} }; lose();");
    browser.wait_until("document.getElementById('connection').innerText.includes('接続が切れています')");
    browser.run("window.before = document.querySelector('.sheet svg').dataset.hash;");
    fs::remove_dir_all(project.root().join("cases/ren")).expect("removed");
    replace(&project, PLAN, "支援目標: ", "支援目標: 少しずつ、");
    watching.wait_for("件を印刷");
    browser.run("window.EventSource = window.real;");
    browser.wait_until("document.getElementById('connection').innerText === ''");
    browser.wait_until("document.querySelector('.sheet svg').dataset.hash !== window.before");
    browser.wait_until("!document.querySelector('[data-child=ren]')");
}
