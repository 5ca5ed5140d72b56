//! `shien log`: how a child's plans came about, in order of time.

use crate::driver::{PLAN, Project};
use insta::assert_snapshot;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// The 版 of the plan of `tests/project/` and of its 別表, which `shien log` itself tells.
fn editions(project: &Project) -> (String, String) {
    let case = shien::case::load_case(&shien::source::Disk::new(project.root()), "hana");
    let (_, plan) = case.plan("2024-03-28").expect("the plan");
    (shien::case::version::Versioned::version(plan), shien::case::version::Versioned::version(&plan.schedules[0].value))
}

/// A year of both sides: 案, 計画, モニタリング報告書; 原案, 確定, モニタリング記録, the next 原案.
fn year() -> Project {
    let project = Project::new();
    let plan = project.text(PLAN);
    let project = project
        .file("cases/hana/plan/2024-03-18.yaml", plan.replace("作成日: 2024-03-28", "作成日: 2024-03-18"))
        .edit(PLAN, "状態: 原案", "状態: 確定\n原案: 2024-03-18")
        .edit(PLAN, "疲れた様子のときは休む。", "疲れた様子のときは、静かな所で休む。");
    let (sheet, table) = editions(&project);
    let next = plan
        .replace("作成区分: 初回", "作成区分: 更新\n前計画: 2024-03-28")
        .replace("作成日: 2024-03-28", "作成日: 2024-09-20")
        .replace("{開始: 2024-04-01, 終了: 2024-09-30}\n次回", "{開始: 2024-10-01, 終了: 2025-03-31}\n次回");
    let consult = "事業所: michi\n状態: 案\n作成日: 2024-03-10\n作成者: ueda\n計画期間: {開始: 2024-04-01, 終了: 2025-03-31}\n総合的な援助の方針: 安心して遊ぶ。\nニーズ: [{id: n1, 優先順位: 1, 解決すべき課題: 遊び, 支援目標: 遊ぶ。, 達成時期: 2024-09}]\n";
    let consult_final = consult
        .replace("状態: 案", "状態: 確定\n案: 2024-03-10")
        .replace("作成日: 2024-03-10", "作成日: 2024-03-20")
        .replace("安心して遊ぶ。", "安心して、友だちと遊ぶ。");
    project
        .file("cases/hana/plan/2024-09-20.yaml", next)
        .file("cases/hana/consult/plan/2024-03-10.yaml", consult)
        .file("cases/hana/consult/plan/2024-03-20.yaml", consult_final)
        .file(
            "cases/hana/consult/monitoring/2024-09-30.yaml",
            "事業所: michi\n計画: 2024-03-20\n実施日: 2024-09-30\n実施者: ueda\n全体の状況: 楽しく通う。\nニーズ:\n  - {id: n1, サービス提供状況: よい。, 変更の必要性: {種類: 無, 量: 有, 週間計画: 無}}\n結果: 継続\n",
        )
        .file(
            "cases/hana/monitoring/2024-09-12.yaml",
            "事業所: hoshi\n計画: 2024-03-28\n実施日: 2024-09-12\n実施者: {氏名: 小川 明, 立場: 児童発達支援管理責任者}\n支援: [{行: s1, 評価: 一部達成, 今後: 継続}]\n総合的な評価: よく遊べた。\n計画の見直し: 要\n",
        )
        .file("cases/hana/monitoring/2024-06-01.yaml", "きょうは雨。\n")
        .file(
            "cases/hana/events.yaml",
            format!(
                "- {{種類: 説明, 対象: plan/2024-03-28, 日付: 2024-03-29, 相手: [保護者]}}\n\
                 - {{種類: 不同意, 対象: plan/2024-03-28, 日付: 2024-03-28, 署名者: 佐藤 恵, 理由: 時間が足りない}}\n\
                 - {{種類: 同意, 対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵, 版: {sheet}}}\n\
                 - {{種類: 同意, 対象: plan/2024-03-28#別表/通常, 日付: 2024-03-29, 署名者: 佐藤 恵, 版: {}}}\n\
                 - {{種類: 同意, 対象: plan/2024-03-28#別表/夏休み, 日付: 2024-03-29, 署名者: 佐藤 恵}}\n\
                 - {{種類: 同意, 対象: consult/plan/2024-03-20, 日付: 2024-03-21, 署名者: 佐藤 恵}}\n\
                 - {{種類: 同意, 対象: plan/2024-03-2, 日付: 2024-03-21, 署名者: 佐藤 恵}}\n",
                table.to_uppercase(),
            ),
        )
}

#[test]
fn a_year_is_told_in_order_of_time_and_within_the_columns() {
    let run = year().run(["log", "hana"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let widest = run.stdout.lines().map(UnicodeWidthStr::width_cjk).max().expect("lines");
    assert!(widest <= 90, "{widest} columns\n{}", run.stdout);
    assert_snapshot!("log", run.stdout);
}

#[test]
fn a_plan_that_was_changed_after_its_consent_is_seen() {
    let project = year();
    let before = project.run(["log", "hana"]).stdout;
    assert_eq!(before.matches("今の版と同じ").count(), 2, "{before}");
    let project = project.edit(PLAN, "月・水 14:30〜17:30", "月・水・金 14:30〜17:30");
    let after = project.run(["log", "hana"]).stdout;
    assert_eq!(after.matches("今の版と同じ").count(), 1, "the 別表 has a consent of its own\n{after}");
    assert_eq!(after.matches("同意の後で変わっています").count(), 1, "{after}");
    // What a consent does not cover may change.
    let project = year().edit(PLAN, "作成区分: 初回", "備考: 連絡帳を見る。\n作成区分: 初回");
    assert_eq!(project.run(["log", "hana"]).stdout.matches("今の版と同じ").count(), 2);
}

#[test]
fn the_plan_before_is_the_one_that_is_named_or_the_newest_of_the_same_office_and_service() {
    let against = |project: &Project| -> Vec<String> {
        let run = project.run(["log", "hana", "--format", "json"]);
        let history: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        let steps = history["steps"].as_array().expect("steps");
        let newest = steps.iter().find(|step| step["id"] == "plan/2024-09-20").expect("the newest plan");
        let differences = newest["differences"].as_array().expect("differences").iter();
        differences.map(|one| format!("{} {}", one["relation"], one["against"]).replace('"', "")).collect()
    };
    let project = year();
    assert_eq!(against(&project), ["previous plan/2024-03-28"]);
    let newest = "cases/hana/plan/2024-09-20.yaml";
    let project = project.edit(newest, "前計画: 2024-03-28\n", "");
    assert_eq!(against(&project), ["previous plan/2024-03-28"]);
    let project = project.edit(newest, "サービス: 放課後等デイサービス", "サービス: 児童発達支援");
    assert_eq!(against(&project), [""; 0]);
}

#[test]
fn the_numbers_are_those_of_the_comparison() {
    let project = year();
    let run = project.run(["log", "hana", "--format", "json"]);
    let history: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let steps = history["steps"].as_array().expect("steps");
    let newest = steps.iter().find(|step| step["id"] == "plan/2024-09-20").expect("the newest plan");
    let count = &newest["differences"][0]["count"];
    let diff = project.run(["diff", "hana", "2024-03-28", "2024-09-20", "--format", "json"]);
    let diff: Value = serde_json::from_str(&diff.stdout).expect("JSON");
    for kind in ["added", "changed", "removed", "moved"] {
        let changes = diff["changes"].as_array().expect("changes");
        let own = changes.iter().filter(|change| change["change"] == kind).count();
        assert_eq!(count[kind], own, "{kind}: {count}");
    }
    assert!(diff["changes"].as_array().is_some_and(|changes| changes.len() >= 4), "{diff:#}");
}

#[test]
fn a_child_without_a_plan_and_one_that_is_not_there() {
    let project = Project::new().file("cases/ren/child.yaml", "氏名: 山本 蓮\n");
    let run = project.run(["log", "ren"]);
    assert!(run.code == Some(0) && run.stdout.contains("まだありません"), "{run:?}");
    let run = project.run(["log", "renn"]);
    assert!(run.code == Some(2) && run.stderr.contains("`ren` ではありませんか"), "{run:?}");
}
