//! How long it takes from a save until the new page is on the screen: `cargo bench --bench preview`.
//!
//! A project of 100 generated children, `shien watch` as a process, a headless Chromium. The time begins before the
//! file is written and ends when the browser has put the new first page on the screen: the time at which the frame with the
//! change was presented, as the browser itself reports it, after it was laid out, drawn and put together. (It reports that
//! of images alone, so a dot that is at hand already is put on the page with the change.)
//!
//! What cannot be saved is measured in the same run, in turn with the saves: the browser's floor (the same page puts one
//! patch, which is drawn already, in another's place) and the bare layout (Typst on the very sources of these saves, with
//! nothing around it, warm as a watch is). What counts is the ratio of the first to the sum of both, each at the 95th
//! percentile: machines differ, and it does not.
//!
//! Arguments: how many saves, how many children, and the pause before a save in milliseconds: saves that follow each
//! other faster than anybody's meet the prints of the last one still being made.

#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

#[path = "../browser.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod browser;
mod cases;
mod layout;

use browser::{Browser, Watching};
use layout::BareLayout;
use shien::source::{Files, Memory};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const SAVES: usize = 200;
/// Milliseconds, to which up to 180 are added.
const PAUSE: usize = 600;
const CHILDREN: usize = 100;
/// Saves that are not counted.
const WARM_UP: usize = 10;
/// A sentence on the first page, in the child that has a plan of this date.
const PLAN: &str = "cases/c0000/plan/2024-03-28.yaml";
const DOCUMENT: &str = "c0000/plan-2024-03-28";

/// The most of the sum of floor and layout that a save may take.
const TARGET: f64 = 1.5;

/// Notes when the browser has presented something new of the first page: a dot is put there before the frame with the
/// change is drawn, and is presented with it. The last of what is new is kept. A dot bears the name of what is measured
/// when it is put there, so that one which comes late is not taken for the next.
const RECORD: &str = "
  window.told = () => {};
  window.measured = 'nothing';
  window.measure = (what, told) => {
    window.measured = `${what} ${performance.now()}`;
    window.told = told;
  };
  const first = document.querySelector('.sheet');
  const dot = () => {
    const image = new Image(4, 4);
    image.decoding = 'sync';
    image.setAttribute('elementtiming', window.measured);
    image.src = 'data:image/gif;base64,R0lGODdhAQABAIABAAAAAP///ywAAAAAAQABAAACAkQBADs=';
    Object.assign(image.style, { position: 'absolute', left: '8px', top: '8px' });
    return image;
  };
  const at_hand = dot();
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => ['svg', 'image'].includes(node.nodeName));
    const fresh = added.filter((node) => first.contains(node));
    if (fresh.length === 0) return;
    window.renewed = fresh.at(-1);
    window.dot?.remove();
    first.append((window.dot = dot()));
  }).observe(document.getElementById('sheets'), { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    const shown = list.getEntries().filter((entry) => entry.identifier === window.measured).map((entry) => entry.renderTime);
    if (shown.length > 0) window.told(performance.timeOrigin + Math.max(...shown));
  }).observe({ type: 'element' });
";

/// Puts the patch that was new at the last save in its own place again under another name: all that the page does with a
/// new patch, and nothing that anybody computes. The time is that until it was presented; then all is as it was. Should the
/// watch send its page once more meanwhile (it does when a page is judged), that may stand there before.
const SWAP: &str = "
  const done = arguments[arguments.length - 1];
  const pages = sheets.map((sheet) => sheet.page);
  const renewed = sheets[0].patches.find((patch) => patch.node === window.renewed).hash;
  const drawing = new XMLSerializer().serializeToString(window.renewed);
  const start = performance.now();
  const other = `${renewed} ${start}`;
  const swapped = (patch) => (patch.hash === renewed ? { ...patch, hash: other } : patch);
  measure('a patch', (presented) => {
    measure('nothing', () => {});
    putSheets(pages, { [renewed]: drawing }).then(() => done(presented - performance.timeOrigin - start));
  });
  const page = { ...pages[0], hash: other, patches: pages[0].patches.map(swapped) };
  putSheets([page, ...pages.slice(1)], { [other]: drawing });
";

fn main() {
    // Cargo passes `--bench`.
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let saves = numbers.next().unwrap_or(SAVES);
    let children = numbers.next().unwrap_or(CHILDREN);
    let pause = numbers.next().unwrap_or(PAUSE);
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let files = cases::generate(Path::new(env!("CARGO_MANIFEST_DIR")), children, 0);
    let documents = write_out(&files, Path::new("cases"), root);
    let mut command = Command::new(env!("CARGO_BIN_EXE_shien"));
    command.arg("--project").arg(root).arg("watch").stdin(Stdio::null());
    let watching = Watching::start(&mut command);
    browser.open(&watching.url());
    let link = format!("document.querySelector('.list a[data-document=\"{DOCUMENT}\"]')");
    browser.wait_until(&link);
    browser.run(&format!("{link}.click()"));
    browser.wait_until("document.querySelector('.sheet > svg[data-hash]')");
    browser.run(RECORD);
    let text = fs::read_to_string(root.join(PLAN)).expect("the plan");
    let at = text.find("総合的な支援の方針").and_then(|at| Some(at + text[at..].find('。')?)).expect("a sentence");
    let mut bare = BareLayout::of(DOCUMENT);
    let (mut times, mut floors, mut layouts) = (Vec::new(), Vec::new(), Vec::new());
    for save in 0..saves + WARM_UP {
        // As one types: a little more of a sentence each time.
        let edited = format!("{}、{save}回目の下書き{}", &text[..at], &text[at..]);
        thread::sleep(Duration::from_millis(pause as u64 / 2));
        let layout = bare.time(PLAN, &edited);
        // Nothing was saved yet that could be put in its place again.
        let floor = if save == 0 { 0.0 } else { browser.run_beside(SWAP, || {}).as_f64().expect("a time") };
        let rest = Duration::from_millis((pause / 2 + save * 37 % 180) as u64);
        let time = shown_after(&browser, rest, root.join(PLAN), edited, save % 2 == 0);
        if save >= WARM_UP {
            times.push(time);
            floors.push(floor);
            layouts.push(layout.as_secs_f64() * 1000.0);
        }
    }
    let shown: Vec<f64> = watching.said().iter().skip(1).filter_map(|line| shown(line)).skip(WARM_UP).collect();
    println!(
        "{documents} files of {children} children, {} saves of one plan, half in place, half by renaming, every {pause} ms and more",
        times.len()
    );
    let whole = report("from the save to the page on screen", times);
    report("  of it until the page is sent    ", shown);
    let floor = report("the browser alone, one patch       ", floors);
    let layout = report("the layout alone                   ", layouts);
    println!(
        "save to screen / (browser + layout)  {:6.2}   (p95, target {TARGET:.2} and less)",
        whole / (floor + layout)
    );
    // Once nothing has changed for ten seconds another process goes on.
    thread::sleep(CALM);
    if let Some(memory) = watching.memory() {
        println!("memory of the watch at rest          {memory:6.0} MB");
    }
}

/// Longer than a watch waits before it rests.
const CALM: Duration = Duration::from_secs(15);

/// Saves a text after a rest, in place or beside and renamed, as half of all editors do each: the milliseconds until the
/// page was presented.
fn shown_after(browser: &Browser, rest: Duration, path: PathBuf, text: String, in_place: bool) -> f64 {
    let (sender, receiver) = channel();
    let presented = browser.run_beside("measure('a save', arguments[arguments.length - 1]);", move || {
        thread::sleep(rest);
        let start = SystemTime::now();
        if in_place {
            fs::write(&path, text).expect("saved");
        } else {
            let beside = path.with_extension("tmp");
            fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path)).expect("saved");
        }
        let _ = sender.send(start);
    });
    let start = receiver.recv().expect("saved").duration_since(UNIX_EPOCH).expect("after 1970");
    presented.as_f64().expect("a time") - start.as_secs_f64() * 1000.0
}

/// Prints what was measured; the 95th percentile.
fn report(what: &str, mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times.get(((times.len() as f64 * part) as usize).min(times.len().saturating_sub(1)));
    let at = |part| at(part).copied().unwrap_or_default();
    println!("{what}  p50 {:6.1} ms   p95 {:6.1} ms   max {:6.1} ms", at(0.5), at(0.95), at(1.0));
    at(0.95)
}

/// `… (45 ミリ秒で表示、62 ミリ秒で完了)`: the first of the two.
fn shown(line: &str) -> Option<f64> {
    let (before, _) = line.split_once(" ミリ秒で表示")?;
    before.rsplit_once('(')?.1.parse().ok()
}

/// Writes a tree of files down; how many.
fn write_out(files: &Memory, path: &Path, root: &Path) -> usize {
    let target: PathBuf = root.join(path);
    let Ok(entries) = files.list(path) else {
        let bytes = files.read(path, u64::MAX).expect("a file");
        fs::create_dir_all(target.parent().expect("below the root")).expect("a folder");
        fs::write(target, bytes).expect("written");
        return 1;
    };
    entries.iter().map(|entry| write_out(files, &path.join(&entry.name), root)).sum()
}
