//! The サービス提供記録 against the plans: what must be said, and what stays silent.

use super::good;
use crate::driver::Project;

const MONTH: &str = "cases/hana/record/2024-05.yaml";

/// A line of a day with more said.
fn day(date: &str, office: &str, rest: &str) -> String {
    format!("- {{日付: {date}, 事業所: {office}, 時間: \"14:30-17:30\", 様子: 遊んだ。, 記入者: mori{rest}}}\n")
}

/// What a rule says over its good fixture with other days.
fn said(code: &str, days: &str) -> Vec<String> {
    let run = good(code).file(MONTH, days).check();
    run.findings(code).into_iter().map(|finding| finding.message).collect()
}

#[test]
fn days_without_a_plan_are_said_once_for_one_cause_and_those_with_another_reason_not_at_all() {
    let bare = [day("2024-05-14", "sora", ""), day("2024-05-16", "sora", ""), day("2024-05-15", "hoshi", "")].concat();
    let found = said("record-without-plan", &bare);
    assert!(
        matches!(&found[..], [one] if one.starts_with("2024-05-14 から 2024-05-16 までの 2 日の記録がありますが、放課後等デイサービス そら")),
        "{found:?}"
    );
    let absent = "- {日付: 2024-05-14, 事業所: sora, 欠席: {連絡日: 2024-05-14, 連絡者: 母}, 記入者: mori}\n";
    assert_eq!(said("record-without-plan", absent), [""; 0], "who was not there");
}

#[test]
fn the_first_month_the_time_before_and_after_and_what_is_late_anyway_stay_silent() {
    let of = |uses: &str, plan: &str, month: &str, days: &str| {
        let base =
            super::staying(good("record-without-plan")).edit("cases/hana/child.yaml", "開始日: 2024-04-08}", uses);
        let base = base.edit("cases/hana/plan/2024-03-28.yaml", "計画期間: {開始: 2024-04-01, 終了: 2024-09-30}", plan);
        let run = base.file(&format!("cases/hana/record/{month}.yaml"), days).check();
        run.findings("record-without-plan").len()
    };
    let (started, held) = ("開始日: 2024-04-08}", "計画期間: {開始: 2024-04-01, 終了: 2024-09-30}");
    let late = "計画期間: {開始: 2024-04-25, 終了: 2024-09-30}";
    assert_eq!(of(started, late, "2024-04", &day("2024-04-10", "hoshi", "")), 0, "the month of grace");
    assert_eq!(of(started, held, "2024-10", &day("2024-10-02", "hoshi", "")), 0, "the next plan is late, and said so");
    let rests = "開始日: 2024-04-08, 休止: [{開始: 2024-10-01, 終了: 2024-10-31}]}";
    assert_eq!(of(rests, held, "2024-10", &day("2024-10-02", "hoshi", "")), 0, "a 休止");
    let left = "開始日: 2024-04-08, 終了日: 2024-09-30}";
    assert_eq!(of(left, held, "2024-10", &day("2024-10-02", "hoshi", "")), 0, "after the last day");
}

#[test]
fn a_row_is_looked_for_in_the_plan_of_that_day() {
    let code = "record-row-unknown";
    let later = std::fs::read_to_string(good(code).root().join("cases/hana/plan/2024-03-28.yaml")).expect("the plan");
    let later = later
        .replace("作成日: 2024-03-28", "作成日: 2024-05-10")
        .replace("計画期間: {開始: 2024-04-01, 終了: 2024-09-30}", "計画期間: {開始: 2024-05-15, 終了: 2024-11-14}")
        .replace("id: s1", "id: t1");
    let with = |days: &str| -> Project { good(code).file("cases/hana/plan/2024-05-10.yaml", &later).file(MONTH, days) };
    let days = [
        day("2024-05-13", "hoshi", ", 支援: [s1]"),
        day("2024-05-15", "hoshi", ", 支援: [t1, {行: s1, 気づき: 難しい}]"),
        day("2024-05-17", "michi", ", 支援: [x1]"),
    ];
    let run = with(&days.concat()).check();
    let found = run.findings(code);
    let [one] = &found[..] else { panic!("{}", run.list()) };
    assert_eq!(one.message, "2024-05-15 の計画(2024-05-10)の支援に「s1」がありません");
    assert!(one.help.contains("「s1」は計画 2024-03-28 の行です"), "{}", one.help);
}

#[test]
fn an_extension_is_recorded_before_or_after() {
    let code = "extension-unrecorded";
    let with = |rest: &str| said(code, &day("2024-05-13", "hoshi", rest)).len();
    assert_eq!(with(", 加算: [\"延長支援加算(1時間以上2時間未満)\"]"), 1);
    assert_eq!(with(", 加算: [延長支援加算], 延長: {支援前: \"13:30-14:30\"}"), 0);
    assert_eq!(with(", 加算: [延長支援加算], 延長: {支援後: 夕方}"), 0, "what cannot be read is said as that");
    assert_eq!(with(", 延長: {支援後: \"17:30-18:30\"}"), 0);
}
