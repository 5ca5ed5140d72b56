//! Which child a word names: a folder, a path in any notation, a file of it, or the child's name.

use crate::driver::{CHILD, PLAN, Project as Folder};
use shien::pipeline::{Asked, CallSite, Project, SetupError};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// hana as in the small project, and two sisters with one name.
fn folder() -> Folder {
    let child = |name: &str, kana: &str, born: &str| format!("氏名: {name}\nふりがな: {kana}\n生年月日: {born}\n");
    Folder::new()
        .file("cases/ren/child.yaml", child("高橋 蓮", "たかはし れん", "令和2年8月21日"))
        .file("cases/yui/child.yaml", child("田中 ゆい", "たなか ゆい", "平成28年1月2日"))
        .file("cases/yui-2/child.yaml", child("田中　ゆい", "タナカ　ユイ", "平成30年3月4日"))
}

fn asked(folder: &Folder, here: &Path, words: &[&str]) -> Result<Asked, SetupError> {
    let project = Project::open(folder.root()).expect("a project");
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    project.asked(CallSite { root: folder.root(), here }, &words)
}

#[test]
fn a_child_is_its_folder_a_path_to_it_or_its_name() {
    let folder = folder();
    let root = folder.root();
    let absolute = root.join("cases/hana").display().to_string();
    for word in [
        "hana",
        "cases/hana",
        "cases/hana/",
        "./cases/hana",
        "cases\\hana",
        &absolute,
        "佐藤 はな",
        "佐藤　はな",
        "佐藤はな",
        "さとうはな",
        "サトウ ハナ",
    ] {
        assert_eq!(asked(&folder, root, &[word]), Ok(Asked::child("hana")), "{word}");
    }
    assert_eq!(asked(&folder, &root.join("cases/hana/plan"), &[".."]), Ok(Asked::child("hana")));
    let two = Asked { children: vec!["hana".to_owned(), "ren".to_owned()], ..Asked::default() };
    assert_eq!(asked(&folder, root, &["高橋蓮", "cases/hana", "hana"]), Ok(two));
    for everybody in [&[][..], &["cases"], &["cases/"], &["."], &["hana", "cases/"]] {
        assert_eq!(asked(&folder, root, everybody), Ok(Asked::default()), "{everybody:?}");
    }
}

#[test]
fn a_file_of_a_child_is_that_file_alone() {
    let folder = folder();
    let root = folder.root();
    let plan = Asked {
        children: vec!["hana".to_owned()],
        files: BTreeMap::from([("hana".to_owned(), BTreeSet::from([PathBuf::from(PLAN)]))]),
        ..Asked::default()
    };
    for (here, word) in [
        (root.to_owned(), PLAN),
        (root.to_owned(), "cases/hana/plan/2024-03-28"),
        (root.join("cases/hana"), "plan/2024-03-28.yaml"),
        (root.join("cases/hana/plan"), "2024-03-28.yaml"),
    ] {
        assert_eq!(asked(&folder, &here, &[word]), Ok(plan.clone()), "{word}");
    }
    // Who asks for the whole child asks for its files too.
    assert_eq!(asked(&folder, root, &[PLAN, "hana"]), Ok(Asked::child("hana")));
    let error = asked(&folder, root, &["cases/hana/plan/2024-03-29.yaml"]).expect_err("no such file");
    assert!(error.message.contains("`cases/hana/plan/2024-03-29.yaml` がありません"), "{error:?}");
    assert!(error.hint.contains("cases/hana/plan/2024-03-28.yaml"), "{error:?}");
}

#[test]
fn whose_paper_is_meant_is_never_guessed() {
    let folder = folder();
    let wrong = |word: &str| asked(&folder, folder.root(), &[word]).expect_err("nobody, or several");
    let several = wrong("田中ゆい");
    assert!(several.message.contains("「田中ゆい」という名前の児童が 2 人"), "{several:?}");
    for word in ["yui(田中 ゆい、平成28年1月2日生)", "yui-2(田中　ゆい、平成30年3月4日生)"] {
        assert!(several.hint.contains(word), "{several:?}");
    }
    let part = wrong("佐藤");
    assert!(
        part.message.contains("「佐藤」という名前の児童はいません") && part.hint.contains("hana(佐藤 はな"),
        "{part:?}"
    );
    for (word, hint) in
        [("hanna", "`hana` ではありませんか"), ("cases/hanna", "`hana` ではありませんか"), ("zzz", "ren(高橋 蓮")]
    {
        let error = wrong(word);
        assert!(error.message.contains("がありません") && error.hint.contains(hint), "{word}: {error:?}");
    }
}

#[test]
fn every_command_takes_a_child_in_every_way() {
    let project = Folder::new();
    let out = tempfile::tempdir().expect("a temporary folder");
    let out = out.path().to_str().expect("UTF-8");
    for arguments in [
        &["build", "cases/hana/", "--out", out][..],
        &["check", "佐藤はな"],
        &["log", "./cases/hana"],
        &["log", CHILD],
        &["diff", "cases\\hana", PLAN, "plan/2024-03-28", "--rev", "HEAD"],
    ] {
        let output = project.command().args(arguments).output().expect("the program starts");
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        // Of the past nothing is there: no repository. The child itself was understood.
        let expected = if arguments[0] == "diff" { Some(2) } else { Some(0) };
        assert_eq!(output.status.code(), expected, "{arguments:?}: {words}");
        assert!(!words.contains("児童"), "{arguments:?}: {words}");
    }
}

#[test]
fn a_file_named_for_a_comparison_is_the_newer_document() {
    let project = Folder::samples();
    let run = project.run(["diff", "cases/hana/plan/2024-09-20.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    let side = |word: &str| json[word]["document"].as_str().map(str::to_owned);
    assert_eq!((side("old").as_deref(), side("new").as_deref()), (Some("plan/2024-03-28"), Some("plan/2024-09-20")));
}

#[test]
fn only_what_is_asked_for_is_said_and_printed() {
    let project = Folder::new()
        .edit(PLAN, "留意事項", "留意事頂")
        .edit(CHILD, "生年月日: 平成28年5月14日", "生年月日: 平成28年5月32日")
        .file("cases/hana/interview/2024-06-03.md", "x");
    let files = |words: &str| {
        let run = project.run(["check", words, "--format", "json", "--as-of", "2026-04-01"]);
        run.all().into_iter().map(|finding| finding.file).collect::<BTreeSet<_>>()
    };
    assert_eq!(files(PLAN), BTreeSet::from([PLAN.to_owned()]));
    assert_eq!(files(CHILD), BTreeSet::from([CHILD.to_owned()]));
    assert_eq!(files("cases/hana/interview"), BTreeSet::from(["cases/hana/interview/2024-06-03.md".to_owned()]));
    assert_eq!(files("hana").len(), 3);
    let out = tempfile::tempdir().expect("a temporary folder");
    let name = out.path().to_str().expect("UTF-8");
    let run = Folder::samples().run(["build", "cases/hana/meeting/2024-03-25.md", "--out", name]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("1 件を"), "{run:?}");
    assert!(out.path().join("hana/meeting-2024-03-25.pdf").exists());
}
