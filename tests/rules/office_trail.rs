//! The trail of an office against single slips in a whole child: each is one finding, and ordinary practice is none.

use super::staying;
use crate::driver::{CHILD, OFFICE, PLAN, Project};
use shien::rules::Group;

const EVENTS: &str = "cases/hana/events.yaml";
const MEETING: &str = "cases/hana/meeting/2024-03-28.md";
const TODAY: &str = "2026-04-01";

/// What the rules on author and trail say on a day, as `severity code`.
fn said(project: &Project, day: &str) -> Vec<String> {
    let of_trail = |code: &str| {
        let group = shien::rules::find(code).map(|rule| rule.group);
        matches!(group, Some(Group::Author | Group::Trail))
    };
    let found = project.run(["check", "--format", "json", "--as-of", day]).all().into_iter();
    let own = found.filter(|finding| of_trail(&finding.code));
    own.map(|finding| format!("{} {}", finding.severity, finding.code)).collect()
}

/// Without the lines of a kind in `events.yaml`.
fn without(project: Project, kind: &str) -> Project {
    let lines: String =
        project.text(EVENTS).lines().filter(|line| !line.contains(kind)).map(|line| format!("{line}\n")).collect();
    project.file(EVENTS, lines)
}

#[test]
fn nothing_is_said_of_a_whole_child() {
    for day in ["2024-04-01", "2024-06-01", TODAY] {
        assert_eq!(said(&Project::whole(), day), [""; 0], "{day}");
    }
}

#[test]
fn a_plan_printed_for_signing_is_one_warning_until_its_time_is_over() {
    let lines = "- {種類: 共有, 対象: plan/2024-03-28, 日付: 2024-04-01, 職員: [mori]}\n";
    let unsigned = Project::whole().file(EVENTS, lines);
    for (day, severity) in [("2024-04-01", "warning"), ("2024-05-08", "warning"), ("2024-05-09", "error")] {
        assert_eq!(said(&unsigned, day), [format!("{severity} consent-missing")], "{day}");
    }
}

#[test]
fn who_signs_a_form_that_says_so_has_got_a_copy() {
    let undelivered = || without(Project::whole(), "種類: 交付");
    assert_eq!(said(&undelivered(), TODAY), ["error delivery-missing"]);
    assert_eq!(said(&undelivered().edit(OFFICE, "様式: plain", "様式: tokyo"), TODAY), [""; 0]);
}

#[test]
fn no_deadline_runs_after_the_child_left() {
    let left = without(Project::whole(), "対象").edit(CHILD, "終了日: 2024-09-27", "終了日: 2024-04-30");
    assert_eq!(
        said(&left.file(EVENTS, "- {種類: 共有, 対象: plan/2024-03-28, 日付: 2024-04-01}\n"), "2024-04-02"),
        ["warning consent-missing"]
    );
    let before = Project::whole().edit(
        CHILD,
        "開始日: 2024-04-08, 終了日: 2024-09-27",
        "開始日: 2024-03-01, 終了日: 2024-03-31",
    );
    let before = before.file(EVENTS, "- {種類: 共有, 対象: plan/2024-03-28, 日付: 2024-04-01}\n");
    assert_eq!(said(&before, TODAY), [""; 0]);
}

#[test]
fn what_cannot_be_read_makes_nothing_late() {
    let broken = Project::whole().file(EVENTS, "- {種類: 同意, 対象: plan/2024-03-28\n");
    assert_eq!(said(&broken, TODAY), [""; 0]);
    let broken = Project::whole().file(MEETING, "---\n種類: [\n");
    assert_eq!(said(&broken, TODAY), [""; 0]);
}

#[test]
fn an_infant_who_is_not_told_needs_one_reason() {
    let to_guardian = || Project::whole().edit(EVENTS, "相手: [保護者, 本人]", "相手: [保護者]");
    assert_eq!(said(&to_guardian(), TODAY), ["warning child-not-told"]);
    let reasoned = format!("{}本人に説明しない理由: 乳児のため\n", to_guardian().text(CHILD));
    assert_eq!(said(&to_guardian().file(CHILD, reasoned), TODAY), [""; 0]);
}

#[test]
fn a_plan_of_the_person_is_explained_consented_and_handed_to_the_person() {
    let text = Project::whole()
        .text(CHILD)
        .replace("保護者:\n  - {氏名: 佐藤 恵, 続柄: 母, 区分: 親権者, 同意者: true}\n", "");
    let events = Project::whole()
        .text(EVENTS)
        .replace("保護者, 本人", "本人")
        .replace("佐藤 恵", "佐藤 はな")
        .replace("[保護者,", "[本人,");
    assert_eq!(said(&Project::whole().file(CHILD, text).file(EVENTS, events), TODAY), [""; 0]);
}

#[test]
fn who_may_write_a_plan() {
    let by = |author: &str| said(&Project::whole().edit(PLAN, "作成者: suzuki", &format!("作成者: {author}")), TODAY);
    assert_eq!(by("{氏名: 鈴木 一郎}"), [""; 0]);
    assert_eq!(by("ueda"), ["error author-not-manager"]);
    assert_eq!(by("{氏名: 西 あおい}"), ["warning author-not-manager"]);
    assert_eq!(by("{氏名: 西 あおい, 立場: 児童発達支援管理責任者}"), [""; 0]);
    let both = Project::whole().edit(
        OFFICE,
        "職務: [{職種: 児童発達支援管理責任者,",
        "職務: [{職種: 管理者}, {職種: 児童発達支援管理責任者,",
    );
    assert_eq!(said(&both, TODAY), [""; 0]);
    let until = "期間: {開始: 2023-04-01, 終了: 2024-03-20}";
    let vacant = staying(Project::whole()).edit(OFFICE, "期間: {開始: 2023-04-01}", until);
    assert_eq!(said(&vacant, "2024-06-01"), ["error manager-not-in-post", "error manager-vacant"]);
}
