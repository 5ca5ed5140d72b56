//! `diff --rev` past a new name of a document or of the child's folder; its limits; and its JSON as it is described.

use super::{Repository, project};
use crate::driver::{CHILD, PLAN, Project, Run, repository as own_repository};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// The plan was dated anew, and so got another name; a row of it changed too.
fn redated() -> (Project, Repository) {
    let (project, repository) = project();
    repository.git(["mv", PLAN, "cases/hana/plan/2024-03-30.yaml"]);
    let text = project.text("cases/hana/plan/2024-03-30.yaml");
    let text = text.replacen("作成日: 2024-03-28", "作成日: 2024-03-30", 1);
    let text = text.replace("疲れた様子のときは休む。", "疲れたときは休む。");
    let project = project.file("cases/hana/plan/2024-03-30.yaml", text);
    repository.commit("日付を直す");
    (project, repository)
}

#[test]
fn a_document_with_a_new_name_is_compared_with_itself() {
    let (project, _repository) = redated();
    for range in ["HEAD~1..HEAD", "HEAD~1"] {
        let report = json(&project.run(["diff", "hana", "--rev", range, "--format", "json"]));
        assert_eq!(report["renamed"][0]["from"], "plan/2024-03-28");
        assert_eq!(report["renamed"][0]["to"], "plan/2024-03-30");
        assert_eq!(
            (report["added"].as_array().map(Vec::len), report["removed"].as_array().map(Vec::len)),
            (Some(0), Some(0))
        );
        let changes = report["comparisons"][0]["changes"].as_array().expect("changes");
        assert_eq!(changes.len(), 2, "the date and the text: {changes:?}");
    }
    // By either name.
    for name in ["plan/2024-03-30", "plan/2024-03-28"] {
        let run = project.run(["diff", "hana", name, "--rev", "HEAD~1..HEAD", "--format", "json"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let report = json(&run);
        assert_eq!(
            (&report["old"]["document"], &report["new"]["document"]),
            (&Value::from("plan/2024-03-28"), &Value::from("plan/2024-03-30"))
        );
        assert!(run.stderr.contains("plan/2024-03-28 → plan/2024-03-30"), "{}", run.stderr);
    }
    let text = project.run(["diff", "hana", "--rev", "HEAD~1"]).stdout;
    assert!(text.contains("名前の変わった文書: plan/2024-03-28 → plan/2024-03-30"), "{text}");
}

#[test]
fn another_plan_is_no_renamed_one() {
    let project = Project::copied();
    let repository = Repository::init(project.root());
    let project = project.remove("cases/hana/plan/2024-09-20.yaml");
    repository.commit("はじめ");
    let next = fs::read(own_repository().join("cases/hana/plan/2024-09-20.yaml")).expect("readable");
    let project = project.file("cases/hana/plan/2024-09-20.yaml", next).remove("cases/hana/plan/2024-03-28.yaml");
    repository.commit("次の計画");
    let report = json(&project.run(["diff", "hana", "--rev", "HEAD~1..HEAD", "--kind", "plan", "--format", "json"]));
    assert_eq!(report["renamed"].as_array().map(Vec::len), Some(0), "{}", report["renamed"]);
    assert_eq!(
        (&report["added"][0], &report["removed"][0]),
        (&Value::from("plan/2024-09-20"), &Value::from("plan/2024-03-28"))
    );
}

#[test]
fn a_child_whose_folder_has_a_new_name_is_followed() {
    let (project, repository) = project();
    repository.git(["mv", "cases/hana", "cases/sato-hana"]);
    let project =
        project.edit("cases/sato-hana/plan/2024-03-28.yaml", "疲れた様子のときは休む。", "疲れたときは休む。");
    repository.commit("フォルダーの名前");
    for (name, range) in [
        ("sato-hana", "HEAD~1..HEAD"),
        ("hana", "HEAD~1..HEAD"),
        ("sato-hana", "HEAD~1"),
        ("hana", "HEAD~1"),
        ("佐藤はな", "HEAD~1"),
    ] {
        let run = project.run(["diff", name, "--rev", range, "--format", "json"]);
        assert_eq!(run.code, Some(0), "{name} {range}: {run:?}");
        let report = json(&run);
        assert_eq!(
            (&report["old_child"], &report["child"]),
            (&Value::from("hana"), &Value::from("sato-hana")),
            "{name} {range}"
        );
        assert_eq!(report["comparisons"].as_array().map(Vec::len), Some(1));
    }
    let text = project.run(["diff", "sato-hana", "--rev", "HEAD~1"]).stdout;
    assert!(text.contains("hana から sato-hana に変わっています"), "{text}");
    // Somebody else with a folder of his own is no renamed child.
    let project = project.file("cases/ren/child.yaml", "氏名: 高橋 蓮\n生年月日: 2020-08-21\n");
    repository.commit("新しい児童");
    let run = project.run(["diff", "ren", "--rev", "HEAD~1"]);
    assert!(run.code == Some(2) && run.stderr.contains("児童 `ren` がありません"), "{run:?}");
}

#[test]
fn a_child_whose_name_was_corrected_too_is_known_by_the_papers() {
    let (project, repository) = project();
    repository.git(["mv", "cases/hana", "cases/sato-hana"]);
    let project = project.edit("cases/sato-hana/child.yaml", "佐藤 はな", "佐藤 花");
    repository.commit("名前を直す");
    let report = json(&project.run(["diff", "sato-hana", "--rev", "HEAD~1", "--format", "json"]));
    assert_eq!((&report["old_child"], &report["others"][0]), (&Value::from("hana"), &Value::from("child.yaml")));
}

#[test]
fn what_is_read_of_a_revision_has_limits() {
    let (project, repository) = project();
    let deep = (0..14).map(|level| format!("d{level}/")).collect::<String>();
    let project = project.file(&format!("cases/hana/{deep}x.txt"), "x");
    repository.commit("深い");
    let run = project.run(["diff", "hana", "--rev", "HEAD~1..HEAD"]);
    assert!(run.code == Some(2) && run.stderr.contains("深すぎます(上限 12 段)"), "{run:?}");
    let project = project.remove("cases/hana/d0");
    let large = vec![b'x'; 9 * 1024 * 1024];
    let project =
        (0..8).fold(project, |project, number| project.file(&format!("cases/hana/photo-{number}.jpg"), &large));
    repository.commit("写真");
    let run = project.run(["diff", "hana", "--rev", "HEAD"]);
    assert!(run.code == Some(2) && run.stderr.contains("合計が大きすぎます(上限 64 MB)"), "{run:?}");
    let project = (0..8).fold(project, |project, number| project.remove(&format!("cases/hana/photo-{number}.jpg")));
    let project = (0..10_001).fold(project, |project, number| project.file(&format!("cases/hana/x/{number}"), ""));
    repository.commit("たくさん");
    let run = project.run(["diff", "hana", "--rev", "HEAD"]);
    assert!(run.code == Some(2) && run.stderr.contains("多すぎます(上限 10000 個)"), "{run:?}");
}

/// The keys of an object that a description shows, in its order of depth: `renamed`, `renamed.from`.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                keys(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, path, found)),
        _ => {}
    }
}

#[test]
fn the_json_of_revisions_is_described_as_it_is() {
    let source = fs::read_to_string(own_repository().join("src/cli/diff_revisions.rs")).expect("readable");
    let described = source.split("```json").nth(1).and_then(|rest| rest.split("```").next()).expect("a description");
    let described: String = described.lines().map(|line| line.trim_start_matches("//!")).collect();
    let mut wanted = BTreeSet::new();
    keys(&serde_json::from_str(&described).expect("JSON"), "", &mut wanted);
    let (project, _repository) = redated();
    let mut report =
        json(&project.edit(CHILD, "性別: 女", "性別: 男").run(["diff", "hana", "--rev", "HEAD~1", "--format", "json"]));
    // Each comparison is what that of two files is, which is described by itself.
    report["comparisons"] = Value::Array(Vec::new());
    let mut found = BTreeSet::new();
    keys(&report, "", &mut found);
    assert_eq!(found, wanted);
    assert_eq!(report["others"][0], "child.yaml");
}
