//! Check step by step, one child after the other on one thread, each step timed by itself: for the benchmark alone.

use super::project::Project;
use super::settings::{Settings, SetupError};
use crate::case;
use crate::diagnostic;
use crate::record;
use crate::rules::{self, Group};
use crate::source::visiting;
use std::hint::black_box;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// How long each step took, over all children, in the order of the steps.
#[derive(Debug, Default)]
pub struct StepTimes {
    steps: Vec<(String, Duration)>,
}

/// The families of rules in the order in which the book names them.
const GROUPS: [Group; 11] = [
    Group::Shape,
    Group::Author,
    Group::Trail,
    Group::Consult,
    Group::Time,
    Group::Content,
    Group::AddOns,
    Group::Timetable,
    Group::Facts,
    Group::Linkage,
    Group::Print,
];

impl StepTimes {
    /// The steps with their times.
    #[must_use]
    pub fn steps(&self) -> &[(String, Duration)] {
        &self.steps
    }

    /// How long one step took; nothing where there is none of this name.
    #[must_use]
    pub fn of(&self, name: &str) -> Duration {
        self.steps.iter().find(|(step, _)| step == name).map(|(_, time)| *time).unwrap_or_default()
    }

    fn add(&mut self, name: &str, time: Duration) {
        match self.steps.iter_mut().find(|(step, _)| step == name) {
            Some((_, total)) => *total += time,
            None => self.steps.push((name.to_owned(), time)),
        }
    }

    fn time<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let watch = StepWatch::start();
        let done = black_box(work());
        self.add(name, watch.taken());
        done
    }
}

/// What a thread has worked since it was started: on a machine that does other things too, the time of day says little.
struct StepWatch {
    start: Duration,
}

impl StepWatch {
    fn start() -> Self {
        Self { start: worked() }
    }

    fn taken(&self) -> Duration {
        worked().saturating_sub(self.start)
    }
}

/// What this thread has worked so far, as Linux counts it: by its ticks, so that only many steps together have a time. The time of
/// day on other systems.
fn worked() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked =
        counted.and_then(|counted| Some(Duration::from_nanos(counted.split_whitespace().next()?.parse().ok()?)));
    worked.unwrap_or_else(|| START.get_or_init(Instant::now).elapsed())
}

impl Project {
    /// Checks the children asked for and says how long each step took. The parser, the tree and the records are told apart
    /// by doing them once more, alone; the steps of `check` are the others.
    ///
    /// # Errors
    /// When a child that was asked for does not exist.
    pub fn timed_check(&self, settings: &Settings) -> Result<StepTimes, SetupError> {
        let children = self.select(settings)?;
        let mut times = StepTimes::default();
        let mut findings = Vec::new();
        for child in &children {
            findings.append(&mut self.timed_child(child, settings, &mut times));
        }
        let mut together = times.time("second pass", || self.together_here(&children));
        findings.append(&mut together);
        times.time("sort", || diagnostic::sort(&mut findings));
        Ok(times)
    }

    fn timed_child(&self, child: &str, settings: &Settings, times: &mut StepTimes) -> Vec<diagnostic::Diagnostic> {
        let texts = visiting(self.files.as_ref(), |files| {
            let folder = times.time("list", || case::find_files(files, child));
            times.time("read", || case::read_files(files, folder))
        });
        for (source, is_markdown) in texts.readable() {
            if !is_markdown {
                times.time("  of it the parser", || record::parses_yaml(source.text()));
                times.time("  of it parser and tree", || {
                    record::parse_yaml(source, 0..source.text().len(), &mut Vec::new())
                });
            }
        }
        let case = Arc::new(times.time("load", || case::load_files(texts)));
        times.time("what the second pass keeps", || drop(self.gather(&case)));
        let watch = StepWatch::start();
        self.with_facts(&case, settings, |facts| {
            times.add("timeline", watch.taken());
            times.time("rules", || drop(rules::check(facts)));
            let files = times.time("  letters", || facts.files());
            for group in GROUPS {
                times.time(&format!("  {}", group.id()), || drop(rules::check_group(facts, &files, group)));
            }
        });
        let findings = times.time("judge", || self.judge_alone(&case, settings));
        times.time("let go", || drop(case));
        findings
    }
}
