//! Each kind of file, made by the program.

use crate::driver::{Project, Run};

/// What `new` makes, with the day and where it lies.
const KINDS: [(&str, &str, &str); 12] = [
    ("child", "", "child.yaml"),
    ("assessment", "2024-03-11", "assessment/2024-03-11.md"),
    ("plan", "2024-03-18", "plan/2024-03-18.yaml"),
    ("meeting", "2024-03-25 10:00-11:00", "meeting/2024-03-25.md"),
    ("monitoring", "2024-09-12", "monitoring/2024-09-12.yaml"),
    ("interview", "2024-06-03 10:00-10:40", "interview/2024-06-03.md"),
    ("record", "2024-05-13", "record/2024-05.yaml"),
    ("specialist", "2024-04-10", "specialist/2024-04-10.yaml"),
    ("consult-basic", "2024-03-05", "consult/basic.yaml"),
    ("consult-plan", "2024-03-10", "consult/plan/2024-03-10.yaml"),
    ("consult-meeting", "2024-03-16 10:00-11:00", "consult/meeting/2024-03-16.md"),
    ("consult-monitoring", "2024-04-25", "consult/monitoring/2024-04-25.yaml"),
];

fn new(project: &Project, kind: &str, child: &str, day: &str) -> Run {
    let mut command = project.command();
    command.args(["new", kind, child]);
    if !day.is_empty() {
        command.args(["--date", day]);
    }
    Run::of(command.output().expect("the program starts"))
}

/// The project of the tests with the papers of this kind taken away where they lie in the way, and what was made.
fn made(kind: &str, day: &str, path: &str) -> (Project, String) {
    let child = if kind == "child" { "ren" } else { "hana" };
    let path = format!("cases/{child}/{path}");
    let project = Project::whole();
    let project = if project.has(&path) { project.remove(&path) } else { project };
    let run = new(&project, kind, child, day);
    assert_eq!(run.code, Some(0), "{kind}: {run:?}");
    assert_eq!(run.stdout, format!("{path} を作りました\n"));
    (project, path)
}

/// What the rules say of a sheet that nobody has filled in yet.
const OF_A_BLANK: [&str; 2] = ["required-missing", "placeholder-left"];

#[test]
fn a_new_file_of_each_kind_loads_and_its_blanks_are_found() {
    for (kind, day, path) in KINDS {
        let (project, path) = made(kind, day, path);
        let findings = project.check().findings_in(&path);
        let of_loading = findings.iter().filter(|finding| {
            ["syntax-invalid", "unknown-key", "value-invalid", "key-duplicate", "heading-unread", "comment-in-value"]
                .contains(&finding.code.as_str())
        });
        assert_eq!(of_loading.count(), 0, "{kind}:\n{}\n{findings:#?}", project.text(&path));
        assert!(
            findings.iter().any(|finding| OF_A_BLANK.contains(&finding.code.as_str())),
            "{kind}: a blank is found:\n{}",
            project.text(&path)
        );
    }
}

#[test]
fn what_is_there_is_never_written_over() {
    let project = Project::whole();
    let path = "cases/hana/plan/2024-03-28.yaml";
    let before = project.text(path);
    let run = new(&project, "plan", "hana", "2024-03-28");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains(&format!("{path} はもうあります")), "{run:?}");
    assert_eq!(project.text(path), before);
}

#[test]
fn no_day_of_a_fact_is_assumed() {
    let project = Project::whole();
    for (kind, key) in [("plan", "作成日"), ("assessment", "実施日"), ("meeting", "日時"), ("record", "日付")]
    {
        let run = new(&project, kind, "hana", "");
        assert_eq!(run.code, Some(2), "{kind}");
        assert!(run.stderr.contains(&format!("の{key}が分かりません")), "{run:?}");
        assert!(run.stderr.contains("--date"), "{run:?}");
    }
}
