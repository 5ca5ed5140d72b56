//! The clock: what was found of a child holds until a day, and on each day before it the same is found anew.

use super::{entry, neglected, owed, said};
use crate::driver::Project;
use shien::value::Date;
use std::collections::BTreeSet;

/// From a beginning on, one child after the other way of looking: each time what was found ends, it is judged anew, and
/// within each time the days at its edges and in its middle are held against a run that remembers nothing. How many
/// different things were said.
fn every_time_holds(project: &Project, id: &str, from: &str, to: &str) -> usize {
    let (mut day, last): (Date, Date) = (from.parse().expect("a day"), to.parse().expect("a day"));
    let (mut times, mut answers) = (0, BTreeSet::new());
    while day < last {
        let first = said(project.root(), day, true);
        assert_eq!(first, said(project.root(), day, false), "{id}, {day}");
        assert_eq!(owed(project.root(), day, true), owed(project.root(), day, false), "{id}, {day}");
        let (judged, until) = entry(project.root(), id).expect("kept");
        assert_eq!(judged, day, "it was judged anew on the first day on which it may be otherwise");
        let until = until.filter(|until| *until < last).unwrap_or(last);
        let length = u64::try_from(day.days_until(until)).expect("later");
        for later in [length / 2, length - 1].into_iter().filter(|days| *days > 0) {
            let within = day.plus_days(later);
            assert_eq!(said(project.root(), within, true), said(project.root(), within, false), "{id}, {within}");
            assert_eq!(entry(project.root(), id).expect("kept").0, day, "{within}: nothing was judged again");
        }
        answers.insert(first);
        (day, times) = (until, times + 1);
    }
    assert!(times > 3, "something ends between {from} and {to}");
    answers.len()
}

#[test]
fn what_was_found_of_a_child_of_the_rules_holds_until_the_day_that_is_kept() {
    let answers = every_time_holds(&neglected(), "hana", "2024-03-01", "2025-06-01");
    assert!(answers > 3, "more and more is late: {answers}");
}

#[test]
fn what_was_found_of_a_sample_holds_until_the_day_that_is_kept() {
    let project = ["ren", "mei", "yuki"].into_iter().fold(Project::copied(), |project, child| {
        let path = format!("cases/{child}");
        if project.has(&path) { project.remove(&path) } else { project }
    });
    every_time_holds(&project, "hana", "2025-06-01", "2026-06-01");
}

#[test]
fn a_clock_that_goes_back_is_believed() {
    let project = neglected();
    let (early, late) = ("2024-09-01".parse().expect("a day"), "2026-04-01".parse().expect("a day"));
    let before = said(project.root(), early, false);
    assert_ne!(said(project.root(), late, true), before);
    assert_eq!(said(project.root(), early, true), before);
}
