//! How a comparison looks to the people and the programs that read it.

use crate::driver::{PLAN, Project};
use insta::assert_snapshot;

/// The small project's plan, and the next one: a goal, a date, the hours, the staff; a row gone, a row new.
pub(super) fn two_plans() -> Project {
    let project = Project::new();
    let next = "cases/hana/plan/2024-09-20.yaml";
    let text = project.text(PLAN).replace("状態: 原案", "状態: 確定");
    let family = "  - id: s2\n    項目: 家族支援\n    支援目標: 母が、週2回、遊びの様子を聞く。\n    支援内容: 送迎の時に伝える。\n    達成時期: 2024-09-30\n    担当者: [suzuki]\n別表:";
    let text = text.replace("別表:", family);
    let move_on = "  - id: s3\n    項目: 移行支援\n    支援目標: 児童館の工作に月1回出かける。\n    支援内容: 職員が付き添う。\n    達成時期: 2025-03-31\n    担当者: [mori]\n別表:";
    let new = text
        .replace(family, move_on)
        .replace("作成日: 2024-03-28\n作成者", "作成日: 2024-09-20\n作成者")
        .replace("作成区分: 初回", "作成区分: 更新\n前計画: 2024-03-28")
        .replace("計画期間: {開始: 2024-04-01, 終了: 2024-09-30}", "計画期間: {開始: R6.10.1, 終了: 令和6年12月31日}")
        .replace(
            "支援目標: 「いれて」と言って遊びに加わる。",
            "支援目標: 「いれて」「かわって」と言って、自分から遊びに加わる。",
        )
        .replace("留意事項: 疲れた様子のときは休む。", "留意事項: |\n      - 疲れた様子のときは 休む。")
        .replace("達成時期: 2024-09-30", "達成時期: 2024-12-20")
        .replace("水: \"14:30-17:30\"", "水: \"14:30-16:30\", 土: \"10:00-12:00\"");
    let monitoring = "事業所: hoshi\n計画: 2024-03-28\n実施日: 2024-09-12\n実施者: suzuki\n支援:\n  - {行: s1, 評価: 一部達成, 理由: 職員が隣にいる日は言えた。, 今後: 変更}\n  - {行: s2, 評価: 達成, 今後: 終了}\n総合的な評価: 遊びに加わる日が増えた。\n計画の見直し: 要\n";
    project.file(PLAN, text).file(next, new).file("cases/hana/monitoring/2024-09-12.yaml", monitoring)
}

#[test]
fn in_a_terminal() {
    let run = two_plans().run(["diff", "hana"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_snapshot!("diff-terminal", run.stdout);
}

#[test]
fn in_a_terminal_with_everything() {
    assert_snapshot!("diff-terminal-all", two_plans().run(["diff", "hana", "--all"]).stdout);
}

#[test]
fn in_a_terminal_with_colours() {
    let run = two_plans().run(["--color", "always", "diff", "hana"]);
    assert!(!run.stdout.contains('〔'), "colours need no brackets: {}", run.stdout);
    // What is new is green and underlined, what is gone red and underlined.
    assert!(run.stdout.contains("\u{1b}[32;4m「かわって」\u{1b}[0m"), "{}", run.stdout);
    assert!(run.stdout.contains("\u{1b}[31m14:30～17:30"), "{}", run.stdout);
}

#[test]
fn as_json() {
    let run = two_plans().run(["diff", "hana", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_snapshot!("diff-json", run.stdout);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [60, 80, 100] {
        let project = Project::samples();
        let output =
            project.command().env("COLUMNS", columns.to_string()).args(["diff", "hana"]).output().expect("it starts");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        // The last part of a heading is a file's name, which is not broken.
        let wide = text
            .lines()
            .filter(|line| !line.contains("cases/"))
            .find(|line| unicode_width::UnicodeWidthStr::width_cjk(*line) > columns);
        assert_eq!(wide, None, "{columns} columns");
    }
}
