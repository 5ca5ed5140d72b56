//! Where the time of `check` goes, step by step, beside what no check can do without: reading the files, and the bare
//! parser's event loop over them. All of it in one run, on one thread, over generated children on the disk.

use crate::{cases, milliseconds, records};
use granit_parser::Parser;
use shien::font::Fonts;
use shien::pipeline::{Progress, Project, Settings, check};
use shien::source::{Disk, Files};
use shien::value::Date;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Measures over so many generated children; where it is asked for, with two years of daily records of each.
pub(crate) fn run(samples: &Path, children: usize, daily: bool) {
    let folder = std::env::temp_dir().join(format!("shien-bench-check-{}", std::process::id()));
    write(&folder, samples, children, daily);
    measure(&folder, children);
    let _ = std::fs::remove_dir_all(&folder);
}

fn write(folder: &Path, samples: &Path, children: usize, daily: bool) {
    let mut files = cases::generate(samples, children, 0);
    if daily {
        let (with_records, lines) = records::with_two_years(files);
        println!("{lines} lines of daily records");
        files = with_records;
    }
    for path in cases::below(&files, Path::new("cases")) {
        let target = folder.join(&path);
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        std::fs::write(target, files.read(&path, u64::MAX).expect("generated")).expect("written");
    }
}

fn measure(folder: &Path, children: usize) {
    let settings = Settings { as_of: Date::new(2026, 4, 1), jobs: 1, ..Settings::default() };
    let open = || Project::from_files(&|| Box::new(Disk::new(folder)), Fonts::embedded()).expect("it opens");
    let paths = cases::below(&Disk::new(folder), Path::new("cases"));
    // The first touch of a file is the disk's, not the program's.
    black_box(walk(folder));
    let walked = timed(|| {
        black_box(walk(folder));
    });
    let events = timed(|| {
        black_box(events(folder, &paths));
    });
    let whole = timed(|| drop(black_box(check(&open(), &settings, false, &|_: Progress| {}).expect("every child"))));
    let steps = open().timed_check(&settings).expect("every child");
    println!("check of {children} children, {} files, one thread", paths.len());
    let line = |name: &str, time: Duration| {
        let against = time.as_secs_f64() / events.as_secs_f64();
        println!("{name:<32}{:9.1} ms  {against:5.2} × the bare event loop", milliseconds(Some(time)));
    };
    line("walk, read and hash, bare", walked);
    line("event loop, bare", events);
    line("check, cold", whole);
    steps.steps().iter().for_each(|(name, time)| line(&format!("  {name}"), *time));
}

/// Reads every file and hashes it, with nothing around it.
fn walk(folder: &Path) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.file_type().expect("a kind").is_dir() {
                folders.push(entry.path());
            } else {
                hasher.update(&std::fs::read(entry.path()).expect("a file"));
            }
        }
    }
    hasher.finalize()
}

/// Every event of every YAML file, and nothing made of them. How many there are.
fn events(folder: &Path, paths: &[PathBuf]) -> usize {
    let yaml = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    yaml.map(|path| {
        let text = std::fs::read_to_string(folder.join(path)).expect("text");
        Parser::new_from_str(&text).inspect(|event| assert!(event.is_ok(), "{event:?}")).count()
    })
    .sum()
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
