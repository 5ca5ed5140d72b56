//! `shien diff --rev`: the same files at two revisions, or at one and in the working tree.

use super::{Repository, project};
use crate::driver::{CHILD, OFFICE, PLAN, Project, Run};
use serde_json::Value;

const REVIEW: &str = "cases/hana/monitoring/2024-09-12.yaml";
const REVIEW_TEXT: &str = "事業所: hoshi\n計画: 2024-03-28\n実施日: 2024-09-12\n実施者: suzuki\n支援: [{行: s1, 評価: 達成, 今後: 継続}]\n総合的な評価: よく遊べた。\n計画の見直し: 要\n";

fn json(run: &Run) -> Value {
    assert_eq!(run.code, Some(0), "{run:?}");
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// Path, old and new value of each change of a comparison.
fn changes(comparison: &Value) -> Vec<(String, String, String)> {
    let list = comparison["changes"].as_array().expect("a list of changes");
    let path = |change: &Value| {
        let steps = change["path"].as_array().expect("a path").iter();
        steps.map(|step| step.as_str().expect("a word")).collect::<Vec<_>>().join("/")
    };
    let value = |side: &Value| side["value"].as_str().unwrap_or_default().to_owned();
    list.iter().map(|change| (path(change), value(&change["old"]), value(&change["new"]))).collect()
}

#[track_caller]
fn refused(run: &Run, message: &str, hint: &str) {
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains(message) && run.stderr.contains(hint), "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

#[test]
fn every_document_that_differs_is_compared_and_the_others_are_named() {
    let (project, repository) = project();
    let project = project
        .edit(PLAN, "友だちと遊びたい。", "友だちとかくれんぼをしたい。")
        .edit(PLAN, "次回見直し年月日: 2024-09-15", "次回見直し年月日: 令和6年9月15日 # 書き方だけ")
        .edit(CHILD, "ふりがな: さとう はな", "ふりがな: さとう　はな")
        .file(REVIEW, REVIEW_TEXT)
        .file("cases/hana/events.yaml", "- {種類: 説明, 対象: plan/2024-03-28, 日付: 2024-03-29, 相手: [保護者]}\n");
    repository.commit("見直し");
    let found = json(&project.run(["diff", "hana", "--rev", "main~1..main", "--format", "json"]));
    let list = |name: &str| found[name].to_string();
    assert_eq!(list("added"), r#"["monitoring/2024-09-12"]"#);
    assert_eq!((list("removed"), list("unread")), ("[]".into(), "[]".into()));
    assert_eq!(list("others"), r#"["child.yaml","events.yaml"]"#);
    assert!(list("old").contains("main~1 ") && list("new").contains("main "), "{found}");
    let comparisons = found["comparisons"].as_array().expect("a list");
    assert_eq!(comparisons.len(), 1);
    let wish = ("意向/本人".to_owned(), "友だちと遊びたい。".to_owned(), "友だちとかくれんぼをしたい。".to_owned());
    assert_eq!(changes(&comparisons[0]), [wish]);
    // The other way round what was added is gone.
    let back = json(&project.run(["diff", "hana", "--rev", "main..main~1", "--format", "json"]));
    assert_eq!((back["removed"].to_string(), back["added"].to_string()), (list("added"), "[]".into()));
    let only =
        json(&project.run(["diff", "hana", "--rev", "main~1..main", "--kind", "monitoring", "--format", "json"]));
    assert_eq!((only["comparisons"].to_string(), only["others"].to_string()), ("[]".into(), "[]".into()));
    assert_eq!(only["added"].to_string(), list("added"));
}

#[test]
fn a_revision_is_held_against_the_working_tree() {
    let (project, _repository) = project();
    let same = project.run(["diff", "hana", "--rev", "HEAD"]);
    assert!(same.code == Some(0) && same.stdout.contains("違いはありません"), "{same:?}");
    let project = project.edit(PLAN, "疲れた様子のときは休む。", "疲れた様子のときは、静かな所で休む。");
    for range in ["HEAD", "HEAD..", "main"] {
        let run = project.run(["diff", "hana", "--rev", range]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(
            run.stdout.contains("新: 今のファイル") && run.stdout.contains("変わった文書: plan/2024-03-28"),
            "{run:?}"
        );
        assert!(run.stdout.contains("静かな所で"), "{run:?}");
    }
    assert!(project.run(["diff", "hana", "--rev", "..HEAD"]).stdout.contains("違いはありません"));
}

#[test]
fn a_document_that_is_named_is_compared_as_any_two_are() {
    let (project, repository) = project();
    let later = project
        .text(PLAN)
        .replace("作成日: 2024-03-28", "作成日: 2024-09-20")
        .replace("友だちと遊びたい。", "歌いたい。");
    let project = project
        .edit(PLAN, "優先順位: 1", "優先順位: 2")
        .file("cases/hana/plan/2024-09-20.yaml", later)
        .file(REVIEW, REVIEW_TEXT);
    repository.commit("見直し");
    let project = project.edit(REVIEW, "よく遊べた。", "よく歌えた。");
    let one = json(&project.run(["diff", "hana", "2024-03-28", "--rev", "HEAD~1..HEAD", "--format", "json"]));
    assert_eq!(changes(&one).len(), 1);
    assert_eq!(one["changes"][0]["path"].to_string(), r#"["支援","s1","優先順位"]"#);
    assert!(one["old"]["revision"].as_str().is_some_and(|label| label.starts_with("HEAD~1 ")), "{one}");
    // Two names: the first on the older side, the second on the newer.
    let cross =
        json(&project.run(["diff", "hana", "2024-03-28", "2024-09-20", "--rev", "HEAD~1..HEAD", "--format", "json"]));
    let paths: Vec<String> = changes(&cross).into_iter().map(|(path, ..)| path).collect();
    assert_eq!(paths, ["作成日", "意向/本人", "別表/通常/作成日"]);
    let other = project.run(["diff", "hana", "monitoring/2024-09-12", "--rev", "HEAD"]);
    assert!(other.code == Some(0) && other.stdout.contains("モニタリング記録"), "{other:?}");
}

#[test]
fn names_of_staff_are_those_of_each_side() {
    let (project, repository) = project();
    let project = project.edit(OFFICE, "森 由紀", "林 由紀").edit(PLAN, "担当者: [mori]", "担当者: [mori, suzuki]");
    repository.commit("改姓");
    let run = project.run(["diff", "hana", "--rev", "HEAD~1..HEAD"]);
    let line = run.stdout.lines().find(|line| line.contains("担当者")).unwrap_or_else(|| panic!("{run:?}"));
    let (before, after) = line.split_once('→').unwrap_or_else(|| panic!("{line}"));
    assert!(before.contains("森 由紀") && after.contains("林 由紀"), "{line}");
}

#[test]
fn what_was_not_there_then_is_said_with_what_to_do() {
    let (project, repository) = project();
    let project = project.file(REVIEW, REVIEW_TEXT).file("cases/ren/child.yaml", "氏名: 山本 蓮\n");
    repository.commit("足す");
    refused(
        &project.run(["diff", "hana", "monitoring/2024-09-12", "--rev", "HEAD~1..HEAD"]),
        "HEAD~1 ",
        "git log --oneline -- cases/hana",
    );
    refused(
        &project.run(["diff", "ren", "--rev", "HEAD~1"]),
        "児童 `ren` がありません",
        "git log --oneline -- cases/ren",
    );
    refused(&project.run(["diff", "hanna", "--rev", "HEAD"]), "児童 `hanna` がありません", "`hana` ではありませんか");
    // A child who has left is still there in the past.
    let project = project.remove("cases/ren");
    repository.commit("終了");
    let gone = project.run(["diff", "ren", "--rev", "HEAD~1..HEAD~1"]);
    assert!(gone.code == Some(0) && gone.stdout.contains("違いはありません"), "{gone:?}");
    refused(&project.run(["diff", "ren", "--rev", "HEAD~1..HEAD"]), "児童 `ren` がありません", "git log");
}

#[test]
fn a_wrong_revision_is_said_and_without_git_all_else_works() {
    let (project, _repository) = project();
    refused(&project.run(["diff", "hana", "--rev", "mian..main"]), "版 `mian` はありません", "あるもの: main");
    refused(
        &project.run(["diff", "hana", "--rev", "main~3..main"]),
        "`main` からそこまで遡れません",
        "git log --oneline",
    );
    refused(&project.run(["diff", "hana", "--rev", "main...main~1"]), "「main...main~1」", "点を二つ");
    refused(&project.run(["diff", "hana", "--rev", "main", "--form", "plan"]), "様式 `plan` がありません", "`plain`");
    let later = |project: &Project| project.text(PLAN).replace("作成日: 2024-03-28", "作成日: 2024-09-20");
    let bare = Project::new();
    let text = later(&bare);
    let bare = bare.file("cases/hana/plan/2024-09-20.yaml", text);
    refused(&bare.run(["diff", "hana", "--rev", "HEAD"]), "git で管理されていません", "--rev を付けずに");
    assert_eq!(bare.run(["diff", "hana", "2024-03-28", "2024-09-20"]).code, Some(0));
    assert_eq!(bare.run(["log", "hana"]).code, Some(0));
}

#[test]
fn a_shallow_and_a_partial_clone_say_what_to_fetch() {
    let (project, repository) = project();
    let project = project.edit(PLAN, "友だちと遊びたい。", "歌いたい。");
    repository.commit("見直し");
    repository.git(["config", "uploadpack.allowFilter", "true"]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("file://{}", project.root().display());
    let clone = |option: &str, name: &str| {
        let target = folder.path().join(name);
        repository.git(["clone", "--quiet", option, &url, target.to_str().expect("UTF-8")]);
        (Project::at(&target), Repository::at(&target))
    };
    let (shallow, shallow_repository) = clone("--depth=1", "shallow");
    let diff = |project: &Project| project.run(["diff", "hana", "--rev", "HEAD~1..HEAD"]);
    refused(&diff(&shallow), "浅い複製", "git fetch --unshallow");
    shallow_repository.git(["fetch", "--quiet", "--unshallow"]);
    assert!(diff(&shallow).stdout.contains("歌いたい"));
    let (partial, partial_repository) = clone("--filter=blob:none", "partial");
    refused(&diff(&partial), "部分的な複製", "git fetch --refetch --no-filter");
    partial_repository.git(["fetch", "--quiet", "--refetch", "--no-filter"]);
    assert!(diff(&partial).stdout.contains("歌いたい"));
}

#[test]
fn errors_of_a_file_are_told_with_their_revision() {
    let (project, repository) = project();
    let project = project.edit(PLAN, "優先順位: 1", "優先順位: 一");
    repository.commit("誤り");
    let project = project.edit(PLAN, "優先順位: 一", "優先順位: 2").file(REVIEW, "きょうは雨。\n");
    repository.commit("直し");
    let project = project.file(REVIEW, REVIEW_TEXT);
    let run = project.run(["diff", "hana", "--rev", "HEAD~1..HEAD"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("版 HEAD~1 ") && run.stderr.contains("「一」は数ではありません"), "{}", run.stderr);
    let run = project.run(["diff", "hana", "--rev", "HEAD"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("読めず、比べていない文書: monitoring/2024-09-12"), "{run:?}");
    let run = project.run(["diff", "hana", "monitoring/2024-09-12", "--rev", "HEAD"]);
    assert!(run.code == Some(1) && run.stderr.contains("比べていません"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_link_of_the_past_is_not_compared_and_says_so() {
    let (project, repository) = project();
    let text = project.text(PLAN);
    let project = project.file("計画.yaml", &text).link(PLAN, "../../../計画.yaml");
    repository.commit("リンク");
    let project = project.remove(PLAN).file(PLAN, text);
    let run = project.run(["diff", "hana", "--rev", "HEAD"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("読めず、比べていない文書: plan/2024-03-28"), "{run:?}");
    assert!(run.stderr.contains("シンボリックリンク(→ ../../../計画.yaml)"), "{run:?}");
    refused(
        &project.file("cases/ren/child.yaml", "氏名: 蓮\n").run(["diff", "ren", "--rev", "HEAD"]),
        "`ren`",
        "git log",
    );
}

#[test]
fn prints_are_files_of_their_own() {
    let (project, repository) = project();
    let project = project.file(REVIEW, REVIEW_TEXT);
    repository.commit("足す");
    let project = project.edit(PLAN, "友だちと遊びたい。", "歌いたい。").edit(REVIEW, "よく遊べた。", "よく歌えた。");
    let short = repository.git(["rev-parse", "--short", "HEAD"]);
    let short = short.trim();
    let run = project.run(["diff", "hana", "--rev", "HEAD", "--format", "html"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for kind in ["plan-2024-03-28", "monitoring-2024-09-12"] {
        let date = &kind[kind.len() - 10..];
        let html = project.text(&format!("output/hana/comparison-{kind}@{short}-{date}.html"));
        assert!(html.contains("歌"), "{kind}");
        // Paper tells the older by the day and the time at which it was kept, and knows no word of git.
        assert!(html.contains("(令和6年9月20日 9:00に保存)"), "{kind}");
        assert!(!html.contains("HEAD") && !html.contains(short), "{kind}: {html}");
    }
    assert_eq!(repository.git(["status", "--short", "output"]), "", "prints stay out of git");
    let out = project.root().join("表");
    let run = project.run([
        "diff",
        "hana",
        "--rev",
        "HEAD",
        "--kind",
        "plan",
        "--format",
        "pdf",
        "--out",
        out.to_str().expect("UTF-8"),
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let pdf = out.join(format!("comparison-plan-2024-03-28@{short}-2024-03-28.pdf"));
    let words = crate::prints::text_of(&pdf);
    assert!(words.contains("(令和6年9月20日9:00に保存)"), "{words}");
    assert!(!words.contains("HEAD") && !words.contains(short), "{words}");
}
