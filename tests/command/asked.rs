//! What is asked of somebody who sits at a terminal: the day of a fact, a yes or a no. It is played by `script`.

use crate::browser;
use crate::driver::{CHILD, PLAN, PLAN_PRINT, Project};
use std::io::Write;
use std::process::{Command, Stdio};

const TRAIL: &str = "cases/hana/events.yaml";

/// Runs the program at a terminal with these lines typed: whether it succeeded, and all that it said. None where there
/// is no `script` and the test may be skipped.
pub(super) fn at_a_terminal(project: &Project, call: &str, typed: &str) -> Option<(bool, String)> {
    if Command::new("script").arg("--version").output().is_err() {
        let ci = std::env::var_os("CI");
        assert!(browser::may_skip(ci.as_deref()), "script (of util-linux) is missing");
        return None;
    }
    let program = project.command().get_program().to_string_lossy().into_owned();
    let line = format!("'{program}' --project '{}' {call}", project.root().display());
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &line, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut asked = script.spawn().expect("script starts");
    // Who ends without reading all of it has closed the terminal.
    let _ = asked.stdin.take().expect("its input").write_all(typed.as_bytes());
    let output = asked.wait_with_output().expect("it ends");
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn trail() -> Project {
    Project::whole().file(TRAIL, "- {種類: 居宅訪問, 対象: consult/plan/2024-03-20, 日付: 2024-03-04}\n")
}

#[test]
fn the_day_of_an_event_is_asked_for_until_it_is_one() {
    let project = trail();
    let call = "event 説明 hana plan/2024-03-28";
    let Some((succeeded, said)) = at_a_terminal(&project, call, "きのう\n令和6年3月29日\n") else { return };
    assert!(succeeded && said.contains("何をした日ですか"), "{said}");
    assert_eq!(said.matches("何をした日ですか").count(), 2, "once more after what is no day: {said}");
    let written = project.text(TRAIL);
    assert_eq!(written.lines().count(), 2, "{written}");
    assert!(written.contains("{種類: 説明, 対象: plan/2024-03-28, 日付: 2024-03-29, "), "{written}");
}

#[test]
fn a_paper_that_changed_since_its_print_is_written_down_only_after_a_yes() {
    let changed = |answer: &str| {
        let project = trail();
        let run = project.build();
        assert!(project.has(PLAN_PRINT), "{}", run.stderr);
        let policy = project.text(PLAN).lines().find(|line| line.starts_with("総合的な支援の方針:")).map(str::to_owned);
        let policy = policy.expect("a policy");
        let project = project.edit(PLAN, &policy, "総合的な支援の方針: 印刷した後に書き直した方針。");
        let call = "event 同意 hana plan/2024-03-28 --date 2024-03-29";
        let (succeeded, said) = at_a_terminal(&project, call, answer)?;
        Some((succeeded, said, project.text(TRAIL).lines().count()))
    };
    let Some((succeeded, said, lines)) = changed("たぶん\nはい\n") else { return };
    assert!(succeeded && lines == 2 && said.contains("はい か いいえ で答えてください"), "{said}");
    let (succeeded, said, lines) = changed("\n").expect("script is there");
    assert!(!succeeded && lines == 1, "what is not answered is a no: {said}");
}

#[test]
fn the_day_of_a_new_paper_is_asked_for_until_it_is_one() {
    let project = Project::new();
    let typed = "2024-02-30\n2024-03-11\n";
    let Some((succeeded, said)) = at_a_terminal(&project, "new assessment hana", typed) else { return };
    assert!(succeeded && said.matches("アセスメントシートの実施日").count() == 2, "{said}");
    assert!(project.text("cases/hana/assessment/2024-03-11.md").contains("実施日: 2024-03-11"));
    assert!(project.has(CHILD));
}

#[test]
fn who_stops_answering_has_written_nothing() {
    let project = trail();
    let before = project.text(TRAIL);
    // Ctrl-D at the first question.
    let Some((succeeded, said)) = at_a_terminal(&project, "event 説明 hana plan/2024-03-28", "\u{4}") else { return };
    assert!(!succeeded && said.contains("何も書いていません"), "{said}");
    assert_eq!(project.text(TRAIL), before);
}
