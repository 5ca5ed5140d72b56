//! How findings look to the people who read them, and to the programs that do.

use crate::driver::{CHILD, PLAN, Project, files_below, repository};
use insta::assert_snapshot;

/// What `check` prints over a project with one fault.
fn shown(project: &Project) -> String {
    let run = project.run(["check"]);
    assert_eq!(run.stderr, "");
    run.stdout
}

/// Faults in two files, of three severities.
fn faulty() -> Project {
    Project::new()
        .edit(CHILD, "生年月日: 平成28年5月14日", "生年月日: 平成28年5月32日")
        .edit(PLAN, "次回見直し年月日: 2024-09-15", "次回見直し年月日: 令和６年９月１５日")
        .edit(PLAN, "    留意事項: 疲れた様子のときは休む。", "    留意事頂: 疲れた様子のときは〇〇。")
        .edit(PLAN, "作成者: suzuki", "作成者: suzuki\n作成者: mori")
}

#[test]
fn an_unknown_key_as_people_read_it() {
    assert_snapshot!("human-unknown-key", shown(&Project::new().edit(PLAN, "留意事項", "留意事頂")));
}

#[test]
fn a_wrong_date_as_people_read_it() {
    assert_snapshot!(
        "human-wrong-date",
        shown(&Project::new().edit(PLAN, "次回見直し年月日: 2024-09-15", "次回見直し年月日: 2024-09-31"))
    );
}

#[test]
fn a_full_width_colon_as_people_read_it() {
    assert_snapshot!("human-full-width-colon", shown(&Project::new().edit(PLAN, "作成者: suzuki", "作成者：suzuki")));
}

#[test]
fn a_duplicate_key_as_people_read_it() {
    assert_snapshot!(
        "human-duplicate-key",
        shown(&Project::new().edit(PLAN, "作成者: suzuki", "作成者: suzuki\n作成者: mori"))
    );
}

#[test]
fn nothing_wrong_as_people_read_it() {
    // The rules are counted, so that a new one changes no snapshot.
    let rules = shien::rules::RULES
        .iter()
        .filter(|rule| !rule.checks.iter().all(|check| matches!(check, shien::rules::Check::Layout)))
        .count();
    let said = shown(&Project::new());
    assert!(said.contains(&format!("規則 {rules} 件")), "{said}");
    assert_snapshot!("human-nothing", said.replace(&format!("規則 {rules} 件"), "規則 N 件"));
}

#[test]
fn one_line_a_finding() {
    assert_snapshot!("short", faulty().run(["check", "--format", "short"]).stdout);
}

#[test]
fn json() {
    assert_snapshot!("json", faulty().run(["check", "--format", "json"]).stdout);
}

#[test]
fn colour_is_for_terminals_only() {
    let plain = faulty().run(["check"]).stdout;
    assert!(!plain.contains('\u{1b}'), "a pipe gets no escapes");
    assert!(faulty().run(["check", "--color", "always"]).stdout.contains('\u{1b}'));
}

#[test]
fn every_snapshot_is_still_made() {
    let tests = repository().join("tests");
    let sources: String = files_below(&tests)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| std::fs::read_to_string(path).expect("readable"))
        .collect();
    let snapshots =
        files_below(&tests).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "snap"));
    let left: Vec<_> = snapshots
        .filter(|path| {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a UTF-8 name");
            let name = stem.rsplit("__").next().expect("a name");
            let made = format!("assert_snapshot!(\"{name}\"");
            !sources.split_whitespace().collect::<String>().contains(&made)
        })
        .collect();
    assert_eq!(left, [""; 0].map(std::path::PathBuf::from), "snapshots that no test makes");
}
