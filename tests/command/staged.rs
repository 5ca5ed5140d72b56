//! `check --staged`: what git would commit, whatever the folder says.

use crate::driver::{PLAN, Project};
use crate::git::{Repository, project};

fn staged(project: &Project) -> crate::driver::Run {
    project.run(["check", "--staged", "--format", "json", "--as-of", "2026-04-01"])
}

#[test]
fn what_was_added_is_judged_and_nothing_else() {
    let (project, repository) = project();
    assert_eq!(staged(&project).code, Some(0));
    // Wrong in the folder, right in what would be committed.
    let text = project.text(PLAN);
    let project = project.edit(PLAN, "留意事項", "留意事頂");
    assert_eq!(project.check().findings("unknown-key").len(), 1);
    assert_eq!(staged(&project).all(), []);
    // The other way round.
    repository.git(["add", PLAN]);
    let project = project.file(PLAN, text);
    assert_eq!(project.check().all(), []);
    let finding = staged(&project).finding("unknown-key");
    assert_eq!((finding.file.as_str(), finding.message.contains("留意事頂")), (PLAN, true), "{finding:?}");
    // A child that was not added is not there; of one that was only announced nothing is.
    let project = project.file("cases/ren/child.yaml", "氏名: [");
    assert_eq!(project.check().findings("syntax-invalid").len(), 1);
    assert_eq!(staged(&project).findings("syntax-invalid"), []);
    repository.git(["add", "-N", "cases/ren/child.yaml"]);
    assert_eq!(staged(&project).findings("syntax-invalid"), []);
    repository.git(["add", "cases/ren/child.yaml"]);
    assert_eq!(staged(&project).findings("syntax-invalid").len(), 1);
    // A file that was taken out is gone.
    repository.git(["rm", "--quiet", "--cached", "cases/hana/child.yaml"]);
    assert!(staged(&project).findings_in("cases/hana/child.yaml").iter().any(|one| one.code == "file-unreadable"));
}

#[test]
fn a_conflict_that_is_left_is_named() {
    let (project, repository) = project();
    repository.git(["checkout", "--quiet", "-b", "other"]);
    let project = project.edit(PLAN, "疲れた様子のときは休む。", "疲れたら休む。");
    repository.commit("一方");
    repository.git(["checkout", "--quiet", "main"]);
    let project = project.edit(PLAN, "疲れた様子のときは休む。", "疲れたときは横になる。");
    repository.commit("他方");
    assert!(!repository.try_git(["merge", "--quiet", "other"]).status.success());
    let finding = staged(&project).finding("file-unreadable");
    assert!(finding.file == PLAN && finding.message.contains("競合が残っています"), "{finding:?}");
    assert!(finding.help.contains("git add"), "{finding:?}");
}

#[test]
fn without_git_or_with_nothing_added_it_says_so() {
    let run = Project::new().run(["check", "--staged"]);
    assert!(run.code == Some(2) && run.stderr.contains("git で管理されていません"), "{run:?}");
    let project = Project::new();
    let _repository = Repository::init(project.root());
    let run = project.run(["check", "--staged"]);
    assert!(run.code == Some(2) && run.stderr.contains("git add cases"), "{run:?}");
}
