//! `check --changed-since`: the children that changed, and nobody else; what all share concerns all.

use crate::driver::{CHILD, Project, Run};
use crate::git::{Repository, project};

const REN: &str = "cases/ren/child.yaml";

fn since(project: &Project, revision: &str) -> Run {
    project.run(["check", "--changed-since", revision, "--format", "json"])
}

/// Two children, both with a slip, in one commit.
fn two() -> (Project, Repository) {
    let (project, repository) = project();
    let ren = project.text(CHILD).replace("佐藤 はな", "高田 れん").replace("0012345678", "0087654321");
    let project = project.file(REN, format!("{ren}余分: 1\n"));
    let hana = format!("{}余分: 1\n", project.text(CHILD));
    let project = project.file(CHILD, hana);
    repository.commit("two");
    (project, repository)
}

fn found_in(run: &Run) -> Vec<String> {
    run.findings("unknown-key").into_iter().map(|finding| finding.file).collect()
}

#[test]
fn only_who_changed_is_judged() {
    let (project, repository) = two();
    assert_eq!(found_in(&project.check()).len(), 2);
    assert_eq!(since(&project, "HEAD").all(), []);
    // In the folder, not added yet.
    let project = project.file("cases/ren/plan/2024-03-28.yaml", "");
    let run = since(&project, "HEAD");
    assert!(run.all().iter().all(|finding| finding.file.starts_with("cases/ren/")), "{}", run.list());
    assert_eq!(found_in(&run), [REN]);
    // Committed.
    repository.commit("a plan");
    assert_eq!(since(&project, "HEAD").all(), []);
    assert_eq!(found_in(&since(&project, "HEAD~1")), [REN]);
    // Of those who are named, those who changed.
    let named = project.run(["check", "hana", "--changed-since", "HEAD~1", "--format", "json"]);
    assert_eq!(named.all(), []);
    let words = project.run(["check", "--changed-since", "HEAD~1"]).stdout;
    assert!(words.contains("HEAD~1 から変わった児童だけを検査しました: ren"), "{words}");
    let nobody = project.run(["check", "--changed-since", "HEAD"]);
    assert!(nobody.code == Some(0) && nobody.stdout.contains("HEAD から変わった児童はいません"), "{nobody:?}");
}

#[test]
fn a_file_that_all_share_concerns_all_and_a_child_is_held_against_the_others() {
    let (project, _repository) = two();
    let office = project.text("cases/office.yaml");
    let shared = project.file("cases/office.yaml", format!("{office}# 書き足した\n"));
    assert_eq!(found_in(&since(&shared, "HEAD")).len(), 2);
    let project = shared.file("cases/office.yaml", office);
    // The same number as a child who did not change.
    let project = project.edit(REN, "0087654321", "0012345678");
    let run = since(&project, "HEAD");
    assert_eq!(run.findings("certificate-shared").len(), 1, "{}", run.list());
    assert!(run.finding("certificate-shared").file.starts_with("cases/ren/"));
}

#[test]
fn a_revision_that_is_none_and_a_folder_without_git_are_said() {
    let (project, _repository) = two();
    let unknown = since(&project, "nirgends");
    assert!(unknown.code == Some(2) && unknown.stderr.contains("版 `nirgends` はありません"), "{unknown:?}");
    let bare = Project::new().run(["check", "--changed-since", "HEAD"]);
    assert!(bare.code == Some(2) && bare.stderr.contains("git で管理されていません"), "{bare:?}");
}
