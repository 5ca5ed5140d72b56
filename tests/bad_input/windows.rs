//! What is other on Windows, as far as it can be tried elsewhere: the ends of lines in every file at once, which must not
//! change a print; paths with `\` and drive letters; a print that another program
//! holds open.

use super::{assert_printed, project};
use crate::driver::{CHILD, PLAN, Project, files_below};
use shien::pipeline::{self, Outcome, OutputFolder, Settings, WriteStep};
use std::io;

/// The samples, with every line ended as on Windows.
fn checked_out_on_windows() -> Project {
    let project = Project::copied();
    let names: Vec<String> = files_below(&project.root().join("cases"))
        .iter()
        .map(|path| path.strip_prefix(project.root()).expect("below").display().to_string())
        .collect();
    names.into_iter().fold(project, |project, name| {
        let text = project.text(&name).replace('\n', "\r\n");
        project.file(&name, text)
    })
}

#[test]
fn a_check_out_on_windows_prints_the_same_bytes() {
    let (here, there) = (Project::copied(), checked_out_on_windows());
    for project in [&here, &there] {
        let run = project.run(["build", "hana"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    let prints = files_below(&here.root().join("output/hana"));
    assert!(prints.len() > 20, "{} prints", prints.len());
    for print in prints {
        let name = print.strip_prefix(here.root()).expect("below").display().to_string();
        assert!(here.bytes(&name) == there.bytes(&name), "{name} is another print");
    }
    let found = there.run(["check", "hana", "--format", "json"]).all();
    let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["encoding-unusual"], "one line for all of them, and no other");
}

#[test]
fn a_path_is_understood_with_either_slash() {
    let project = Project::new().edit(PLAN, "状態: 原案", "状態: げんあん");
    let finding = |path: &str| project.run(["check", path, "--format", "json"]).finding("value-invalid").file;
    for path in
        ["cases/hana/plan/2024-03-28.yaml", "cases\\hana\\plan\\2024-03-28.yaml", ".\\cases\\hana", "cases\\hana\\"]
    {
        assert_eq!(finding(path), PLAN, "{path}");
    }
}

#[test]
fn a_path_of_another_drive_is_no_child_and_nothing_is_made_of_it() {
    let project = Project::new();
    for path in ["C:\\shien\\cases\\hana", "C:hana", "\\\\server\\shien\\cases\\hana", "c:/shien/cases/hana"] {
        let run = project.run(["check", path]);
        assert_eq!(run.code, Some(2), "{path}: {}", run.stderr);
        assert!(run.stderr.contains("がありません") && run.stderr.contains("hana"), "{path}: {}", run.stderr);
        let run = project.run(["new", "child", path]);
        assert!(run.code == Some(2) && run.stderr.contains("フォルダーの名前にできません"), "{path}: {}", run.stderr);
    }
    let made: Vec<_> = std::fs::read_dir(project.root().join("cases")).expect("a folder").flatten().collect();
    assert_eq!(made.len(), 2, "the office and one child: {made:?}");
}

/// What Windows answers when a file that another program shows is to be replaced.
fn held() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "ERROR_SHARING_VIOLATION")
}

#[test]
fn a_print_that_another_program_holds_open_stays_and_the_next_run_prints_it() {
    let folder = project();
    let opened = pipeline::Project::open(folder.root()).expect("a project");
    let settings = Settings { jobs: 1, ..Settings::default() };
    let whole = OutputFolder::new(folder.root().join("output"));
    pipeline::build(&opened, &settings, &whole, &|_| {}).expect("printed");
    let before = files_below(&folder.root().join("output"));
    // The prints of this child change, those of the other do not.
    let edited = folder.edit(CHILD, "氏名: 佐藤 はな", "氏名: 佐藤 花子");
    let opened = pipeline::Project::open(edited.root()).expect("a project");
    let disk = OutputFolder::new(edited.root().join("output"));
    let disk = disk.failing(|step| if step == WriteStep::Name { Err(held()) } else { Ok(()) });
    let old = edited.bytes("output/hana/plan-2024-03-28.pdf");
    let report = pipeline::build(&opened, &settings, &disk, &|_| {}).expect("it runs");
    for outcome in &report.outcomes {
        match outcome {
            Outcome::Unwritten(path, _) => assert!(path.starts_with("hana"), "{path:?}"),
            Outcome::Unchanged(path) => assert!(path.starts_with("sora"), "{path:?}"),
            other => panic!("{other:?}"),
        }
    }
    let is_held = |one: &Outcome| matches!(one, Outcome::Unwritten(path, _) if path.ends_with("plan-2024-03-28.pdf"));
    assert!(report.outcomes.iter().any(is_held), "{:?}", report.outcomes);
    assert_eq!(edited.bytes("output/hana/plan-2024-03-28.pdf"), old, "what was there is there");
    assert_eq!(files_below(&edited.root().join("output")), before, "nothing half is left beside it");
    // Closed there, it is printed by the next run.
    let report = pipeline::build(&opened, &settings, &OutputFolder::new(edited.root().join("output")), &|_| {})
        .expect("it runs");
    assert!(
        report
            .outcomes
            .iter()
            .any(|one| matches!(one, Outcome::Printed(path) if path.ends_with("plan-2024-03-28.pdf")))
    );
    assert_ne!(edited.bytes("output/hana/plan-2024-03-28.pdf"), old);
    assert_printed(&edited, "output/hana/plan-2024-03-28.pdf");
}
