//! What memory a `build` of many papers holds: the program itself as it is started, over generated children on the disk.
//!
//! It runs as two processes, of which one prints. Both are asked what they hold while the prints are counted.

use crate::check::write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// How often it is looked.
const PAUSE: Duration = Duration::from_millis(500);

/// After so many papers a line is printed: closer at the beginning, where the program takes what it needs.
const MARKS: [usize; 5] = [100, 500, 1000, 1500, 2000];
const STEP: usize = 1000;

/// What the processes of a run held, in MB.
#[derive(Default, Clone, Copy)]
struct Held {
    /// Whatever prints: now, and at the most.
    now: f64,
    most: f64,
    /// Whatever looks on, at the most.
    beside: f64,
}

/// Builds all papers of so many generated children and says what was held on the way.
pub(crate) fn run(samples: &Path, children: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), samples, children, false);
    let mut build = Command::new(env!("CARGO_BIN_EXE_shien"))
        .args(["--as-of", "2026-04-01", "build", "--no-sync", "--project"])
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let output = folder.path().join("output");
    let mut marks = MARKS.into_iter().chain((MARKS[MARKS.len() - 1]..).step_by(STEP).skip(1)).peekable();
    let mut held = Held::default();
    while build.try_wait().expect("it is asked").is_none() {
        let papers = prints(&output);
        held = held_by(build.id(), held);
        while marks.next_if(|mark| papers >= *mark).is_some() {
            if marks.peek().is_some_and(|next| papers < *next) {
                say(papers, held);
            }
        }
        thread::sleep(PAUSE);
    }
    print!("at the end: ");
    say(prints(&output), held);
}

fn say(papers: usize, held: Held) {
    let Held { now, most, beside } = held;
    println!("{papers:6} papers, {now:4.0} MB, at the most {most:4.0} MB, beside it {beside:3.0} MB");
}

/// What both processes hold; what was known before, where one has ended.
fn held_by(first: u32, before: Held) -> Held {
    let beside = held_of(first, "VmHWM:").unwrap_or(before.beside);
    let children = fs::read_to_string(format!("/proc/{first}/task/{first}/children")).unwrap_or_default();
    let printing = children.split_whitespace().next().and_then(|id| id.parse().ok());
    let of = |what: &str| printing.and_then(|id| held_of(id, what));
    Held { now: of("VmRSS:").unwrap_or(before.now), most: of("VmHWM:").unwrap_or(before.most), beside }
}

/// What the system says of the memory of a process, in MB.
fn held_of(process: u32, what: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

/// How many prints lie in the folder.
fn prints(output: &Path) -> usize {
    let children = fs::read_dir(output).into_iter().flatten().flatten().map(|entry| entry.path());
    let of = |child: &Path| fs::read_dir(child).into_iter().flatten().flatten().filter(is_print).count();
    children.filter(|child| child.is_dir()).map(|child| of(&child)).sum()
}

fn is_print(entry: &fs::DirEntry) -> bool {
    entry.path().extension().is_some_and(|ending| ending == "pdf")
}
