//! The edges of the rules over the hours of a week.

use super::called::Called;
use shien::diagnostic::Severity::{Error, Info, Warning};

/// A plan of 放課後等デイサービス from 1 April 2025, with these lines and this 別表.
fn plan(head: &str, schedules: &[&str]) -> Called {
    of_service("放課後等デイサービス", head, schedules)
}

fn of_service(service: &str, head: &str, schedules: &[&str]) -> Called {
    let tables: String = schedules.iter().map(|table| format!("  - {{{table}}}\n")).collect();
    let text = format!(
        "事業所: hoshi\nサービス: {service}\n状態: 確定\n作成日: 2025-03-20\n計画期間: {{開始: 2025-04-01, 終了: 2025-09-30}}\n{head}\n別表:\n{tables}"
    );
    Called::new().file("plan/2025-03-20.yaml", &text)
}

/// A 別表 for 授業日 with one Monday.
fn monday(hours: &str, rest: &str) -> String {
    format!("名称: 通常, 区分: 授業日, 提供時間: {{月: \"{hours}\"}}{rest}")
}

#[test]
fn an_extension_is_an_hour_on_each_side() {
    let code = "extension-too-short";
    for (extension, expected) in [
        ("支援後: \"17:30-18:30\"", vec![]),
        ("支援後: \"17:30-18:29\"", vec![Error]),
        ("支援前: \"14:00-14:30\", 支援後: \"17:30-18:00\"", vec![Error, Error]),
        ("支援前: \"13:30-14:30\", 支援後: \"17:30-19:00\"", vec![]),
        // Hours that run backwards are another rule's.
        ("支援後: \"18:30-17:30\"", vec![]),
    ] {
        let table = monday("14:30-17:30", &format!(", 延長: {{月: {{{extension}}}}}"));
        assert_eq!(plan("", &[&table]).severities(code), expected, "{extension}");
    }
    let both = "名称: 通常, 区分: 授業日, 延長: {月: {支援後: \"17:30-18:00\"}, 水: {支援後: \"17:30-18:00\"}}";
    let found = plan("", &[both]).told_on(code, "2026-04-01");
    assert_eq!(found.len(), 1, "one fault for both days");
    assert!(found[0].message.starts_with("月・水曜日の延長"), "{}", found[0].message);
}

#[test]
fn less_than_half_an_hour_wants_a_reason() {
    let code = "schedule-short-unreasoned";
    assert_eq!(plan("", &[&monday("14:30-15:00", "")]).severities(code), []);
    assert_eq!(plan("", &[&monday("14:30-14:59", "")]).severities(code), [Error]);
    assert_eq!(plan("", &[&monday("14:30-14:59", ", 特記事項: 市の障害福祉課と協議")]).severities(code), []);
    // Nobody knows what an unreadable 特記事項 says.
    assert_eq!(plan("", &[&monday("14:30-14:59", ", 特記事項: [あ, い]")]).severities(code), []);
}

#[test]
fn three_hours_on_a_school_day_and_five_on_others() {
    let code = "weekday-too-long";
    for (hours, expected) in [
        ("14:30-17:30", vec![]),
        ("14:00-17:30", vec![Warning]),
        ("13:30-17:30", vec![Warning]),
        ("13:29-17:30", vec![Error]),
    ] {
        assert_eq!(plan("", &[&monday(hours, "")]).severities(code), expected, "{hours}");
    }
    let school = "名称: 通常, 区分: 授業日, 提供時間: {土: \"10:00-15:00\"}";
    assert_eq!(plan("", &[school]).severities(code), [], "a Saturday is no 授業日");
    let shortened = "名称: 短縮授業, 区分: 学校休業日, 提供時間: {月: \"13:00-17:30\"}";
    assert_eq!(plan("", &[shortened]).severities(code), [Error], "a day of 短縮授業 is one");
    let long = "名称: 夏休み, 区分: 学校休業日, 提供時間: {月: \"9:30-15:00\"}";
    assert_eq!(plan("", &[long]).severities(code), [Warning]);
    assert_eq!(of_service("児童発達支援", "", &[&monday("10:00-15:00", "")]).severities(code), []);
    assert_eq!(of_service("児童発達支援", "", &[&monday("10:00-16:01", "")]).severities(code), [Error]);
    let truant = "支援: [{id: s1, 項目: 本人支援, 加算: [{名称: 個別サポート加算（Ⅲ）}]}]";
    assert_eq!(plan(truant, &[&monday("10:00-15:00", "")]).severities(code), []);
    let supported = "支援: [{id: s1, 項目: 本人支援, 加算: [{名称: 個別サポート加算（Ⅱ）}]}]";
    assert_eq!(plan(supported, &[&monday("10:00-15:00", "")]).severities(code), [Error]);
    let extended = monday("14:00-17:30", ", 延長: {月: {支援後: \"17:30-18:30\"}}");
    assert_eq!(plan("", &[&extended]).severities(code), []);
}

#[test]
fn a_plan_that_ended_before_april_2024_had_no_such_limits() {
    let text = "事業所: hoshi\nサービス: 放課後等デイサービス\n状態: 確定\n作成日: 2023-09-20\n計画期間: {開始: 2023-10-01, 終了: LAST}\n別表:\n  - {名称: 通常, 区分: 授業日, 提供時間: {月: \"13:00-18:00\"}, 延長: {月: {支援後: \"18:00-18:30\"}}}\n";
    let old = |last| Called::new().file("plan/2023-09-20.yaml", &text.replace("LAST", last));
    for code in ["weekday-too-long", "extension-too-short", "extension-without-reason"] {
        assert_eq!(old("2024-03-31").severities(code), [], "{code}");
        assert_eq!(old("2024-04-01").severities(code).len(), 1, "{code}");
    }
}

#[test]
fn the_days_of_both_sheets_are_the_same() {
    let code = "schedule-mismatch";
    let school = "名称: 通常, 区分: 授業日, 提供時間: {月: \"14:30-17:30\", 水: \"14:30-17:30\"}";
    let summer =
        "名称: 夏休み, 区分: 学校休業日, 適用: {開始: 2025-07-20, 終了: 2025-08-31}, 提供時間: {平日: \"10:00-15:00\"}";
    let later = "名称: 9月から, 区分: 授業日, 適用: {開始: 2025-09-01}, 提供時間: {金: \"14:30-17:30\"}";
    for (said, tables, expected) in [
        ("月・水 14:30〜17:30", vec![school], 0),
        ("月・水・金 14:30〜17:30", vec![school], 1),
        ("月 14:30〜17:30", vec![school], 1),
        ("別表のとおり", vec![school], 0),
        ("週2回程度", vec![school], 0),
        // A summer 別表 of which the main sheet says nothing.
        ("月・水 14:30〜17:30", vec![school, summer], 0),
        ("授業日 月・水 14:30〜17:30　学校休業日は別表のとおり", vec![school, summer], 0),
        // One 別表 after the other.
        ("月・水 14:30〜17:30", vec![school, later], 0),
        ("金 14:30〜17:30", vec![school, later], 0),
        ("火 14:30〜17:30", vec![school, later], 1),
        // The same days, and hours that never meet.
        ("月・水 14:00〜17:00", vec![school], 0),
        ("月・水 9:00〜12:00", vec![school], 1),
    ] {
        let found = plan(&format!("支援の標準的な提供時間等: {said}"), &tables).severities(code);
        assert_eq!(found, vec![Warning; expected], "{said}");
    }
}

#[test]
fn a_day_outside_the_week_is_foreseen_in_the_note() {
    let code = "schedule-note-missing";
    let said = "備考: 短縮授業の日は早く迎えに行く。";
    assert_eq!(plan(said, &[&monday("14:30-17:30", "")]).severities(code), [Info]);
    assert_eq!(plan(said, &[&monday("14:30-17:30", ", 特記事項: 短縮授業の日も同じ")]).severities(code), []);
    assert_eq!(plan("備考: 水筒を持参する。", &[&monday("14:30-17:30", "")]).severities(code), []);
}

#[test]
fn a_draft_of_which_a_plan_was_made_says_nothing_twice() {
    let draft = "事業所: hoshi\nサービス: 放課後等デイサービス\n状態: 原案\n作成日: 2025-03-10\n計画期間: {開始: 2025-04-01, 終了: 2025-09-30}\n別表:\n  - {名称: 通常, 区分: 授業日, 提供時間: {月: \"13:00-18:00\"}}\n";
    let alone = Called::new().file("plan/2025-03-10.yaml", draft);
    assert_eq!(alone.severities("weekday-too-long"), [Error]);
    let made = plan("原案: 2025-03-10", &[&monday("14:30-17:30", "")]).file("plan/2025-03-10.yaml", draft);
    assert_eq!(made.severities("weekday-too-long"), []);
}
