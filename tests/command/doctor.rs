//! `shien doctor` and `shien man`.

use crate::driver::{PLAN, Project, Run};

/// The program with a PATH, as a user has one.
fn doctor(project: &Project) -> Run {
    let mut command = project.command();
    command.env("PATH", std::env::var_os("PATH").expect("a PATH")).env("HOME", project.root());
    Run::of(command.arg("doctor").output().expect("the program starts"))
}

/// The line on a subject, with its sign.
fn line<'r>(run: &'r Run, subject: &str) -> &'r str {
    let is_about = |line: &&str| line.split_whitespace().nth(1) == Some(subject);
    run.stdout.lines().find(is_about).unwrap_or_else(|| panic!("{subject} in\n{}{}", run.stdout, run.stderr))
}

#[test]
fn a_project_in_order_is_said_to_be_so_and_stays_as_it_is() {
    let project = Project::new();
    project.run(["init"]);
    let before = crate::driver::files_below(project.root());
    let run = doctor(&project);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    for subject in ["プログラム", "git", "フォルダー", "書き出し", "フォント", "様式", "書類"] {
        assert!(line(&run, subject).starts_with('○'), "{subject}: {}", run.stdout);
    }
    assert!(line(&run, "入力の補助").starts_with('○'), "{}", run.stdout);
    assert!(line(&run, "フォント").contains("BIZ UDGothic"), "{}", run.stdout);
    assert_eq!(crate::driver::files_below(project.root()), before, "nothing is left behind");
}

#[test]
fn what_would_stop_a_build_is_named_with_its_remedy() {
    let project = Project::new().edit(PLAN, "計画期間: {開始: 2024-04-01", "計画期間: {開始: 2024-04-31");
    let run = doctor(&project);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let line = line(&run, "書類");
    assert!(line.starts_with('×') && line.contains("hana/plan/2024-03-28"), "{line}");
    assert!(run.stdout.contains("直し方: shien check"), "{}", run.stdout);
    let build = project.build();
    assert_eq!(build.code, Some(1), "it does stop one");
}

#[test]
fn schemas_of_another_program_are_said() {
    let project = Project::new();
    project.run(["schema", "--write"]);
    let project = project.file(".shien/schema/plan.json", "{}\n");
    let run = doctor(&project);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(line(&run, "入力の補助").starts_with('△') && run.stdout.contains("shien schema --write"), "{}", run.stdout);
}

#[test]
fn a_folder_without_git_works_and_is_told_how_to_begin() {
    let run = doctor(&Project::new());
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(line(&run, "git").starts_with('△') && run.stdout.contains("git init"), "{}", run.stdout);
}

#[test]
fn a_form_that_there_is_none_of_stops_a_build() {
    let project = Project::new();
    let office = project.text("cases/office.yaml");
    let form = office.lines().find(|line| line.starts_with("様式: ")).expect("a form").to_owned();
    let run = doctor(&project.edit("cases/office.yaml", &form, "様式: nosuch"));
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(line(&run, "様式").starts_with('×'), "{}", run.stdout);
}

#[test]
fn the_manual_has_a_page_for_the_whole_and_for_each_command() {
    let project = Project::new();
    let whole = project.run(["man"]);
    assert_eq!(whole.code, Some(0), "{}", whole.stderr);
    assert!(whole.stdout.contains(".TH shien 1") && whole.stdout.contains("検査だけします"), "{}", whole.stdout);
    let check = project.run(["man", "check"]);
    assert!(check.stdout.contains("staged") && check.stdout.contains("git add した内容"), "{}", check.stdout);
    let wrong = project.run(["man", "chek"]);
    assert!(wrong.code == Some(2) && wrong.stderr.contains("`check` ではありませんか"), "{}", wrong.stderr);
}
