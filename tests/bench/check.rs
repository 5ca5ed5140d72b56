//! Where the time of `check` goes, step by step, beside what no check can do without: reading the files, and the bare
//! parser's event loop over them. All of it in one run, on one thread, over generated children on the disk; the whole in processor time, its steps by the clock.

use crate::{cases, milliseconds, records};
use granit_parser::Parser;
use shien::font::Fonts;
use shien::pipeline::{Progress, Project, Settings, check};
use shien::source::{Disk, Files};
use shien::value::Date;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Measures over so many generated children; where it is asked for, with two years of daily records of each.
pub(crate) fn run(samples: &Path, children: usize, daily: bool) {
    let folder = std::env::temp_dir().join(format!("shien-bench-check-{}", std::process::id()));
    write(&folder, samples, children, daily);
    measure(&folder, children);
    let _ = std::fs::remove_dir_all(&folder);
}

/// Writes so many generated children to the disk.
pub(crate) fn write(folder: &Path, samples: &Path, children: usize, daily: bool) {
    let mut lines = 0;
    for first in (0..children).step_by(AT_ONCE) {
        let some = first..children.min(first + AT_ONCE);
        let mut files = cases::generate_some(samples, children, some, 0);
        if daily {
            let (with_records, some_lines) = records::with_two_years(files);
            (files, lines) = (with_records, lines + some_lines);
        }
        for path in cases::below(&files, Path::new("cases")) {
            let target = folder.join(&path);
            std::fs::create_dir_all(target.parent().expect("a folder")).expect("made");
            std::fs::write(target, files.read(&path, u64::MAX).expect("generated")).expect("written");
        }
    }
    if daily {
        println!("{lines} lines of daily records");
    }
}

/// So many children are generated at once, so that what they take of the memory is not what is measured.
const AT_ONCE: usize = 100;

fn measure(folder: &Path, children: usize) {
    let settings = Settings { as_of: Date::new(2026, 4, 1), jobs: 1, ..Settings::default() };
    let open = || Project::from_files(&|| Box::new(Disk::new(folder)), Fonts::embedded()).expect("it opens");
    let paths = cases::below(&Disk::new(folder), Path::new("cases"));
    // The first touch of a file is the disk's, not the program's.
    black_box(walk(folder));
    forget_most_memory();
    let walked = timed(|| {
        black_box(walk(folder));
    });
    let events = timed(|| {
        black_box(events(folder, &paths));
    });
    let whole = timed(|| drop(black_box(check(&open(), &settings, false, &|_: Progress| {}).expect("every child"))));
    let remembering = || {
        let project = open();
        let settings = Settings { memo: project.memo(&settings, folder), ..settings.clone() };
        drop(black_box(check(&project, &settings, false, &|_: Progress| {}).expect("every child")));
    };
    remembering();
    let unchanged = timed(remembering);
    let changed = timed(|| {
        change(folder, &paths);
        remembering();
    });
    let steps = open().timed_check(&settings).expect("every child");
    println!("check of {children} children, {} files, one thread", paths.len());
    let against = |name: &str, time: Duration, what: &str, measure: Duration| {
        let ratio = time.as_secs_f64() / measure.as_secs_f64();
        println!("{name:<32}{:9.1} ms  {ratio:5.2} × {what}", milliseconds(Some(time)));
    };
    let line = |name: &str, time: Duration| against(name, time, "the bare event loop", events);
    line("walk, read and hash, bare", walked);
    line("event loop, bare", events);
    line("check, cold (target 2 ×)", whole);
    steps.steps().iter().for_each(|(name, time)| line(&format!("  {name}"), *time));
    against("nothing changed (target 2 ×)", unchanged, "walk, read and hash", walked);
    against("one file changed", changed, "walk, read and hash", walked);
    if let Some(memory) = most_memory() {
        println!("memory, at the most             {memory:9.0} MB, of it the program and its fonts some 50");
    }
}

/// Changes one file of one child.
fn change(folder: &Path, paths: &[PathBuf]) {
    let plan = paths.iter().find(|path| path.components().any(|part| part.as_os_str() == "plan"));
    let plan = folder.join(plan.expect("a plan"));
    let text = std::fs::read_to_string(&plan).expect("text");
    std::fs::write(plan, text + "# 覚え書き\n").expect("written");
}

/// The most memory that this process has held, in MB, where the system tells it.
fn most_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

/// Lets the system count anew what the most memory is, where it can: what was held to generate the children is over.
fn forget_most_memory() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
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

/// What some work takes of the processor, on the average of as many times as the system's clock for it needs.
fn timed(mut work: impl FnMut()) -> Duration {
    let start = processor_time();
    let mut times = 0;
    loop {
        work();
        times += 1;
        let taken = processor_time().saturating_sub(start);
        if taken >= ENOUGH {
            return taken / times;
        }
    }
}

/// The system's clock for processor time goes in steps of 10 ms.
const ENOUGH: Duration = Duration::from_millis(500);

/// What this process has worked so far, its ended threads too; the time of day where the system does not tell it.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").ok();
    // Behind the program's name, which may have blanks.
    let fields = stat.as_deref().and_then(|stat| Some(stat.rsplit_once(')')?.1.split_whitespace()));
    let steps =
        fields.and_then(|fields| fields.skip(11).take(2).map(|steps| steps.parse::<u64>().ok()).sum::<Option<u64>>());
    static START: OnceLock<Instant> = OnceLock::new();
    steps.map_or_else(|| START.get_or_init(Instant::now).elapsed(), |steps| Duration::from_millis(steps * 10))
}
