//! `shien diff` as it is called: which documents, which output, and what is said when it cannot be.

use super::looks::two_plans;
use crate::driver::{PLAN, Project, Run};
use serde_json::Value;
use std::fs;

fn json(run: &Run) -> Value {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

fn sides(run: &Run) -> (String, String) {
    let json = json(run);
    let side = |word: &str| json[word]["document"].as_str().expect("a document").to_owned();
    (side("old"), side("new"))
}

#[test]
fn the_newest_final_plan_is_compared_with_the_one_before() {
    let project = Project::samples();
    let expected = ("plan/2024-03-28".to_owned(), "plan/2024-09-20".to_owned());
    assert_eq!(sides(&project.run(["diff", "hana", "--format", "json"])), expected);
    // Every way to name the same two.
    for (old, new) in [
        ("2024-03-28", "2024-09-20"),
        ("plan/2024-03-28", "plan/2024-09-20"),
        ("R6.3.28", "令和6年9月20日"),
        ("cases/hana/plan/2024-03-28.yaml", "plan/2024-09-20.yaml"),
    ] {
        assert_eq!(sides(&project.run(["diff", "hana", old, new, "--format", "json"])), expected, "{old} {new}");
    }
    assert_eq!(sides(&project.run(["diff", "hana", "2024-03-28", "--format", "json"])), expected);
    // As they are named, even the newer one first.
    let flipped = (expected.1.clone(), expected.0.clone());
    assert_eq!(sides(&project.run(["diff", "hana", "2024-09-20", "2024-03-28", "--format", "json"])), flipped);
}

#[test]
fn every_kind_of_document_can_be_compared() {
    let project = Project::samples();
    assert_eq!(
        sides(&project.run(["diff", "hana", "--kind", "assessment", "--format", "json"])),
        ("assessment/2024-03-11".to_owned(), "assessment/2024-09-13".to_owned())
    );
    let run = project.run(["diff", "hana", "meeting/2024-03-25", "meeting/2024-09-18"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("■ 欠席者　田中教諭(みどり小学校 担任)"), "{}", run.stdout);
    let run = project.run(["diff", "hana", "--kind", "meeting", "--format", "html"]);
    assert!(run.stdout.starts_with("<!DOCTYPE html>"), "{}", run.stdout);
}

const CONSULT: &str = "\
事業所: michi
状態: 確定
作成日: 2024-03-20
作成者: ueda
計画期間: {開始: 2024-04-01, 終了: 2025-03-31}
モニタリング期間: [{間隔: 1, 開始年月: 2024-04, 回数: 3}, {間隔: 6, 開始年月: 2024-07}]
意向: {本人: 友だちと遊びたい。, 家族: 気持ちを伝えてほしい。}
総合的な援助の方針: 安心できる場を増やす。
長期目標: 友だちと遊ぶ。
短期目標: 気持ちを伝える。
ニーズ:
  - id: n1
    優先順位: 1
    解決すべき課題: 気持ちを伝えたい。
    支援目標: カードで伝える。
    達成時期: 2024-09
    サービス: [{種類: 放課後等デイサービス, 内容: 気持ちを伝える練習, 量: 月12日, 提供事業者: hoshi}]
週間計画:
  開始年月: 2024-04
  予定:
    - {曜日: [月, 水], 時間: \"14:30-17:30\", 内容: 放課後等デイサービス, 提供事業者: hoshi}
    - {曜日: [土], 時間: \"10:00-12:00\", 内容: 水泳教室, 頻度: 隔週}
  実現する生活の全体像: 放課後に安心して遊ぶ。
";

fn consult() -> Project {
    let new = CONSULT
        .replace("作成日: 2024-03-20", "作成日: 2025-03-20")
        .replace("カードで伝える。", "短い言葉で伝える。")
        .replace("達成時期: 2024-09", "達成時期: 2025-09")
        .replace("月12日", "月15日")
        .replace("曜日: [月, 水], 時間", "曜日: [月, 水, 金], 時間")
        .replace("{間隔: 6, 開始年月: 2024-07}", "{間隔: 3, 開始年月: 2024-07}");
    Project::new()
        .file("cases/hana/consult/plan/2024-03-20.yaml", CONSULT)
        .file("cases/hana/consult/plan/2025-03-20.yaml", new)
}

#[test]
fn the_consultation_plan_and_its_week_are_compared() {
    let report = json(&consult().run(["diff", "hana", "--kind", "consult-plan", "--format", "json"]));
    let found: Vec<String> = report["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| {
            let path: Vec<&str> = change["path"].as_array().expect("a path").iter().filter_map(Value::as_str).collect();
            format!(
                "{} {} {}",
                change["change"].as_str().unwrap_or_default(),
                path.join("/"),
                change["meaning"].as_str().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "changed 作成日 12か月後",
            "changed モニタリング期間/2/間隔 ",
            "changed ニーズ/n1/支援目標 ",
            "changed ニーズ/n1/達成時期 12か月後",
            "changed ニーズ/n1/サービス/放課後等デイサービス/量 ",
            "added 週間計画/予定/1/曜日/3 ",
        ]
    );
    let report = "事業所: michi\n計画: 2024-03-20\n実施日: 2024-09-30\n実施者: ueda\n全体の状況: 落ち着いている。\nニーズ:\n  - {id: n1, サービス提供状況: 予定どおり, 達成度: カードは使えている。, 変更の必要性: {種類: 無, 量: 有, 週間計画: 有}}\n結果: 変更\n";
    let project = consult().file("cases/hana/consult/monitoring/2024-09-30.yaml", report);
    let text = project.run(["diff", "hana", "consult/plan/2024-03-20", "consult/plan/2025-03-20"]).stdout;
    for words in ["変更の理由　モニタリング報告書（令和6年9月30日）", "達成度: カードは使えている。", "量 有"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    for words in [
        "障害児支援利用計画 新旧対照",
        "月・水〔・金〕　14:30～17:30",
        "令和6年9月 → 令和7年9月",
        "旧 【種類】放課後等デイサービス",
        "【量】月〔12〕日",
        "【量】月〔15〕日",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn what_cannot_be_compared_is_said_with_what_to_do() {
    let samples = Project::samples();
    let cases: [(&[&str], &str, &str); 8] = [
        (&["diff", "hana", "--form", "tokio"], "様式 `tokio` がありません", "`tokyo` ではありませんか"),
        (&["diff", "hanna"], "児童 `hanna` がありません", "`hana` ではありませんか"),
        (
            &["diff", "hana", "2024-03-29"],
            "hana に個別支援計画「2024-03-29」がありません",
            "あるもの: plan/2024-03-18、plan/2024-03-28",
        ),
        (&["diff", "hana", "plam/2024-03-28"], "という種類の文書はありません", "`plan/2024-03-28` ではありませんか"),
        (&["diff", "hana", "2024-03-28", "2024-03-28"], "自分自身と比べることになります", "別の文書"),
        (&["diff", "hana", "2024-03-28", "meeting/2024-03-25"], "種類が違い、比べられません", "同じ種類"),
        (
            &["diff", "hana", "2024-09-20"],
            "plan/2024-09-20 より新しい確定した個別支援計画がありません",
            "比べる相手も指定",
        ),
        (
            &["diff", "ren", "--kind", "interview"],
            "ren の面談記録は interview/2025-06-10 の一つだけで",
            "二つ目ができてから",
        ),
    ];
    let once = Project::copied();
    for later in ["plan/2025-09-22", "plan/2026-03-23"] {
        fs::remove_file(once.root().join(format!("cases/ren/{later}.yaml"))).expect("removed");
    }
    let only: (&[&str], _, _) =
        (&["diff", "ren"], "ren の確定した個別支援計画は plan/2025-03-26 の一つだけで", "plan/2025-03-17");
    let cases = cases.into_iter().map(|own| (&samples, own)).chain([(&once, only)]);
    for (project, (arguments, message, hint)) in cases {
        let output = project.command().args(arguments).output().expect("it starts");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(stderr.contains(message), "{arguments:?}: {message}: {stderr}");
        assert!(stderr.contains(hint), "{arguments:?}: {hint}: {stderr}");
    }
}

#[test]
fn two_documents_of_a_day_have_to_be_named_in_full() {
    let text = Project::new().text(PLAN).replace("作成日: 2024-03-28\n作成者", "作成日: 2024-03-29\n作成者");
    let project = Project::new()
        .file("cases/hana/plan/2024-03-29-a.yaml", &text)
        .file("cases/hana/plan/2024-03-29-b.yaml", text.replace("友だちと一緒に", "同じ組の友だちと"));
    let run = project.run(["diff", "hana", "2024-03-28", "2024-03-29"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("plan/2024-03-29-a、plan/2024-03-29-b"), "{}", run.stderr);
    let run = project.run(["diff", "hana", "2024-03-29-a", "2024-03-29-b"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("〔同じ組の〕友だちと"), "{}", run.stdout);
}

#[test]
fn a_value_that_cannot_be_read_is_said_and_a_file_that_cannot_is_not_compared() {
    let project = two_plans().edit(PLAN, "次回見直し年月日: 2024-09-15", "次回見直し年月日: 2024-09-31");
    let run = project.run(["diff", "hana"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("value-invalid") && run.stderr.contains("読めない値は比べていません"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("■ 支援"), "{}", run.stdout);
    let run =
        two_plans().file(PLAN, "状態: 確定\n作成日: [2024-03-28\n").run(["diff", "hana", "2024-03-28", "2024-09-20"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.is_empty(), "{}", run.stdout);
    assert!(run.stderr.contains("syntax-invalid") && run.stderr.contains("比べていません"), "{}", run.stderr);
}

#[test]
fn nothing_different_is_said_in_so_many_words() {
    let text = two_plans().text(PLAN);
    let project = two_plans().file("cases/hana/plan/2024-09-20.yaml", text);
    let run = project.run(["diff", "hana"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.contains("違いはありません"), "{}", run.stdout);
}

#[test]
fn the_result_goes_to_a_file_where_one_is_named() {
    let project = two_plans();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (format, begin) in
        [("terminal", "個別支援計画 新旧対照"), ("json", "{"), ("html", "<!DOCTYPE html>"), ("pdf", "%PDF-")]
    {
        let path = folder.path().join("違い").join(format);
        let run = project.run(["diff", "hana", "--format", format, "--out", path.to_str().expect("UTF-8")]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.contains(path.to_str().expect("UTF-8")), "{}", run.stdout);
        let bytes = std::fs::read(&path).expect("written");
        assert!(bytes.starts_with(begin.as_bytes()), "{format}");
        assert!(format == "pdf" || !bytes.contains(&0x1b), "a file gets no colours");
    }
    let run = project.run(["diff", "hana", "--out", "/proc/違い"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("に書けません"), "{}", run.stderr);
}
