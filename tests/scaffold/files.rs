//! Each kind of file, made by the program.

use crate::driver::{Project, Run};
use shien::case::FileKind;
use std::collections::BTreeSet;

/// What `new` makes, with the day and where it lies.
pub(super) const KINDS: [(&str, &str, &str); 12] = [
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
pub(super) fn made(kind: &str, day: &str, path: &str) -> (Project, String) {
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
fn every_kind_of_paper_can_be_made() {
    let made: BTreeSet<&str> = KINDS.iter().map(|(kind, ..)| *kind).collect();
    let kinds = FileKind::all().filter(|kind| !matches!(kind, FileKind::Organisation | FileKind::Events));
    assert_eq!(made, kinds.map(|kind| kind.name().trim_end_matches(".yaml")).collect());
}

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

#[test]
fn the_records_of_a_month_go_on_in_one_file() {
    let (project, path) = made("record", "2024-05-13", "record/2024-05.yaml");
    let first = project.text(&path);
    let run = new(&project, "record", "hana", "2024-05-15");
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), "cases/hana/record/2024-05.yaml に書き足しました\n"),
        "{run:?}"
    );
    let both = project.text(&path);
    let behind = both.strip_prefix(&first).expect("what was there is as it was");
    assert!(behind.starts_with("- 日付: 2024-05-15\n") && !behind.contains("# 提供した日"), "{behind}");
    let run = new(&project, "record", "hana", "2024-05-15");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("2024-05-15 の記録がもうあります"), "{run:?}");
    assert_eq!(project.text(&path), both);
}

#[test]
fn in_short_there_are_no_comments_and_only_what_is_owed() {
    let (project, path) = made("monitoring", "2024-09-12", "monitoring/2024-09-12.yaml");
    let in_full = project.text(&path);
    let project = project.remove(&path);
    let run = project.run(["new", "monitoring", "hana", "--date", "2024-09-12", "--minimal"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let short = project.text(&path);
    assert!(in_full.contains("\n備考:") && !short.contains("備考:"), "{short}");
    // The goals of the plan stay in sight.
    assert!(
        short.lines().filter(|line| line.trim_start().starts_with('#')).all(|line| line.contains("支援: ")),
        "{short}"
    );
}
