//! Many faults in one run.

use super::{NEIGHBOUR, project};
use crate::driver::{CHILD, PLAN, Run};

fn places(run: &Run) -> Vec<(String, String, u64)> {
    run.all().into_iter().map(|finding| (finding.code, finding.file, finding.line)).collect()
}

#[test]
fn every_fault_of_a_file_is_said_in_one_run_in_the_order_of_its_lines() {
    let project = project()
        .edit(PLAN, "状態: 原案", "状態: 下書き")
        .edit(PLAN, "次回見直し年月日: 2024-09-15", "次回見直し年月日: 2024-09-31")
        .edit(PLAN, "    留意事項: ", "    留意事頂: ")
        .edit(PLAN, "担当者: [mori]", "担当者: mori")
        .edit(PLAN, "優先順位: 1", "優先順位: 一番");
    let line = |needle| project.line_of(PLAN, needle);
    let found: Vec<(String, u64)> =
        project.check().findings_in(PLAN).into_iter().map(|finding| (finding.code, finding.line)).collect();
    let expected = [
        ("value-invalid", line("状態: 下書き")),
        ("value-invalid", line("2024-09-31")),
        ("value-invalid", line("担当者: mori")),
        ("unknown-key", line("留意事頂")),
        ("value-invalid", line("優先順位: 一番")),
    ];
    assert_eq!(found, expected.map(|(code, line)| (code.to_owned(), line)));
}

#[test]
fn faults_of_several_files_are_said_in_one_run_in_the_order_of_the_files() {
    let project = project()
        .edit(CHILD, "生年月日: 平成28年5月14日", "生年月日: 平成28年5月32日")
        .edit(NEIGHBOUR, "方法: 対面", "方法: 対話")
        .edit(PLAN, "状態: 原案", "状態: 下書き");
    let found: Vec<String> = places(&project.check())
        .into_iter()
        .filter(|(code, ..)| code == "value-invalid")
        .map(|(_, file, _)| file)
        .collect();
    assert_eq!(found, [CHILD, NEIGHBOUR, PLAN]);
}

#[test]
fn two_runs_say_the_same() {
    let project = project().edit(CHILD, "平成28年5月14日", "平成28年5月32日").edit(PLAN, "状態: 原案", "状態: 下書き");
    let alone = project.run(["check", "--jobs", "1", "--format", "json"]);
    let together = project.run(["check", "--jobs", "4", "--format", "json"]);
    assert_eq!(alone.stdout, together.stdout);
    assert_ne!(alone.all(), []);
}
