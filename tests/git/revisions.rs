//! Files as they were at a revision, and a word for each thing that git can lack.

use super::{Repository, project};
use crate::driver::{CHILD, PLAN, Project};
use shien::source::git::{Repository as Clone, Snapshot};
use shien::source::{Files, Obstacle};
use std::io::ErrorKind;
use std::path::Path;
use tempfile::TempDir;

const LIMIT: u64 = 2_000_000;

fn open(root: &Path, name: &str) -> Result<Snapshot, Obstacle> {
    Clone::around(root)?.snapshot(name, &[Path::new("cases")])
}

fn revision(root: &Path, name: &str) -> Snapshot {
    open(root, name).unwrap_or_else(|obstacle| panic!("{name}: {obstacle:?}"))
}

fn text(revision: &Snapshot, path: &str) -> String {
    let bytes = revision.read(Path::new(path), LIMIT).unwrap_or_else(|error| panic!("{path}: {error}"));
    String::from_utf8(bytes).expect("UTF-8")
}

#[track_caller]
fn refused(root: &Path, name: &str, message: &str, hint: &str) {
    let obstacle = open(root, name).map(|revision| revision.label().to_owned()).expect_err("no such revision");
    assert!(obstacle.message.contains(message), "{obstacle:?}");
    assert!(obstacle.hint.contains(hint), "{obstacle:?}");
}

#[test]
fn a_file_is_read_as_it_was() {
    let (project, repository) = project();
    let before = project.text(CHILD);
    let project = project.edit(CHILD, "佐藤 はな", "佐藤 花\u{FA19}");
    repository.commit("氏名");
    repository.git(["tag", "花"]);
    let project = project.edit(CHILD, "佐藤 花", "佐藤 羽奈");
    assert_eq!(text(&revision(project.root(), "HEAD~1"), CHILD), before);
    for name in ["HEAD", "main", "花", "@", "main@{0}", repository.git(["rev-parse", "HEAD"]).trim()] {
        assert!(text(&revision(project.root(), name), CHILD).contains("佐藤 花\u{FA19}"), "{name}");
    }
    let short = repository.git(["rev-parse", "--short", "HEAD"]);
    assert_eq!(revision(project.root(), "HEAD").label(), format!("HEAD {}", short.trim()));
}

#[test]
fn folders_are_listed_by_name_and_what_was_not_there_is_not_found() {
    let (project, repository) = project();
    let project = project.file("cases/hana/plan.yaml", "一").file("cases/hana/plan/2024-09-20-a.yaml", "二");
    repository.commit("足す");
    let now = revision(project.root(), "HEAD");
    let names: Vec<String> =
        now.list(Path::new("cases/hana")).expect("a folder").into_iter().map(|entry| entry.name).collect();
    // git itself sorts a folder as if `/` stood behind its name.
    assert_eq!(names, ["child.yaml", "plan", "plan.yaml"]);
    let plans = now.list(Path::new("cases/hana/plan")).expect("a folder");
    assert!(plans.len() == 2 && plans.iter().all(|entry| !entry.is_folder));
    let before = revision(project.root(), "HEAD~1");
    let kind = |result: std::io::Result<Vec<u8>>| result.expect_err("nothing to read").kind();
    assert_eq!(kind(before.read(Path::new("cases/hana/plan.yaml"), LIMIT)), ErrorKind::NotFound);
    assert_eq!(kind(now.read(Path::new("cases/hana/plan"), LIMIT)), ErrorKind::IsADirectory);
    assert_eq!(kind(now.read(Path::new(PLAN), 10)), ErrorKind::FileTooLarge);
    assert_eq!(before.list(Path::new("cases/ren")).expect_err("no folder").kind(), ErrorKind::NotFound);
}

#[test]
fn the_project_may_lie_below_the_top_of_the_repository() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("事業所 1/書類");
    let cases = root.join("cases/hana");
    std::fs::create_dir_all(&cases).expect("a folder");
    std::fs::write(cases.join("child.yaml"), "氏名: 佐藤 はな\n").expect("written");
    let repository = Repository::init(folder.path());
    repository.commit("はじめ");
    let now = revision(&root, "HEAD");
    assert_eq!(text(&now, CHILD), "氏名: 佐藤 はな\n");
    assert_eq!(now.list(Path::new("cases")).expect("a folder")[0].name, "hana");
    assert_eq!(Clone::around(&root).expect("a clone").folder(), "事業所 1/書類");
}

#[test]
fn a_folder_without_git_is_said() {
    let project = Project::new();
    refused(project.root(), "HEAD", "git で管理されていません", "--rev を付けずに");
}

#[test]
fn a_repository_without_a_commit_or_a_working_tree_is_said() {
    let project = Project::new();
    let repository = Repository::init(project.root());
    refused(project.root(), "HEAD", "まだコミットがありません", "git commit");
    repository.commit("はじめ");
    let bare = project.root().join("bare.git");
    repository.git(["clone", "--quiet", "--bare", ".", "bare.git"]);
    refused(&bare, "HEAD", "bare", "git clone");
}

#[test]
fn a_wrong_name_and_a_history_that_is_too_short_are_told_apart() {
    let (project, repository) = project();
    repository.git(["tag", "v1"]);
    refused(project.root(), "mian", "版 `mian` はありません", "あるもの: main、v1");
    refused(project.root(), "main~9", "`main` からそこまで遡れません", "git log --oneline");
    refused(project.root(), "~9", "`HEAD` からそこまで遡れません", "git log --oneline");
    refused(project.root(), "main@{7}", "`main` に、それに当たるものがありません", "git log --oneline");
    refused(project.root(), "HEAD^!", "一つの版", "HEAD~1..HEAD");
    refused(project.root(), "HEAD:cases", "版(コミット)ではありません", "git log --oneline");
}

#[test]
fn a_shallow_clone_says_that_it_is_one() {
    let (project, repository) = project();
    let project = project.edit(CHILD, "佐藤 はな", "佐藤 花");
    repository.commit("氏名");
    let (clone, _folder) = clone(&project, &repository, ["--depth", "1"]);
    assert!(text(&revision(clone.root.as_path(), "HEAD"), CHILD).contains("佐藤 花"));
    refused(&clone.root, "HEAD~1", "浅い複製(shallow clone)", "git fetch --unshallow");
    refused(&clone.root, "v1", "浅い複製(shallow clone)", "git fetch --unshallow");
    clone.git(["fetch", "--quiet", "--unshallow"]);
    assert!(text(&revision(clone.root.as_path(), "HEAD~1"), CHILD).contains("佐藤 はな"));
}

#[test]
fn a_partial_clone_says_that_contents_are_missing() {
    let (project, repository) = project();
    let project = project.edit(CHILD, "佐藤 はな", "佐藤 花");
    repository.commit("氏名");
    repository.git(["config", "uploadpack.allowFilter", "true"]);
    let (clone, _folder) = clone(&project, &repository, ["--filter=blob:none"]);
    refused(&clone.root, "HEAD~1", "部分的な複製(partial clone)", "git fetch --refetch --no-filter");
    // The plan is the same in both, so what was checked out will do.
    let plans = Clone::around(&clone.root).and_then(|own| own.snapshot("HEAD~1", &[Path::new("cases/hana/plan")]));
    assert_eq!(text(&plans.expect("checked out"), PLAN), project.text(PLAN));
    clone.git(["fetch", "--quiet", "--refetch", "--no-filter"]);
    assert!(text(&revision(&clone.root, "HEAD~1"), CHILD).contains("佐藤 はな"));
}

#[test]
fn a_clone_without_its_folders_says_so_too() {
    let (project, repository) = project();
    let project = project.edit(CHILD, "佐藤 はな", "佐藤 花");
    repository.commit("氏名");
    repository.git(["config", "uploadpack.allowFilter", "true"]);
    let (clone, _folder) = clone(&project, &repository, ["--filter=tree:0"]);
    refused(&clone.root, "HEAD~1", "部分的な複製(partial clone)", "git fetch --refetch --no-filter");
}

/// A clone of a project's repository over git's own transport, and the folder that holds it.
fn clone<const N: usize>(project: &Project, repository: &Repository, options: [&str; N]) -> (Repository, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let target = folder.path().join("clone");
    let url = format!("file://{}", project.root().display());
    let target_name = target.to_str().expect("UTF-8");
    repository.git(["clone", "--quiet"].into_iter().chain(options).chain([url.as_str(), target_name]));
    (Repository::at(&target), folder)
}

#[cfg(unix)]
#[test]
fn links_are_said_with_their_target() {
    let (project, repository) = project();
    let project = project.link(CHILD, "../../はな.yaml");
    repository.commit("リンク");
    let error = revision(project.root(), "HEAD").read(Path::new(CHILD), LIMIT).expect_err("a link");
    let obstacle = Obstacle::of(&error).expect("in our own words");
    assert!(obstacle.message.contains("シンボリックリンク(→ ../../はな.yaml)"), "{obstacle:?}");
}

#[test]
fn stand_ins_of_lfs_and_git_crypt_are_no_documents() {
    let (project, repository) = project();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    let project = project.file(CHILD, pointer).file(PLAN, b"\0GITCRYPT\0abc");
    repository.commit("預ける");
    let now = revision(project.root(), "HEAD");
    let words = |path| {
        let error = now.read(Path::new(path), LIMIT).expect_err("no document");
        Obstacle::of(&error).expect("in our own words").message.clone()
    };
    assert!(words(CHILD).contains("Git LFS"));
    assert!(words(PLAN).contains("git-crypt"));
}

#[test]
fn a_submodule_is_said() {
    let (project, repository) = project();
    let (other, _) = self::project();
    let url = other.root().to_str().expect("UTF-8").to_owned();
    repository.git(["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "cases/ren"]);
    repository.commit("サブモジュール");
    let error = revision(project.root(), "HEAD").read(Path::new("cases/ren"), LIMIT).expect_err("a submodule");
    assert!(Obstacle::of(&error).expect("in our own words").message.contains("サブモジュール"));
}
