//! What each kind of paper costs on its form, held against the same texts in plain tables: layout and export, one paper
//! after the other, with all that the typesetter remembers, as in a build.

use crate::{Extent, cases, milliseconds, plain};
use shien::case::KINDS;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::typeset::{Stamp, Typesetter};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// A form may cost this many times its plain document.
const TARGET: f64 = 2.5;

/// A paper on its form and plain.
struct Pair {
    kind: &'static str,
    stamp: Stamp,
    /// The form's source, and the plain one.
    sources: [String; 2],
}

/// What the papers of a kind cost in one round: on the form, and plain.
#[derive(Default, Clone, Copy)]
struct Cost {
    papers: u32,
    time: [Duration; 2],
    pages: [usize; 2],
}

impl Cost {
    fn ratio(&self) -> f64 {
        self.time[0].as_secs_f64() / self.time[1].as_secs_f64()
    }
}

/// `asked` are the kinds; all where there is none.
pub(crate) fn run(samples: &Path, extent: Extent, asked: &[&str]) {
    let fonts = Arc::new(Fonts::embedded());
    let mut rounds: BTreeMap<&'static str, Vec<Cost>> = BTreeMap::new();
    for round in 0..=extent.rounds {
        // New texts each round: nothing that Typst remembers of the last one may help.
        let project = generated(samples, extent, round + 200);
        let library: Vec<_> =
            project.packs().library().into_iter().map(|(name, source)| (name, source.text().to_owned())).collect();
        let mut costs: BTreeMap<&'static str, Cost> = BTreeMap::new();
        let pairs = pairs_of(&project);
        // One of each kind with other words is set before: what a run does once, it does not for each paper.
        let mut before = pairs_of(&generated(samples, extent, round + 300));
        before.dedup_by_key(|pair| pair.kind);
        let pairs: Vec<_> = pairs.iter().filter(|pair| asked.is_empty() || asked.contains(&pair.kind)).collect();
        for side in 0..2 {
            let mut typesetter = Typesetter::new(Arc::clone(&fonts), &library);
            for pair in &before {
                print(&mut typesetter, pair, side);
            }
            for pair in &pairs {
                let start = processor_time();
                let pages = print(&mut typesetter, pair, side);
                let cost = costs.entry(pair.kind).or_default();
                cost.time[side] += processor_time().saturating_sub(start);
                cost.pages[side] += pages;
                cost.papers += u32::from(side == 0);
            }
        }
        if round > 0 {
            costs.into_iter().for_each(|(kind, cost)| rounds.entry(kind).or_default().push(cost));
        }
    }
    println!("each kind on its form, and the same texts in plain tables (target {TARGET} times that)");
    for kind in KINDS {
        let Some(costs) = rounds.get_mut(kind.id) else { continue };
        costs.sort_by(|one, other| one.ratio().total_cmp(&other.ratio()));
        let cost = costs[costs.len() / 2];
        let each = |side: usize| milliseconds(Some(cost.time[side])) / f64::from(cost.papers);
        let pages = |side: usize| cost.pages[side] as f64 / f64::from(cost.papers);
        println!(
            "  {:<20}{:7.1} ms on {:4.1} pages  {:7.1} ms on {:4.1} plain pages  {:5.2} ×",
            kind.id,
            each(0),
            pages(0),
            each(1),
            pages(1),
            cost.ratio()
        );
    }
}

/// Lays a paper out and exports it, as a print does; how many pages it has.
fn print(typesetter: &mut Typesetter, pair: &Pair, side: usize) -> usize {
    let layout = typesetter.layout(&pair.sources[side]).expect("it lays out");
    typesetter.export(&layout, &pair.stamp).expect("it exports");
    typesetter.forget();
    layout.pages()
}

fn generated(samples: &Path, extent: Extent, seed: usize) -> Project {
    let files = cases::generate(samples, extent.children.min(4), seed);
    Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("it opens")
}

/// What the threads of this process have worked so far; the time of day where the system does not tell it.
fn processor_time() -> Duration {
    // What a thread has worked is counted when it gives way.
    thread::sleep(Duration::from_micros(1));
    let of_thread = |task: std::io::Result<std::fs::DirEntry>| {
        let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    let threads = std::fs::read_dir("/proc/self/task").ok();
    let nanoseconds: Option<u64> = threads.and_then(|tasks| tasks.map(of_thread).sum());
    static START: OnceLock<Instant> = OnceLock::new();
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// Every paper of the project.
fn pairs_of(project: &Project) -> Vec<Pair> {
    let printer = Printer::new(project, None);
    let mut pairs = Vec::new();
    for child in project.select(&Settings::default()).expect("all children") {
        let (case, _) = project.load(&child, &Settings::default());
        for document in &case.documents {
            let form = printer.source(&case, document).expect("the forms have no error");
            let stamp = Stamp { identifier: format!("{child}/{}", document.id()), date: document.date };
            pairs.push(Pair { kind: document.kind.id, stamp, sources: [form, plain::source(&case, document)] });
        }
    }
    pairs
}
