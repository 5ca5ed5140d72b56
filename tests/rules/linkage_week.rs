//! The edges of the rules on weeks: days that are not weekly, weekends, two offices, what a 支給量 gives.

use super::linkage::{CONSULT, HOURS, NEXT_CONSULT, WEEK, bad, good, linked, none, replaced};
use crate::driver::{CHILD, PLAN};

#[test]
fn days_that_are_not_weekly_may_stand_in_the_timetable_or_not() {
    let fortnightly = good("week-mismatch");
    none(&fortnightly, "week-mismatch");
    none(&fortnightly.edit(PLAN, HOURS, &HOURS.replace('}', ", 金: \"14:30-17:30\"}")), "week-mismatch");
    let extra = linked().edit(PLAN, HOURS, &HOURS.replace('}', ", 金: \"14:30-17:30\"}"));
    let finding = extra.check().finding("week-mismatch");
    assert_eq!((finding.line, finding.labels[0].1), (extra.line_of(PLAN, "提供時間:"), extra.line_of(CONSULT, WEEK)));
    assert!(finding.help.contains("金 が週間計画表にありません"), "{}", finding.help);
}

#[test]
fn a_saturday_may_stand_in_the_timetable_for_holidays() {
    let saturday = "    - {曜日: [土], 時間: \"10:00-15:00\", 内容: 放課後等デイサービス, 提供事業者: hoshi}\n";
    let week = linked().edit(CONSULT, WEEK, &format!("{WEEK}{saturday}")).edit(CONSULT, "月8日", "月12日");
    assert_eq!(week.check().findings("week-mismatch").len(), 1);
    let table = format!(
        "{HOURS}\n  - 名称: 土曜\n    区分: 学校休業日\n    作成日: 2024-03-28\n    提供時間: {{土: \"10:00-15:00\"}}"
    );
    none(&week.edit(PLAN, HOURS, &table), "week-mismatch");
}

#[test]
fn hours_differ_only_when_they_never_meet() {
    for (hours, speaks) in [("13:00-16:00", false), ("9:00-12:00", true), ("9:00-14:30", true)] {
        let project = linked().edit(CONSULT, "時間: \"14:30-17:30\"", &format!("時間: \"{hours}\""));
        let found = project.check().findings("week-mismatch");
        assert_eq!(found.len(), usize::from(speaks), "{hours}: {found:?}");
    }
    let extended = format!("{HOURS}\n    延長: {{月: {{支援後: \"17:30-18:30\"}}, 水: {{支援後: \"17:30-18:30\"}}}}");
    let project = linked().edit(CONSULT, "時間: \"14:30-17:30\"", "時間: \"17:30-18:30\"").edit(PLAN, HOURS, &extended);
    none(&project, "week-mismatch");
}

#[test]
fn an_office_without_a_place_in_the_week_is_told_so() {
    let home = "    - {曜日: [土], 時間: \"10:00-12:00\", 内容: 図書館}\n";
    let project = linked().edit(CONSULT, WEEK, home);
    assert_eq!(project.check().finding("week-mismatch").file, CONSULT, "once, where it is to be written");
    let project = project.edit(CONSULT, "量: 月8日, ", "");
    let finding = project.check().finding("week-mismatch");
    assert_eq!((finding.file.as_str(), finding.line), (PLAN, project.line_of(PLAN, "提供時間:")));
    let elsewhere = project.edit(CONSULT, home, &format!("{home}  週単位以外のサービス: ほしは月により決める。\n"));
    none(&elsewhere, "week-mismatch");
    // An entry that names the service and nobody is the only office's.
    none(&linked().edit(CONSULT, WEEK, &WEEK.replace(", 提供事業者: hoshi", "")), "week-mismatch");
}

#[test]
fn a_week_that_changed_with_a_new_plan_waits_for_the_timetable() {
    let week = WEEK.replace("月, 水", "月, 木");
    let project = replaced(linked(), &week);
    let finding = project.check().finding("week-mismatch");
    assert_eq!((finding.file.as_str(), finding.labels[0].0.as_str()), (PLAN, NEXT_CONSULT));
    let followed = project.edit(
        PLAN,
        HOURS,
        &format!("{HOURS}\n  - 名称: 8月から\n    区分: 授業日\n    作成日: 2024-07-25\n    適用: {{開始: 2024-08-01}}\n    提供時間: {{月: \"14:30-17:30\", 木: \"14:30-17:30\"}}"),
    );
    none(&followed, "week-mismatch");
}

#[test]
fn the_amount_of_a_service_fits_the_days_of_its_week() {
    for (amount, speaks) in [
        ("月8日", false),
        ("月10日", false),
        ("月12日", true),
        ("月6日", true),
        ("週2日", false),
        ("週3日", true),
        ("必要に応じて", false),
        ("月30時間", false),
    ] {
        let project = linked().edit(CONSULT, "量: 月8日", &format!("量: {amount}"));
        let found = project.check().findings("week-mismatch");
        assert_eq!(found.len(), usize::from(speaks), "{amount}: {found:?}");
    }
    // Two needs may each say their part.
    let part = "{種類: 放課後等デイサービス, 内容: 少人数の遊び, 量: 月4日, 提供事業者: hoshi}";
    let parts = linked().edit(
        CONSULT,
        "{種類: 放課後等デイサービス, 内容: 少人数の遊び, 量: 月8日, 提供事業者: hoshi}",
        &format!("{part}\n      - {part}"),
    );
    none(&parts, "week-mismatch");
}

#[test]
fn a_provider_of_the_week_is_in_some_need() {
    let entry = "    - {曜日: [火], 時間: \"15:00-18:00\", 内容: 放課後等デイサービス, 提供事業者: {名称: 放課後等デイサービス つき}}\n";
    let project = linked().edit(CONSULT, WEEK, &format!("{WEEK}{entry}"));
    let finding = project.check().finding("week-mismatch");
    assert_eq!(finding.line, project.line_of(CONSULT, entry));
    let school = "    - {曜日: [火], 時間: \"8:00-14:00\", 内容: 小学校, 提供事業者: {名称: みどり小学校}}\n";
    none(&linked().edit(CONSULT, WEEK, &format!("{WEEK}{school}")), "week-mismatch");
}

#[test]
fn two_offices_of_one_service_are_counted_together_and_a_shared_day_once() {
    let project = bad("days-over-supply");
    let finding = project.check().finding("days-over-supply");
    assert_eq!(finding.severity, "warning");
    assert_eq!(finding.labels, [(CHILD.to_owned(), project.line_of(CHILD, "支給量"))]);
    none(&project.edit(CONSULT, "曜日: [火, 木]", "曜日: [月, 木]"), "days-over-supply");
}

#[test]
fn the_supply_is_read_as_certificates_write_it() {
    let days = |days: &str, supply: &str| {
        let project = linked().edit(CONSULT, "[月, 水]", days).edit(CHILD, "月15日", supply);
        let found = project.check().findings("days-over-supply");
        found.into_iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(days("[月, 火, 水, 木, 金]", "当該月の日数−8日"), [""; 0]);
    assert_eq!(days("[月, 火, 水, 木, 金, 土]", "当該月の日数−8日"), ["warning"]);
    assert_eq!(days("[月, 火, 水, 木, 金]", "月23日"), [""; 0]);
    assert_eq!(days("[月, 火, 水, 木, 金]", "月20日"), ["info"]);
    assert_eq!(days("[月, 水]", "月20時間"), [""; 0]);
}

#[test]
fn the_timetables_of_a_child_without_a_consultation_plan_are_counted_too() {
    let project = linked()
        .remove("cases/hana/consult")
        .remove("cases/hana/events.yaml")
        .edit(PLAN, "障害児支援利用計画: 2024-03-20\n", "")
        .edit(CHILD, "月15日", "月7日");
    let finding = project.check().finding("days-over-supply");
    assert_eq!((finding.file.as_str(), finding.line), (PLAN, project.line_of(PLAN, "提供時間:")));
    none(&project.edit(PLAN, "状態: 確定", "状態: 原案"), "days-over-supply");
}

#[test]
fn a_fault_of_the_week_plan_is_not_said_again_of_the_timetable() {
    let project = linked().edit(CHILD, "月15日", "月7日");
    assert_eq!(project.check().finding("days-over-supply").file, CONSULT);
}

#[test]
fn entries_overlap_as_a_warning_between_providers_and_as_information_at_home() {
    assert_eq!(bad("week-overlap").check().finding("week-overlap").severity, "warning");
    let home = bad("week-overlap").edit(CONSULT, ", 提供事業者: {名称: みどり野スイミングクラブ}", "");
    assert_eq!(home.check().finding("week-overlap").severity, "info");
}
