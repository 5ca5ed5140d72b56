//! The page in a real browser.

use super::{choose, open, printed_samples};
use crate::browser::{Browser, Watching, may_skip};
use crate::driver::Project;
use serde_json::json;
use std::ffi::OsStr;
use std::fs;

const PLAN: &str = "cases/hana/plan/2024-03-28.yaml";
const ASSESSMENT: &str = "cases/hana/assessment/2024-03-11.md";
const SHOWN: &str =
    "document.querySelectorAll('.sheet').length > 0 && !document.querySelector('.sheet > svg:not([data-hash])')";

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
        "(() => { const now = [...document.querySelectorAll('.sheet > svg')].map((page) => page.dataset.hash).join();
           if (now !== window.last) { window.last = now; window.since = performance.now(); }
           return performance.now() - window.since > 400; })()",
    );
}

#[test]
fn a_changed_line_appears_and_only_its_page_is_replaced() {
    let Some(browser) = Browser::start() else { return };
    let project = printed_samples();
    let watching = Watching::start(project.command().arg("watch"));
    open(&browser, &watching.url(), "hana/assessment-2024-03-11");
    settled(&browser);
    browser.run(
        "window.hashes = () => [...document.querySelectorAll('.sheet > svg')].map((page) => page.dataset.hash);
         window.before = hashes();
         window.nodes = [...document.querySelectorAll('.sheet > svg')].map((page) => [...page.children]);
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
         const now = [...document.querySelectorAll('.sheet > svg')][page].children;
         return [[...now].filter((node) => !window.nodes[page].includes(node)).length, now.length]",
    );
    let [new, all] = [0, 1].map(|at| counts[at].as_u64().expect("a number"));
    assert!((1..=2).contains(&new) && all > 4, "{new} of {all} patches are new");
    assert_eq!(browser.run("return document.getElementById('pages').scrollTop"), scroll);
}

#[test]
fn an_error_shows_beside_the_last_good_page_and_goes() {
    let Some(browser) = Browser::start() else { return };
    let project = printed_samples();
    let watching = Watching::start(project.command().arg("watch"));
    open(&browser, &watching.url(), "hana/plan-2024-03-28");
    settled(&browser);
    browser.run("window.before = document.querySelector('.sheet > svg').dataset.hash;");
    replace(&project, PLAN, "支援目標:", "支援目票:");
    browser.wait_until("document.querySelector('#findings .finding.error')");
    let finding = browser.text("document.querySelector('#findings .finding.error').innerText");
    let all = browser.text("document.getElementById('findings').innerText");
    assert!(all.contains("支援目票") && all.contains("直し方: `支援目標` ではありませんか"), "{all}");
    assert!(all.contains(&format!("{PLAN} の {} 行目", project.line_of(PLAN, "支援目票"))), "{all}");
    assert!(finding.contains("エラー"), "{finding}");
    assert_eq!(
        browser.run("return document.querySelector('.sheet > svg').dataset.hash === window.before"),
        json!(true)
    );
    assert!(browser.text("document.getElementById('note').innerText").contains("誤りのない最後の紙面"));
    browser.wait_until("document.querySelector('a[aria-current] .badge').innerText.startsWith('エラー')");
    replace(&project, PLAN, "支援目票:", "支援目標:");
    browser.wait_until("!document.querySelector('#findings .finding.error') && document.getElementById('note').hidden");
    settled(&browser);
    assert_eq!(
        browser.run("return document.querySelector('.sheet > svg').dataset.hash === window.before"),
        json!(true)
    );
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
    open(&browser, &url, "hana/plan-2024-03-28");
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
    let project = printed_samples();
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
    let project = printed_samples();
    let watching = Watching::start(project.command().arg("watch"));
    open(&browser, &watching.url(), "hana/plan-2024-03-28");
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
    let project = printed_samples();
    let watching = Watching::start(project.command().arg("watch"));
    open(&browser, &watching.url(), "hana/plan-2024-03-28");
    settled(&browser);
    // The network goes away from under the page, and something changes meanwhile.
    browser.run("window.real = EventSource; window.EventSource = class { constructor() { setTimeout(() => this.onerror?.()); } close() {} addEventListener() {} }; lose();");
    browser.wait_until("document.getElementById('connection').innerText.includes('接続が切れています')");
    browser.run("window.before = document.querySelector('.sheet > svg').dataset.hash;");
    fs::remove_dir_all(project.root().join("cases/ren")).expect("removed");
    replace(&project, PLAN, "支援目標: ", "支援目標: 少しずつ、");
    watching.wait_for("件を印刷");
    browser.run("window.EventSource = window.real;");
    browser.wait_until("document.getElementById('connection').innerText === ''");
    browser.wait_until("document.querySelector('.sheet > svg').dataset.hash !== window.before");
    browser.wait_until("!document.querySelector('[data-child=ren]')");
}

#[test]
fn a_test_is_skipped_only_where_ci_is_not_set() {
    assert!(may_skip(None) && may_skip(Some(OsStr::new(""))));
    assert!(!may_skip(Some(OsStr::new("1"))) && !may_skip(Some(OsStr::new("true"))));
}

#[test]
fn the_address_names_nobody_and_survives_anything() {
    let Some(browser) = Browser::start() else { return };
    let project = printed_samples();
    let watching = Watching::start(project.command().arg("watch"));
    let url = watching.url();
    // No fragment leaves the page empty.
    for fragment in ["%E0%A4%A", "hana/plan-2024-03-28", "999999999", "-1", "pages"] {
        browser.open(&format!("{url}#{fragment}"));
        browser.run("location.reload()");
        browser.wait_until("document.querySelectorAll('#children a').length > 10");
        browser.wait_until("document.getElementById('empty').innerText.includes('左の一覧から')");
    }
    choose(&browser, "hana/plan-2024-03-28");
    settled(&browser);
    let asked = browser.run(
        "return [location.href, ...performance.getEntriesByType('resource').map((entry) => entry.name), document.getElementById('pdf').href]",
    );
    for name in asked.as_array().expect("a list") {
        let name = name.as_str().expect("text");
        assert!(!name.contains("hana") && !name.contains("plan") && !name.contains("%E"), "{name}");
    }
    // The number leads back to the document.
    browser.run("location.reload()");
    settled(&browser);
    assert_eq!(
        browser.text("document.querySelector('.list a[aria-current]').dataset.document"),
        "hana/plan-2024-03-28"
    );
    assert!(browser.text("document.getElementById('heading').innerText").contains("令和6年3月28日"));
}

#[test]
fn somebody_is_found_by_kana_and_by_any_way_to_write_the_name() {
    let Some(browser) = Browser::start() else { return };
    let project = printed_samples();
    replace(&project, "cases/yuki/child.yaml", "氏名: ", "氏名: 渡邉󠄁 髙﨑 ");
    replace(&project, "cases/yuki/child.yaml", "ふりがな: ", "ふりがな: わたなべ たかさき ");
    let watching = Watching::start(project.command().arg("watch"));
    browser.open(&watching.url());
    browser.wait_until("document.querySelectorAll('#children a').length > 10");
    let find = |words: &str| {
        browser.run(&format!(
            "const search = document.getElementById('search'); search.value = '{words}'; search.dispatchEvent(new Event('input'));
             return [...document.querySelectorAll('#children details:not([hidden])')].map((node) => node.dataset.child)"
        ))
    };
    for words in ["渡辺", "渡邊", "高崎", "髙嵜", "わたなべ", "ワタナベ", "ﾀｶｻｷ", "YUKI", "渡 辺"]
    {
        assert_eq!(find(words), json!(["yuki"]), "{words}");
    }
    assert_eq!(find("山田山"), json!([]));
}

#[test]
fn the_start_page_says_who_has_errors() {
    let Some(browser) = Browser::start() else { return };
    let project = printed_samples();
    replace(&project, PLAN, "支援目標:", "支援目票:");
    let watching = Watching::start(project.command().args(["watch", "--as-of", "2026-05-15"]));
    browser.open(&watching.url());
    browser.wait_until("document.querySelector('#messages .overview a .badge.error')");
    let text = browser.text("document.getElementById('messages').innerText");
    assert!(!text.contains("問題は見つかりませんでした") && text.contains("2 人にエラーがあります"), "{text}");
    // And what is late, before what comes.
    let deadlines = browser
        .text("[...document.querySelectorAll('#messages .deadlines li')].map((line) => line.className).join(',')");
    assert!(deadlines.starts_with("late"), "{deadlines}");
    assert!(deadlines.find(",,").is_none_or(|coming| !deadlines[coming..].contains("late")), "{deadlines}");
    browser.run("document.querySelector('#messages .overview a').click()");
    browser.wait_until("document.querySelector('#findings .finding.error')");
    assert_eq!(
        browser.text("document.querySelector('.list a[aria-current]').dataset.document"),
        "hana/plan-2024-03-28"
    );
    // A line is quoted as it is written.
    let excerpt = browser.text("[...document.querySelectorAll('.finding.error')].find((item) => item.innerText.includes('支援目票')).querySelector('.excerpt').textContent");
    let written = project.text(PLAN).lines().find(|line| line.contains("支援目票")).expect("a line").to_owned();
    assert!(written.starts_with("  "), "{written:?}");
    assert_eq!(excerpt.trim_end_matches('…'), written.chars().take(80).collect::<String>());
    assert_eq!(browser.text("getComputedStyle(document.querySelector('.excerpt')).whiteSpaceCollapse"), "preserve");
}

#[test]
fn a_click_on_a_finding_goes_to_its_place() {
    let Some(browser) = Browser::start() else { return };
    let project = printed_samples();
    // In one of the last rows of several pages.
    let written = "はなさんが、みどり野児童ホームの工作の日に月1回";
    replace(&project, PLAN, written, &format!("〇〇、{written}"));
    let watching = Watching::start(project.command().arg("watch"));
    open(&browser, &watching.url(), "hana/plan-2024-03-28");
    settled(&browser);
    let item = "[...document.querySelectorAll('.finding')].find((item) => item.innerText.includes('placeholder-left'))";
    browser.wait_until(item);
    browser.run(&format!("{item}.querySelector('.what').click()"));
    browser.wait_until("document.querySelector('.spot')");
    let seen = browser.run(
        "const frame = document.querySelector('.spot').getBoundingClientRect();
         const pages = document.getElementById('pages').getBoundingClientRect();
         return frame.top >= pages.top && frame.bottom <= pages.bottom && frame.left >= pages.left && frame.width > 10",
    );
    assert_eq!(seen, json!(true));
    assert_eq!(browser.run("return document.querySelector('.spot').classList.contains('near')"), json!(false));
    // By keyboard too; and what changes takes the frame away.
    assert_eq!(browser.run(&format!("return {item}.querySelector('button') !== null")), json!(true));
    replace(&project, PLAN, "〇〇、", "");
    browser.wait_until("!document.querySelector('.spot')");
}

/// Lets the page's clock run: so many seconds of a tab that is awake, without waiting for them.
fn pass(browser: &Browser, seconds: u32) {
    browser.run(&format!("for (let second = 0; second < {seconds}; second += 1) {{ window.now += 1000; tick(); }}"));
}

#[test]
fn the_pages_go_when_nobody_answers_for_a_minute_and_come_back() {
    let Some(browser) = Browser::start() else { return };
    let project = printed_samples();
    let watching = Watching::start(project.command().arg("watch"));
    open(&browser, &watching.url(), "hana/plan-2024-03-28");
    settled(&browser);
    browser.run("window.real = EventSource; window.now = Date.now(); Date.now = () => window.now; last = window.now; document.getElementById('pages').scrollTop = 120;");
    let all = "document.body.innerText";
    let pages = "document.querySelectorAll('.sheet').length";
    assert!(browser.text(all).contains("はな"));
    // A night's sleep is no silence.
    browser.run("window.now += 8 * 3600 * 1000; tick();");
    assert_ne!(browser.text(pages), "0");
    // The server hears nothing and refuses nothing any more: like one that was stopped.
    browser.run("window.EventSource = class { close() {} addEventListener() {} }; lose();");
    pass(&browser, 55);
    assert_ne!(browser.text(pages), "0", "not before the minute is over");
    browser.run("window.now += 8 * 3600 * 1000; tick();");
    assert_ne!(browser.text(pages), "0", "nor by sleep");
    pass(&browser, 10);
    assert_eq!(browser.text(pages), "0");
    let text = browser.text(all);
    for word in ["はな", "hana", "れん", "個別支援計画"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert!(text.contains("紙面と一覧を消しました"), "{text}");
    assert_eq!(browser.run("return document.getElementById('pdf').hasAttribute('href')"), json!(false));
    // It is there again.
    browser.run("window.EventSource = window.real; connect(0);");
    settled(&browser);
    assert_eq!(
        browser.text("document.querySelector('.list a[aria-current]').dataset.document"),
        "hana/plan-2024-03-28"
    );
    browser.wait_until("document.getElementById('pages').scrollTop === 120");
    // After ten minutes the page asks no more, until somebody wants it.
    browser.run("window.asked = 0; window.EventSource = class { constructor() { window.asked += 1; } close() {} addEventListener() {} }; lose();");
    pass(&browser, 11 * 60);
    browser.wait_until("!document.getElementById('again').hidden");
    browser.run("window.asked = 0;");
    pass(&browser, 3600);
    assert_eq!(browser.text("window.asked"), "0");
    browser.run("window.EventSource = window.real; document.getElementById('again').click();");
    settled(&browser);
    assert_eq!(browser.run("return document.getElementById('again').hidden"), json!(true));
}

#[cfg(unix)]
#[test]
#[ignore = "takes more than a minute"]
fn a_server_that_was_stopped_takes_the_pages_with_it() {
    let Some(browser) = Browser::start() else { return };
    let project = printed_samples();
    let watching = Watching::start(project.command().arg("watch"));
    open(&browser, &watching.url(), "hana/plan-2024-03-28");
    settled(&browser);
    let signal = |name: &str| {
        let worker = watching.worker().expect("a process that works").to_string();
        let sent = std::process::Command::new("kill").args([name, &worker]).status();
        assert!(sent.expect("kill starts").success());
    };
    signal("-STOP");
    let start = std::time::Instant::now();
    while browser.text("document.body.innerText").contains("はな") {
        assert!(start.elapsed().as_secs() < 100, "the pages stay");
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    assert!(start.elapsed().as_secs() >= 50, "{:?}", start.elapsed());
    signal("-CONT");
    settled(&browser);
    assert!(browser.text("document.body.innerText").contains("はな"));
}
