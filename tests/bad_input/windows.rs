//! What is other on Windows, as far as it can be tried elsewhere: the ends of lines in every file at once, which must not
//! change a print; paths with `\\` and drive letters.

use crate::driver::{PLAN, Project, files_below};

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
