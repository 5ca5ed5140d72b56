//! What a check-out on Windows changes, and must not change a print: the ends of lines, in every file at once.

use crate::driver::{Project, files_below};

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
