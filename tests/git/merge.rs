//! Two people's `events.yaml` put together by git itself, and what `check` says of what came of it.

use super::project;
use crate::driver::{Finding, Project};

const EVENTS: &str = "cases/hana/events.yaml";
const FIRST: &str = "- {種類: 説明, 対象: plan/2024-03-28, 日付: 2024-03-29, 説明者: suzuki, 相手: [保護者]}\n";

/// The file that git makes of what two branches wrote behind a first line, and its findings of the trail.
fn merged(ours: &str, theirs: &str) -> (String, Vec<Finding>) {
    let (project, repository) = project();
    let project = project.file(EVENTS, FIRST);
    repository.commit("説明");
    assert_eq!(project.run(["textconv", "--install"]).code, Some(0));
    repository.git(["checkout", "--quiet", "-b", "other"]);
    let project = project.file(EVENTS, format!("{FIRST}{theirs}"));
    repository.commit("二人目");
    repository.git(["checkout", "--quiet", "main"]);
    let project = project.file(EVENTS, format!("{FIRST}{ours}"));
    repository.commit("一人目");
    repository.git(["merge", "--quiet", "--no-edit", "other"]);
    let run = project.check();
    let found = run.all().into_iter().filter(|finding| finding.file == EVENTS && finding.code != "reference-unknown");
    (project.text(EVENTS), found.collect())
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn lines_of_two_people_are_both_kept() {
    let ours = "- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵}\n";
    let theirs = "- {種類: 交付, 対象: plan/2024-03-28, 日付: 2024-03-30, 相手: [保護者]}\n";
    let (text, findings) = merged(ours, theirs);
    assert!(text.contains(ours) && text.contains(theirs) && text.lines().count() == 3, "{text}");
    assert!(
        !codes(&findings).iter().any(|code| code.starts_with("event-") && *code != "events-missing"),
        "{findings:?}"
    );
    // A last line without its end is no trap.
    let (text, _) = merged(ours.trim_end(), theirs);
    assert_eq!(text.lines().count(), 3, "{text}");
}

#[test]
fn an_event_that_both_wrote_is_said() {
    let consent = "- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵}\n";
    let shared = "- {種類: 共有, 対象: plan/2024-03-28, 日付: 2024-04-01, 職員: [mori]}\n";
    let handed = "- {種類: 交付, 対象: plan/2024-03-28, 日付: 2024-03-30, 相手: [保護者]}\n";
    let (text, findings) = merged(&format!("{consent}{shared}"), &format!("{handed}{consent}"));
    assert_eq!(text.matches("同意").count(), 2, "git kept both: {text}");
    let doubled: Vec<&Finding> = findings.iter().filter(|finding| finding.code == "event-doubled").collect();
    assert_eq!(doubled.len(), 1, "{findings:?}");
    let second = text.lines().enumerate().filter(|(_, line)| line.contains("同意")).nth(1).expect("two").0 as u64 + 1;
    assert_eq!(doubled[0].line, second);
    assert_eq!(doubled[0].labels.len(), 1);
    // One that was corrected by one of the two agrees with itself no more; one that was completed does.
    let longer = "- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵, 方法: 書面}\n";
    let (_, findings) = merged(longer, &format!("{handed}{consent}"));
    assert!(codes(&findings).contains(&"event-doubled"), "{findings:?}");
    let other = consent.replace("佐藤 恵", "佐藤 太郎");
    let (_, findings) = merged(&other, consent);
    assert!(!codes(&findings).contains(&"event-doubled"), "{findings:?}");
}

#[test]
fn events_of_several_lines_that_ran_into_each_other_are_said() {
    let ours = "- 種類: 同意\n  対象: plan/2024-03-28\n  日付: 2024-03-29\n";
    let theirs = "- 種類: 交付\n  対象: plan/2024-03-28\n  日付: 2024-03-29\n";
    let (text, findings) = merged(ours, theirs);
    assert_eq!(text.matches("日付").count(), 2, "git kept one of what was the same: {text}");
    let glued: Vec<&Finding> = findings.iter().filter(|finding| finding.code == "event-glued").collect();
    assert_eq!(glued.len(), 1, "{findings:?}");
    assert!(glued[0].severity == "error" && glued[0].message.contains("`対象` も `日付` もありません"), "{glued:?}");
    assert_eq!(glued[0].line, 2);
}

#[test]
fn a_key_that_stands_twice_in_such_an_event_is_said_once() {
    let text = "- 種類: 交付\n- 種類: 同意\n  対象: plan/2024-03-28\n  日付: 2024-03-29\n  日付: 2024-03-30\n  対象: plan/2024-03-28\n";
    let run = Project::new().file(EVENTS, text).check();
    let found: Vec<(String, u64)> = run.findings_in(EVENTS).into_iter().map(|one| (one.code, one.line)).collect();
    let expected = [("event-glued".to_owned(), 1), ("syntax-invalid".to_owned(), 5)];
    assert_eq!(found, expected, "{}", run.list());
}

#[test]
fn the_set_up_names_events_that_take_several_lines() {
    let (project, repository) = project();
    let project = project.file(EVENTS, format!("{FIRST}- 種類: 交付\n  対象: plan/2024-03-28\n  日付: 2024-03-29\n"));
    let run = project.run(["textconv", "--install"]);
    assert!(run.code == Some(0) && run.stdout.contains("cases/hana/events.yaml の 2 行目からの記録"), "{run:?}");
    assert_eq!(repository.git(["check-attr", "merge", EVENTS]).trim(), format!("{EVENTS}: merge: union"));
    let plan = crate::driver::PLAN;
    assert_eq!(repository.git(["check-attr", "merge", plan]).trim(), format!("{plan}: merge: unspecified"));
    let project = project.file(EVENTS, FIRST);
    assert!(!project.run(["textconv", "--install"]).stdout.contains("行目"));
    assert_eq!(project.run(["textconv", "--uninstall"]).code, Some(0));
    assert_eq!(repository.git(["check-attr", "merge", EVENTS]).trim(), format!("{EVENTS}: merge: unspecified"));
}
