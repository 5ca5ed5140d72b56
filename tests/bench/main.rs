//! How fast `build` is, held against the engine alone, in one run: `cargo bench`.
//!
//! `cargo bench --bench build -- compare` measures the comparison of two plans alone, `-- guard` that and
//! what the guard costs, `-- forms` what each kind of form costs against plain tables, `-- check` where the time of `check`
//! goes, over 1,000 children or as many as are named (`-- check 10000`), with `records` over two years of daily records of
//! each, `-- memory` what memory a `build` of 500 children, or as many as are named, holds on its way. `-- short` runs everything once
//! over a few children: it shows that nothing here has rotted, and its figures mean nothing.
//!
//! Machines are noisy, so what counts are the ratios. Each figure is the best of a few rounds that take turns.

#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

mod cases;
mod check;
mod compare;
mod forms;
mod guard;
mod memory;
mod plain;
mod records;

use shien::case::KINDS;
use shien::font::Fonts;
use shien::pipeline::{Output, Printer, Progress, Project, Settings, build};
use shien::typeset::{Stamp, Typesetter};
use shien::value::Date;
use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much is measured.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    /// Generated children.
    children: usize,
    /// Rounds whose best or middle counts, after one that does not.
    rounds: usize,
}

impl Extent {
    const WHOLE: Self = Self { children: 24, rounds: 5 };
    /// One child after each sample.
    const SHORT: Self = Self { children: 4, rounds: 1 };
}

/// Takes what is written and keeps nothing: both sides of the comparison write to nowhere.
struct Nowhere;

impl Output for Nowhere {
    fn write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

fn main() {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR"));
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    let children = std::env::args().filter_map(|argument| argument.parse().ok()).next();
    if asked("memory") {
        return memory::run(samples, children.unwrap_or(500));
    }
    if asked("check") {
        return check::run(samples, children.unwrap_or(1000), asked("records"));
    }
    let extent = if asked("short") { Extent::SHORT } else { Extent::WHOLE };
    if asked("forms") {
        let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.id).filter(|id| asked(id)).collect();
        return forms::run(samples, extent, &kinds);
    }
    compare::run(samples, extent);
    if asked("compare") {
        return;
    }
    guard::run(samples, extent);
    if asked("guard") {
        return;
    }
    forms::run(samples, extent, &[]);
    if asked("short") {
        check::run(samples, extent.children, false);
        check::run(samples, extent.children, true);
        memory::run(samples, extent.children);
    }
    let Extent { children, rounds: count } = extent;
    let mut sources = Vec::new();
    let mut rounds = Vec::new();
    for round in 0..=count {
        // New texts each round: nothing that Typst remembers of the last one may help.
        let project = open(samples, children, round);
        sources = typst_sources(&project);
        let built = time(|| build_all(&project, threads));
        let bare = time(|| bare_loop(&sources, &library(&project), threads));
        let plain = time(|| bare_loop(&sources, &plain_library(&project), threads));
        if round > 0 {
            rounds.push((built, bare, plain));
        }
    }
    let documents = sources.len();
    let best =
        |pick: fn(&(Duration, Duration, Duration)) -> Duration| rounds.iter().map(pick).min().unwrap_or_default();
    let (built, bare, plain) = (best(|r| r.0), best(|r| r.1), best(|r| r.2));
    let rate = |time: Duration| documents as f64 / time.as_secs_f64();
    let mut ratios: Vec<f64> = rounds.iter().map(|(built, bare, _)| bare.as_secs_f64() / built.as_secs_f64()).collect();
    let mut forms: Vec<f64> = rounds.iter().map(|(_, bare, plain)| bare.as_secs_f64() / plain.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    forms.sort_by(f64::total_cmp);
    println!(
        "{documents} documents of {children} children, {threads} threads, {} characters of Typst a document",
        mean_length(&sources)
    );
    println!("build                           {:6.1} documents/s", rate(built));
    println!("bare typst compile and export   {:6.1} documents/s", rate(bare));
    println!(
        "  build / bare                  {:6.2}   (median of {count} rounds, target 0.90 and better)",
        ratios[count / 2]
    );
    println!("without fit, footer, IVS rule   {:6.1} documents/s", rate(plain));
    println!(
        "  with / without                {:6.2} × (median of {count} rounds, target 1.50 and less)",
        forms[count / 2]
    );
    let out = std::env::temp_dir().join("shien-bench");
    let cold = (0..count).map(|_| {
        let _ = std::fs::remove_dir_all(&out);
        one_process(samples, &out)
    });
    println!("one document, cold process      {:6.1} ms", milliseconds(cold.min()));
    let again = (0..count).map(|_| one_process(samples, &out));
    println!("the same again, unchanged       {:6.1} ms", milliseconds(again.min()));
    let _ = std::fs::remove_dir_all(&out);
}

fn open(samples: &Path, children: usize, round: usize) -> Project {
    let files = cases::generate(samples, children, round);
    Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("the generated project opens")
}

/// Times work that starts with nothing remembered of any earlier document.
fn time(work: impl FnOnce()) -> Duration {
    comemo::evict(0);
    let start = Instant::now();
    work();
    start.elapsed()
}

fn build_all(project: &Project, threads: usize) {
    let settings = Settings { jobs: threads, as_of: Date::new(2026, 4, 1), ..Settings::default() };
    let report = build(project, &settings, &Nowhere, &|_: Progress| {}).expect("every child exists");
    let errors: Vec<_> =
        report.findings.iter().filter(|finding| finding.severity == shien::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// The Typst source of every document, with what stamps it.
fn typst_sources(project: &Project) -> Vec<(String, Stamp)> {
    let printer = Printer::new(project, None);
    let mut sources = Vec::new();
    for child in project.select(&Settings::default()).expect("all children") {
        let (case, _) = project.load(&child, &Settings::default());
        for document in &case.documents {
            let source = printer.source(&case, document).expect("the forms have no error");
            sources.push((source, Stamp { identifier: format!("{child}/{}", document.id()), date: document.date }));
        }
    }
    sources
}

/// The engine alone: plain threads, one world each, compile and export.
fn bare_loop(sources: &[(String, Stamp)], library: &[(String, String)], threads: usize) {
    let fonts = Arc::new(Fonts::embedded());
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            let work = || {
                let mut typesetter = Typesetter::new(Arc::clone(&fonts), library);
                while let Some((source, stamp)) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let layout = typesetter.layout(source).expect("lays out");
                    typesetter.export(&layout, stamp).expect("exports");
                    // As `build` does.
                    typesetter.forget();
                }
            };
            thread::Builder::new().stack_size(16 * 1024 * 1024).spawn_scoped(scope, work).expect("a thread");
        }
    });
}

fn library(project: &Project) -> Vec<(String, String)> {
    project.packs().library().into_iter().map(|(name, source)| (name, source.text().to_owned())).collect()
}

/// The same form without fitting, footer and the rule for variants.
fn plain_library(project: &Project) -> Vec<(String, String)> {
    let mut library = library(project);
    let form = &mut library.iter_mut().find(|(name, _)| name == "form.typ").expect("lib/form.typ").1;
    for (from, to) in [
        ("footer: footer-line,", "footer: none,"),
        ("document.variants.fold(", "().fold("),
        (
            "#let fit(",
            "#let fit(value, height: 40pt, size: body-size, align-to: horizon, floor: 7pt, leaves: false, spare: 0pt) = block(height: height, width: 100%, align(align-to, prose(value, size: size)))\n#let unused-fit(",
        ),
    ] {
        assert!(form.contains(from), "lib/form.typ has no {from}");
        *form = form.replace(from, to);
    }
    library
}

/// `shien build` of one document, as a whole process.
fn one_process(samples: &Path, out: &Path) -> Duration {
    time(|| {
        let status = Command::new(env!("CARGO_BIN_EXE_shien"))
            .args(["build", "hana", "--kind", "interview", "--jobs", "1", "--project"])
            .arg(samples)
            .arg("--out")
            .arg(out)
            .output()
            .expect("shien starts");
        assert!(status.status.success());
    })
}

fn milliseconds(time: Option<Duration>) -> f64 {
    time.unwrap_or_default().as_secs_f64() * 1000.0
}

fn mean_length(sources: &[(String, Stamp)]) -> usize {
    sources.iter().map(|(source, _)| source.chars().count()).sum::<usize>() / sources.len().max(1)
}
