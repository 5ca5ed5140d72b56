//! Nothing changed is nothing done, and what changed is done.

use crate::driver::{CHILD, PLAN, PLAN_PRINT, Project};
use std::fs;
use std::time::SystemTime;

fn written(project: &Project) -> SystemTime {
    fs::metadata(project.root().join(PLAN_PRINT)).and_then(|file| file.modified()).expect("a print")
}

fn remade(project: &Project) -> bool {
    let before = written(project);
    let run = project.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let remade = written(project) != before;
    assert_eq!(run.stdout.contains("前と同じ"), !remade, "{}", run.stdout);
    remade
}

fn printed() -> Project {
    let project = Project::new();
    project.build();
    project
}

#[test]
fn a_second_build_writes_nothing() {
    assert!(!remade(&printed()));
}

#[test]
fn whatever_goes_into_a_print_makes_it_anew() {
    assert!(remade(&printed().edit(CHILD, "氏名: 佐藤 はな", "氏名: 佐藤 花")));
    let project = printed();
    let template = project.text("templates/plain/page.typ.j2");
    assert!(remade(&project.file("templates/plain/page.typ.j2", format!("{template}\n改めた紙\n"))));
    assert!(remade(&printed().file("templates/lib/own.typ", "#let own = 1\n")));
}

#[test]
fn a_print_that_was_deleted_or_altered_is_made_anew() {
    let project = printed();
    let bytes = project.bytes(PLAN_PRINT);
    let project = project.remove(PLAN_PRINT);
    project.build();
    assert_eq!(project.bytes(PLAN_PRINT), bytes);
    let project = project.file(PLAN_PRINT, "somebody's own");
    project.build();
    assert_eq!(project.bytes(PLAN_PRINT), bytes);
}

#[test]
fn a_spoilt_memory_costs_time_only() {
    let project = printed().file("output/.shien", "{");
    assert!(remade(&project));
    assert!(!remade(&project));
}

#[test]
fn what_layout_found_is_said_again() {
    let long = "長い方針を書きます。".repeat(200);
    let project = Project::new().edit(PLAN, "  はなさんが安心して", &format!("  {long}はなさんが安心して"));
    let first = project.run(["build", "--form", "standard", "--kind", "plan"]);
    let second = project.run(["build", "--form", "standard", "--kind", "plan"]);
    assert!(first.stderr.contains("text-shrunk"), "{}", first.stderr);
    assert_eq!(first.stderr, second.stderr);
    assert!(second.stdout.contains("前と同じ"), "{}", second.stdout);
}
