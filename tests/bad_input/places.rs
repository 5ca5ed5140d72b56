//! Where the program writes: never over or beside what the user wrote, and what it printed for a document that is gone.

use super::{NEIGHBOUR, NEIGHBOUR_PRINT, project};
use crate::driver::{OFFICE, PLAN, PLAN_PRINT, Project};
use shien::pipeline::{
    self, Asked, BuildReport, Content, Fate, Output, OutputFolder, Prune, Safety, Settings, Stale, output_folder,
    overwritable,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn git<const N: usize>(project: &Project, arguments: [&str; N]) -> String {
    let output = Command::new("git").arg("-C").arg(project.root()).args(arguments).output().expect("git is installed");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// `build` by a call, to the project's own output folder.
fn build(project: &Project, children: &[&str], prune: Prune) -> BuildReport {
    let opened = pipeline::Project::open(project.root()).expect("a project");
    let children = children.iter().map(|child| (*child).to_owned()).collect();
    let asked = Asked { children, ..Asked::default() };
    let settings = Settings { asked, jobs: 1, ..Settings::default() };
    let disk = OutputFolder::new(project.root().join("output")).with_safety(Safety::Unsynced);
    pipeline::build_and_prune(&opened, &settings, &disk, prune, &|_| {}).expect("the children are there")
}

fn stale(path: &str, fate: Fate) -> Stale {
    Stale { path: PathBuf::from(path), fate }
}

#[test]
fn prints_are_never_mixed_with_what_was_written() {
    let project =
        project().file("templates/own/pack.yaml", "名称: 自作\n").folder("fonts").folder(".git").folder("prints");
    let root = project.root();
    for out in [
        "cases",
        "cases/",
        "cases/hana",
        "cases/new/deeper",
        ".",
        "..",
        "/",
        "output/../cases",
        "gone/../cases/new",
        "templates",
        "fonts/new",
        ".git",
    ] {
        let refused = output_folder(root, Some(&root.join(out))).expect_err(out);
        assert!(refused.hint.contains("--out"), "{out}: {refused:?}");
    }
    for out in ["prints", "prints/new", "cases2", "output", "casesX/y"] {
        assert_eq!(output_folder(root, Some(&root.join(out))), Ok(root.join(out)), "{out}");
    }
    assert_eq!(output_folder(root, None), Ok(root.join("output")));
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_prints_astray() {
    let project = project().remove("output").link("records", "cases").folder("prints").link("linked", "prints");
    let root = project.root();
    assert!(output_folder(root, Some(&root.join("records"))).is_err());
    assert!(output_folder(root, Some(&root.join("records/hana"))).is_err());
    assert_eq!(output_folder(root, Some(&root.join("linked"))), Ok(root.join("linked")), "asked for");
    let outside = tempfile::tempdir().expect("a folder");
    let astray = project.link("output", outside.path().to_str().expect("UTF-8"));
    let refused = output_folder(astray.root(), None).expect_err("nobody asked for a place outside");
    assert!(refused.message.contains("リンク"), "{refused:?}");
    let inside = astray.remove("output").link("output", "prints");
    assert_eq!(output_folder(inside.root(), None), Ok(inside.root().join("output")));
}

#[test]
fn build_says_so_and_git_takes_every_record() {
    let project = project();
    git(&project, ["init", "-q", "."]);
    for out in [".", "cases"] {
        let out = project.root().join(out);
        let run = project.run(["build", "--out", out.to_str().expect("UTF-8")]);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains("--out で指定してください"), "{}", run.stderr);
    }
    git(&project, ["add", "-A"]);
    let taken = git(&project, ["ls-files", "cases"]);
    assert_eq!(taken.lines().count(), 6, "{taken}");
}

#[test]
fn a_folder_with_other_files_gets_no_gitignore() {
    let project = project().file("shared/mine.txt", "mine");
    let disk = |name: &str| OutputFolder::new(project.root().join(name)).with_safety(Safety::Unsynced);
    disk("shared").write(Path::new("hana/a.pdf"), b"%PDF-").expect("written");
    assert!(!project.has("shared/.gitignore"));
    disk("fresh").write(Path::new("hana/a.pdf"), b"%PDF-").expect("written");
    assert_eq!(project.text("fresh/.gitignore"), "*\n");
    // Made by hand for the prints, or by a run that was killed or whose disk was full.
    let project = project.folder("empty").file("killed/.shien-abc123.tmp", "");
    for name in ["empty", "killed"] {
        let disk = OutputFolder::new(project.root().join(name)).with_safety(Safety::Unsynced);
        disk.write(Path::new("hana/a.pdf"), b"%PDF-").expect("written");
        assert_eq!(project.text(&format!("{name}/.gitignore")), "*\n", "{name}");
    }
}

#[test]
fn prints_whose_document_or_child_is_gone_are_said_and_removed_when_asked() {
    let project = project().remove("output");
    assert_eq!(build(&project, &[], Prune::Say).stale, []);
    let project = project.remove(NEIGHBOUR);
    let gone = "hana/interview-2024-06-02.pdf";
    assert_eq!(build(&project, &[], Prune::Say).stale, [stale(gone, Fate::Kept)]);
    assert!(project.has(NEIGHBOUR_PRINT), "said only");
    assert_eq!(build(&project, &["sora"], Prune::Remove).stale, [], "hana was not looked at");
    let project = project.remove("cases/sora");
    let both = |fate| vec![stale(gone, fate), stale("sora/interview-2024-06-02.pdf", fate)];
    assert_eq!(build(&project, &["hana"], Prune::Say).stale, both(Fate::Kept));
    assert_eq!(build(&project, &[], Prune::Remove).stale, both(Fate::Removed));
    assert!(!project.has(NEIGHBOUR_PRINT) && !project.has("output/sora"), "an empty folder goes too");
    assert!(project.has(PLAN_PRINT), "what has its document stays");
    assert_eq!(build(&project, &[], Prune::Remove).stale, [], "and they are forgotten");
}

#[test]
fn build_names_them_and_the_command_that_removes_them() {
    let project = project().remove("output");
    build(&project, &[], Prune::Say);
    let project = project.remove("cases/sora");
    let said = project.build();
    assert_eq!(said.code, Some(0));
    assert!(said.stderr.contains("元の文書がなくなった印刷が残っています(1 件)"), "{}", said.stderr);
    assert!(said.stderr.contains("output/sora/interview-2024-06-02.pdf"), "{}", said.stderr);
    assert!(said.stderr.contains("shien build --prune"), "{}", said.stderr);
    let pruned = project.run(["build", "--prune"]);
    assert!(pruned.stderr.contains("元の文書がなくなった印刷を消しました(1 件)"), "{}", pruned.stderr);
    assert!(!project.has("output/sora"));
}

#[test]
fn a_comparison_goes_with_either_of_its_documents() {
    const PRINT: &str = "output/hana/comparison-plan-2024-03-28-2024-09-20.pdf";
    for gone in ["cases/hana/plan/2024-03-28.yaml", "cases/hana/plan/2024-09-20.yaml", "cases/hana"] {
        let project = Project::copied();
        let diff = ["diff", "hana", "2024-03-28", "2024-09-20", "--format", "pdf"];
        let run = project.run(diff);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(project.has(PRINT), "{}", run.stdout);
        let named = |report: &BuildReport| {
            let own = |stale: &&Stale| stale.path.to_string_lossy().contains("comparison");
            report.stale.iter().filter(own).cloned().collect::<Vec<_>>()
        };
        assert_eq!(named(&build(&project, &["hana"], Prune::Remove)), [], "both are there");
        let project = project.remove(gone);
        let children: &[&str] = if gone == "cases/hana" { &["mei"] } else { &["hana"] };
        let path = PRINT.strip_prefix("output/").expect("below");
        assert_eq!(named(&build(&project, children, Prune::Say)), [stale(path, Fate::Kept)], "{gone}");
        assert!(project.has(PRINT), "said only");
        assert_eq!(named(&build(&project, children, Prune::Remove)), [stale(path, Fate::Removed)], "{gone}");
        assert!(!project.has(PRINT));
    }
}

#[test]
fn only_what_was_printed_is_removed() {
    let project = project().remove("output");
    build(&project, &[], Prune::Say);
    let project = project
        .remove("cases/sora")
        .file("output/sora/interview-2024-06-02.pdf", "somebody's own")
        .file("output/sora/notes.txt", "mine")
        .file("output/riku/plan-2024-01-01.pdf", "%PDF- of another program");
    let report = build(&project, &[], Prune::Remove);
    assert_eq!(report.stale, [stale("sora/interview-2024-06-02.pdf", Fate::Changed)]);
    assert_eq!(project.text("output/sora/interview-2024-06-02.pdf"), "somebody's own");
    assert_eq!(project.text("output/sora/notes.txt"), "mine");
    assert!(project.has("output/riku/plan-2024-01-01.pdf"));
}

#[test]
fn a_memory_that_somebody_wrote_removes_nothing_outside() {
    let project = project().remove("output").file("victim/a.pdf", "x");
    build(&project, &[], Prune::Say);
    let hash = hash_of(b"x");
    let memory = |path: &str| format!(r#"{{"{path}":{{"input":null,"print":"{hash}","fits":[]}}}}"#);
    let absolute = project.root().join("victim/a.pdf");
    for path in ["../victim/a.pdf", "gone/../../victim/a.pdf", absolute.to_str().expect("UTF-8"), "a.pdf"] {
        let project = Project::at(project.root()).file("output/.shien", memory(path));
        assert_eq!(build(&project, &[], Prune::Remove).stale, [], "{path}");
        assert!(project.has("victim/a.pdf"), "{path}");
    }
}

/// The hash that the memory keeps of these bytes.
fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_through_a_link() {
    let project = project().remove("output");
    build(&project, &[], Prune::Say);
    let bytes = project.bytes("output/sora/interview-2024-06-02.pdf");
    let project = project
        .remove("cases/sora")
        .remove("output/sora")
        .file("victim/interview-2024-06-02.pdf", bytes)
        .link("output/sora", "../victim");
    assert_eq!(build(&project, &[], Prune::Remove).stale, []);
    assert!(project.has("victim/interview-2024-06-02.pdf"));
}

#[test]
fn a_document_that_is_only_misnamed_or_unread_is_not_gone() {
    let project = project().remove("output");
    build(&project, &[], Prune::Say);
    let text = project.text(PLAN);
    let misnamed = project.remove(PLAN).file("cases/hana/plan/2024-03-28.yml", &text);
    assert_eq!(build(&misnamed, &[], Prune::Remove).stale, []);
    let unread = misnamed.remove("cases/hana/plan").file("cases/hana/plan", "no folder");
    assert_eq!(build(&unread, &[], Prune::Remove).stale, []);
    let broken = unread.remove("cases/hana/plan").file(PLAN, "");
    assert_eq!(build(&broken, &[], Prune::Remove).stale, []);
    assert!(broken.has(PLAN_PRINT));
}

#[test]
fn a_comparison_is_written_over_nothing_of_the_users() {
    let project = project()
        .file("templates/own/pack.yaml", "名称: 自作\n")
        .file("notes.txt", "mine")
        .file("scan.pdf", "%PDF-1.4 of a scanner")
        .file("package.json", "{\"name\": \"mine\"}")
        .file("empty.pdf", "")
        .folder("folder");
    let root = project.root();
    let kinds = [Content::Pdf, Content::Html, Content::Json, Content::Text];
    for content in kinds {
        for name in
            [PLAN, OFFICE, "cases/hana/new.pdf", "templates/own/pack.yaml", "fonts/a.pdf", ".git/config", "folder"]
        {
            assert!(overwritable(root, &root.join(name), content).is_err(), "{content:?} {name}");
        }
        for name in ["notes.txt", "scan.pdf", "package.json"] {
            let refused = overwritable(root, &root.join(name), content).expect_err(name);
            assert!(refused.message.contains("上書きしません"), "{refused:?}");
        }
        for name in ["new.pdf", "deeper/new.html", "empty.pdf", "output/hana/diff.pdf"] {
            assert_eq!(overwritable(root, &root.join(name), content), Ok(()), "{content:?} {name}");
        }
    }
}

#[test]
fn a_comparison_takes_the_place_of_an_older_one() {
    let samples = Project::samples();
    let folder = tempfile::tempdir().expect("a folder");
    for (format, name) in [("pdf", "a.pdf"), ("html", "a.html"), ("json", "a.json"), ("terminal", "a.txt")] {
        let out = folder.path().join(name);
        let out = out.to_str().expect("UTF-8");
        let run = || samples.run(["diff", "hana", "--format", format, "--out", out]);
        let first = run();
        assert_eq!(first.code, Some(0), "{format}: {}", first.stderr);
        let again = run();
        assert_eq!(again.code, Some(0), "{format}: {}", again.stderr);
    }
    let (pdf, html) = (folder.path().join("a.pdf"), folder.path().join("a.html"));
    let before = fs::read(&html).expect("readable");
    let run = samples.run(["diff", "hana", "--format", "pdf", "--out", html.to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(2), "a PDF takes the place of no page: {}", run.stderr);
    assert_eq!(fs::read(&html).expect("readable"), before);
    assert!(pdf.is_file());
}

#[test]
fn the_print_of_a_document_is_never_the_place_of_a_comparison() {
    let project = Project::new();
    assert_eq!(project.build().code, Some(0));
    let print = project.root().join(PLAN_PRINT);
    let refused = overwritable(project.root(), &print, Content::Pdf).expect_err("a plan");
    assert!(refused.message.contains("上書きしません"), "{refused:?}");
}

#[test]
fn a_record_is_never_the_place_of_a_comparison() {
    let next = Project::new().text(PLAN).replace("作成日: 2024-03-28", "作成日: 2024-09-20");
    let project = Project::new().file("cases/hana/plan/2024-09-20.yaml", next);
    let record = project.root().join(PLAN);
    let before = fs::read(&record).expect("readable");
    let run =
        project.run(["diff", "hana", "plan/2024-03-28", "plan/2024-09-20", "--out", record.to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("cases/ の中"), "{}", run.stderr);
    assert_eq!(fs::read(&record).expect("readable"), before);
}
