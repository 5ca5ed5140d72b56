//! What earlier runs found is said again only where it would be found again.

mod days;
mod edits;
mod glance;
mod shards;

use crate::driver::{CHILD, PLAN, PLAN_PRINT, Project, TODAY, files_below};
use shien::diagnostic::to_json;
use shien::due::Wanted;
use shien::pipeline::{self, Progress, Settings, agenda, check};
use shien::value::Date;
use std::fs;
use std::path::Path;
use std::time::Duration;

const MEMO: &str = ".shien/children";
const TOGETHER: &str = ".shien/together";

/// All that `check` says of a project on a day: with what earlier runs found, or without.
fn said(root: &Path, day: Date, with_memo: bool) -> String {
    opened(root, day, with_memo, |project, settings| {
        let report = check(project, settings, false, &|_: Progress| {}).expect("every child exists");
        let findings = to_json(&report.findings);
        format!("{findings:#}\n{:?}\n{:?}", report.looked, report.failures)
    })
}

/// All that `due` lists: where earlier runs left something, or nothing did.
fn owed(root: &Path, day: Date, with_memo: bool) -> String {
    opened(root, day, with_memo, |project, settings| {
        let (listed, failures) = agenda(project, settings, &Wanted::default(), true).expect("every child exists");
        format!("{listed:#?}\n{failures:?}")
    })
}

fn opened(
    root: &Path,
    day: Date,
    with_memo: bool,
    say: impl FnOnce(&pipeline::Project, &Settings) -> String,
) -> String {
    let project = match pipeline::Project::open(root) {
        Ok(project) => project,
        Err(error) => return error.message,
    };
    let settings = Settings { as_of: Some(day), jobs: 1, ..Settings::default() };
    // Nothing here has been left alone for long.
    let memo = with_memo.then(|| project.memo_with_margin(&settings, root, Duration::ZERO)).flatten();
    say(&project, &Settings { memo, ..settings })
}

/// A child who stays, and of whom nobody writes anything more: as the days pass, more and more is late.
fn neglected() -> Project {
    let project = Project::whole().edit(CHILD, ", 終了日: 2024-09-27", "");
    let trail = project.text("cases/hana/events.yaml");
    let first = trail.lines().next().map(|line| format!("{line}\n")).expect("a line");
    project.file("cases/hana/events.yaml", first)
}

fn today() -> Date {
    TODAY.parse().expect("a day")
}

/// The days of the entry of a child: when it was judged, and when that ends.
fn entry(root: &Path, id: &str) -> Option<(Date, Option<Date>)> {
    let memo = fs::read_to_string(root.join(MEMO)).ok()?;
    let body = memo.lines().find_map(|line| {
        let mut parts = line.splitn(4, '\t').skip(1);
        (parts.next()? == format!("{id:?}")).then(|| parts.nth(1)).flatten()
    })?;
    let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
    let day = |key: &str| body[key].as_str().map(|day| day.parse().expect("a day"));
    Some((day("day")?, day("until")))
}

#[test]
fn what_two_children_share_is_said_again_until_either_changes() {
    let project = Project::whole();
    let cases = project.root().join("cases");
    for file in files_below(&cases.join("hana")) {
        let copy = cases.join("ren").join(file.strip_prefix(cases.join("hana")).expect("below it"));
        fs::create_dir_all(copy.parent().expect("a folder")).expect("created");
        fs::copy(&file, copy).expect("copied");
    }
    let said = |with_memo| said(project.root(), today(), with_memo);
    let first = said(true);
    assert!(first.contains("copied-from-child") && project.has(TOGETHER));
    assert_eq!((said(true), said(false)), (first.clone(), first.clone()));
    // Nothing of the child changes by whom it is said.
    fs::remove_dir_all(cases.join("hana/plan")).expect("removed");
    let alone = said(true);
    assert!(!alone.contains("copied-from-child") && alone == said(false));
}

#[test]
fn an_edit_that_leaves_size_and_time_as_they_were_is_seen() {
    let project = Project::whole();
    let before = said(project.root(), today(), true);
    let path = project.root().join(PLAN);
    let time = fs::metadata(&path).and_then(|file| file.modified()).expect("a time");
    let text = project.text(PLAN);
    let project = project.file(PLAN, text.replacen("作成日: 2024-03-28", "作成日: 2024-03-29", 1));
    assert_ne!(project.text(PLAN), text);
    fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(time)).expect("set");
    let after = said(project.root(), today(), true);
    assert_ne!(before, after);
    assert_eq!(after, said(project.root(), today(), false));
}

#[test]
fn a_child_that_did_not_change_is_not_judged_again_and_one_that_did_is() {
    let project = Project::whole();
    let ren = Project::whole();
    let project = files_below(&ren.root().join("cases/hana")).into_iter().fold(project, |project, path| {
        let name = path.strip_prefix(ren.root().join("cases/hana")).expect("below").to_str().expect("ASCII").to_owned();
        project.file(&format!("cases/ren/{name}"), fs::read(path).expect("readable"))
    });
    said(project.root(), today(), true);
    let (day, until) = entry(project.root(), "hana").expect("kept");
    assert_eq!(day, today());
    let next = today().next();
    assert!(until.is_none_or(|until| next < until), "{until:?}: the day of the tests is far from every limit");
    let project = project.edit(CHILD, "氏名: 佐藤 はな", "氏名: 佐藤 花");
    said(project.root(), next, true);
    let day = |id: &str| entry(project.root(), id).expect("kept").0;
    assert_eq!((day("hana"), day("ren")), (next, today()));
}

#[test]
fn a_memory_that_is_damaged_or_of_another_place_is_thrown_away() {
    let project = Project::whole();
    let plain = said(project.root(), today(), true);
    let memo = project.text(MEMO);
    let finding = memo.find("\"message\"").map(|at| memo[at..].replacen("です", "した", 1));
    for spoilt in
        [memo.replacen("\"documents\":", "\"documents\":1", 1), memo[..memo.len() / 2].to_owned(), String::new()]
            .into_iter()
            .chain(finding)
    {
        let project = Project::at(project.root()).file(MEMO, spoilt);
        assert_eq!(said(project.root(), today(), true), plain);
        assert_eq!(project.text(MEMO), memo, "and written anew");
    }
    // The same project in another place, with what was kept of the first.
    let moved = Project::whole().file(".shien/.gitignore", "*\n").file(MEMO, &memo);
    assert_eq!(said(moved.root(), today(), true), plain);
    assert_ne!(moved.text(MEMO).lines().next(), memo.lines().next(), "it was foreign");
}

#[test]
fn nothing_is_kept_where_nobody_wants_it_and_nothing_is_said_where_it_cannot_be() {
    let project = Project::whole();
    let plain = project.run(["check", "--no-cache"]);
    assert!(!project.has(".shien"));
    project.run(["check", "--kind", "plan"]);
    assert!(!project.has(".shien"), "that is not all of a child");
    let project = project.file(".shien", "somebody's own");
    let run = project.run(["check"]);
    assert_eq!((&run.stdout, &run.stderr), (&plain.stdout, &plain.stderr));
    assert_eq!(project.text(".shien"), "somebody's own");
    let project = project.remove(".shien").file(".shien/notes", "somebody's own");
    project.run(["check"]);
    assert!(!project.has(MEMO), "git would see it there");
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_for_its_owner_alone_and_git_passes_it_over() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::whole();
    project.run(["check"]);
    let mode = |path: &str| fs::metadata(project.root().join(path)).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(".shien"), mode(MEMO)), (0o700, 0o600));
    assert_eq!(project.text(".shien/.gitignore"), "*\n");
    let outside = tempfile::tempdir().expect("a folder");
    let project = Project::whole().link(".shien", outside.path().to_str().expect("ASCII"));
    project.run(["check"]);
    assert_eq!(files_below(outside.path()), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_second_build_says_what_one_without_a_memory_says_and_makes_what_is_gone() {
    let project = Project::copied();
    project.run(["build", "hana", "ren", "--draft"]);
    let again = project.run(["build", "hana", "ren", "--draft"]);
    let plain = project.run(["build", "hana", "ren", "--draft", "--no-cache"]);
    assert_eq!((&again.stdout, &again.stderr, again.code), (&plain.stdout, &plain.stderr, plain.code));
    assert!(again.stdout.contains("前と同じ"), "{}", again.stdout);
    assert!(project.text(MEMO).contains("\"Printed\""), "the prints are known, too");
    let bytes = project.bytes(PLAN_PRINT);
    let project = project.remove(PLAN_PRINT);
    project.run(["build", "hana", "ren", "--draft"]);
    assert_eq!(project.bytes(PLAN_PRINT), bytes);
}
