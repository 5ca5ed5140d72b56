//! The day on which it is judged what is late: as it is typed, as the environment says it, or today.

use crate::driver::{Project, repository};
use std::process::Output;

/// A plan that begins on 2024-04-01, with nothing on record of it.
fn project() -> Project {
    Project::new().overlay(&repository().join("tests/rules/events-missing/bad"))
}

fn run(project: &Project, day: Option<&str>, arguments: &[&str]) -> Output {
    let mut command = project.command();
    command.args(arguments).envs(day.map(|day| ("SHIEN_AS_OF", day)));
    command.output().expect("the program starts")
}

fn speaks(output: &Output) -> bool {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&text).contains("[events-missing]")
}

#[test]
fn the_day_is_taken_from_the_call_and_else_from_the_environment() {
    let project = project();
    for check in [&["check", "--format", "short"][..], &["build"], &["build", "--draft"]] {
        assert!(!speaks(&run(&project, Some("2024-03-31"), check)), "{check:?}");
        assert!(speaks(&run(&project, Some("R6.4.1"), check)), "{check:?}");
    }
    assert!(!speaks(&run(&project, Some("2026-04-01"), &["check", "--as-of", "2024-03-31"])));
    assert!(speaks(&run(&project, Some("2024-03-31"), &["--as-of", "令和8年4月1日", "check"])));
}

#[test]
fn a_day_that_is_none_is_said_with_what_to_write() {
    let project = project();
    for output in [run(&project, Some("きのう"), &["check"]), run(&project, None, &["check", "--as-of", "きのう"])]
    {
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(words.contains("きのう") && words.contains("2024-03-28、2024/3/28、令和6年3月28日"), "{words}");
    }
}
