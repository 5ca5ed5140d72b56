//! Check step by step, one child after the other on one thread, each step timed by itself: for the benchmark alone.

use super::project::Project;
use super::settings::{Settings, SetupError};
use crate::case;
use crate::diagnostic;
use crate::record;
use crate::rules::{self, Group};
use std::hint::black_box;
use std::sync::Arc;
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
        let start = Instant::now();
        let done = black_box(work());
        self.add(name, start.elapsed());
        done
    }
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
        times.time("second pass", || children.iter().for_each(|child| findings.append(&mut self.together(child))));
        times.time("sort", || diagnostic::sort(&mut findings));
        Ok(times)
    }

    fn timed_child(&self, child: &str, settings: &Settings, times: &mut StepTimes) -> Vec<diagnostic::Diagnostic> {
        let files = self.files.as_ref();
        let folder = times.time("list", || case::find_files(files, child));
        let texts = times.time("read", || case::read_files(files, folder));
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
        let start = Instant::now();
        self.with_facts(&case, settings, |facts| {
            times.add("timeline", start.elapsed());
            times.time("rules", || drop(rules::check(facts)));
            for group in GROUPS {
                times.time(&format!("  {}", group.id()), || drop(rules::check_group(facts, group)));
            }
        });
        let start = Instant::now();
        let findings = self.judge_alone(&case, settings);
        times.add("judge", start.elapsed());
        times.time("let go", || drop(case));
        findings
    }
}
