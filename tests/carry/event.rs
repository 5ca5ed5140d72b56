//! `shien event`, as it is typed.

use crate::driver::{Project, Run};

const TRAIL: &str = "cases/hana/events.yaml";
const PLAN: &str = "cases/hana/plan/2024-03-28.yaml";

fn fresh() -> Project {
    Project::whole().file(TRAIL, "- {種類: 居宅訪問, 対象: consult/plan/2024-03-20, 日付: 2024-03-04}\n")
}

fn refused(run: &Run, words: &[&str]) {
    assert_eq!(run.code, Some(2), "{run:?}");
    for word in words {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
}

#[test]
fn a_signing_is_written_down_in_one_call_and_passes() {
    let project = fresh();
    let run = project.run([
        "event",
        "説明,同意,交付",
        "hana",
        "plan/2024-03-28",
        "--date",
        "令和6年3月29日",
        "--別表",
        "--本人",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let plan = project.plan();
    assert!(plan.is_object());
    let text = project.text(TRAIL);
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[0].starts_with(
        "- {種類: 説明, 対象: plan/2024-03-28, 日付: 2024-03-29, 説明者: suzuki, 相手: [保護者, 本人], 方法: 対面, 版: "
    ));
    assert!(
        lines[1]
            .starts_with("- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵, 方法: 書面, 版: ")
    );
    assert!(lines[2].contains("対象: plan/2024-03-28#別表/通常") && lines[2].contains("版: "));
    assert!(
        lines[3]
            .starts_with("- {種類: 交付, 対象: plan/2024-03-28, 日付: 2024-03-29, 相手: [保護者], 方法: 書面, 版: ")
    );
    assert!(run.stdout.contains("events.yaml に 4 件を書き加えました(2〜5 行目)"), "{}", run.stdout);
    // Once more is nothing more.
    let again =
        project.run(["event", "説明,同意,交付", "hana", "plan/2024-03-28", "--date", "2024-03-29", "--別表", "--本人"]);
    assert!(again.code == Some(0) && again.stdout.contains("もう記録されています"), "{again:?}");
    assert_eq!(project.text(TRAIL), text);
    // And the passing on, by a path.
    let run = project.run([
        "event",
        "交付",
        "cases/hana/plan/2024-03-28.yaml",
        "--date",
        "2024-03-29",
        "--相手",
        "障害児相談支援事業者",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = project.run(["event", "共有", "hana", "2024-03-28", "--date", "2024-04-01", "--職員", "mori"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let check = project.check();
    assert!(!check.stdout.contains("\"path\": \"cases/hana/events.yaml\""), "{}", check.stdout);
}

#[test]
fn nothing_is_written_before_all_is_known() {
    let project = fresh();
    let before = project.text(TRAIL);
    let run = project.run(["event", "説明", "hana", "plan/2024-03-28"]);
    refused(&run, &["日付がありません", "今日の日付で埋めることはしません"]);
    let run = project.run(["event", "説明", "hana", "plan/2024-03-29", "--date", "2024-03-29"]);
    refused(&run, &["hana: 文書 `plan/2024-03-29` がありません", "plan/2024-03-28"]);
    let run = project.run(["event", "説明", "hana", "plan/2024-03-28", "--date", "2024-03-29", "--by", "suzukii"]);
    refused(&run, &["職員 `suzukii`", "`suzuki` ではありませんか"]);
    let run = project.run(["event", "説明,交付", "hana", "plan/2024-03-28", "--date", "2024-03-29", "--方法", "電子"]);
    refused(&run, &["--方法 が、どの種類の記録のものか分かりません", "交付=電子"]);
    let run = project.run(["event", "同意", "hana", "plan/2024-03-28", "--date", "2024-03-29", "--版", "7f3a9c2"]);
    refused(&run, &["8 桁"]);
    assert_eq!(project.text(TRAIL), before);
}

#[test]
fn a_plan_that_changed_since_it_was_printed_wants_the_version_of_the_signed_sheet() {
    let project = fresh().edit(PLAN, "  家族: 気持ちを言葉で", "  家族: 思いを言葉で");
    let printed = project.run(["build", "--kind", "plan"]);
    assert!(printed.stdout.contains("1 件を"), "{printed:?}");
    let consent = ["event", "同意", "hana", "plan/2024-03-28", "--date", "2024-03-29"];
    let project = project.edit(PLAN, "  家族: 思いを言葉で", "  家族: 気持ちを言葉で");
    let run = project.run(consent);
    refused(&run, &["最後に印刷した後で内容が変わっています", "--版 "]);
    let version =
        run.stderr.split("印刷した紙の 版 は ").nth(1).and_then(|rest| rest.get(..8)).expect("a 版").to_owned();
    let run = project.run(["event", "同意", "hana", "plan/2024-03-28", "--date", "2024-03-29", "--版", &version]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("今の 版"), "{}", run.stdout);
    assert!(project.check().stdout.contains("consent-outdated"));
}

#[test]
fn a_wrong_line_is_taken_back_and_stays_where_it_is() {
    let project = Project::whole();
    let run = project.run([
        "event",
        "取消",
        "hana",
        "plan/2024-03-28",
        "--date",
        "2024-04-02",
        "--記録",
        "交付",
        "--理由",
        "日付の書き間違い",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(project.text(TRAIL).ends_with(
        "- {種類: 取消, 対象: plan/2024-03-28, 日付: 2024-04-02, 取り消す記録: {種類: 交付, 日付: 2024-03-29}, 理由: 日付の書き間違い}\n"
    ));
    let check = project.check();
    assert!(check.stdout.contains("delivery-missing") && !check.stdout.contains("consent-missing"), "{}", check.stdout);
    let run = project.run(["event", "取消", "hana", "plan/2024-03-28", "--date", "2024-04-02", "--記録", "交付"]);
    refused(&run, &["交付 の記録は、events.yaml にありません"]);
    // Of two lines of one day somebody has to say which.
    let two = Project::whole();
    let other = two.run(["event", "交付", "hana", "plan/2024-03-28", "--date", "2024-03-29", "--相手", "学校"]);
    assert_eq!(other.code, Some(0), "{other:?}");
    let back = ["event", "取消", "hana", "plan/2024-03-28", "--date", "2024-04-02", "--記録", "交付"];
    refused(&two.run(back), &["2 行あり、どれか分かりません", "交付=2024-03-29(学校)"]);
    let [event, kind, child, paper, option, day, line, word] = back;
    let run = two.run([event, kind, child, paper, option, day, line, word, "--相手", "学校"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        two.text(TRAIL).ends_with("取り消す記録: {種類: 交付, 日付: 2024-03-29, 相手: 学校}}\n"),
        "{}",
        two.text(TRAIL)
    );
    assert!(!two.check().stdout.contains("delivery-missing"), "the other one stays");
    // The right line, even a like one, counts again.
    let run = project.run(["event", "交付", "hana", "plan/2024-03-28", "--date", "2024-03-29"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let check = project.check();
    assert!(!check.stdout.contains("event-doubled"), "{}", check.stdout);
}

#[test]
fn a_line_that_takes_back_nothing_is_said() {
    let project = Project::whole();
    let text = project.text(TRAIL);
    let project = project.file(
        TRAIL,
        format!("{text}- {{種類: 取消, 対象: plan/2024-03-28, 日付: 2024-04-02, 取り消す記録: {{種類: 提出}}}}\n"),
    );
    let check = project.check();
    assert!(check.stdout.contains("取り消す記録(提出)が、この行より上にありません"), "{}", check.stdout);
    assert!(!check.stdout.contains("consent-missing"), "{}", check.stdout);
}

#[test]
fn a_trail_from_windows_keeps_its_mark_and_its_line_breaks() {
    let before = "\u{FEFF}- {種類: 居宅訪問, 対象: consult/plan/2024-03-20, 日付: 2024-03-04}\r\n";
    let project = Project::whole().file(TRAIL, before);
    let run = project.run(["event", "共有", "hana", "2024-03-28", "--date", "2024-04-01", "--職員", "森 由紀"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let line = "- {種類: 共有, 対象: plan/2024-03-28, 日付: 2024-04-01, 職員: [mori]}\r\n";
    assert_eq!(project.text(TRAIL), format!("{before}{line}"));
}

#[test]
fn several_children_are_written_in_one_call_or_none_is() {
    let whole = Project::whole();
    let (child, plan) = (whole.text("cases/hana/child.yaml"), whole.text(PLAN));
    let project = whole
        .file("cases/ren/child.yaml", child.replace("佐藤 はな", "佐藤 れん"))
        .file("cases/ren/plan/2024-03-28.yaml", plan);
    let before = project.text(TRAIL);
    let run = project.run(["event", "交付", "hana", "ren", "plan/2024-03-29", "--date", "2024-04-02"]);
    refused(&run, &["hana: 文書 `plan/2024-03-29` がありません", "まだどのファイルにも書いていません"]);
    assert!(project.text(TRAIL) == before && !project.has("cases/ren/events.yaml"));
    let run = project.run(["event", "交付", "hana", "ren", "plan/2024-03-28", "--date", "2024-04-02"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(project.text(TRAIL).starts_with(&before) && run.stdout.contains("hana: ") && run.stdout.contains("ren: "));
    assert!(
        project.text("cases/ren/events.yaml").starts_with("- {種類: 交付, 対象: plan/2024-03-28, 日付: 2024-04-02, ")
    );
}

#[test]
fn a_plan_goes_on_in_one_call() {
    let project = Project::whole();
    let run = project.run(["new", "plan", "hana", "--date", "2024-09-17"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("cases/hana/plan/2024-09-17.yaml を作りました"), "{}", run.stdout);
    assert!(run.stdout.contains("前の計画 plan/2024-03-28 から引き継ぎました"), "{}", run.stdout);
    let text = project.text("cases/hana/plan/2024-09-17.yaml");
    assert!(text.contains("作成区分: 更新") && text.contains("前計画: 2024-03-28"), "{text}");
    let again = project.run(["new", "plan", "hana", "--date", "2024-09-18"]);
    refused(&again, &["次の計画は、もう plan/2024-09-17 にあります"]);
    let confirmed = project.run(["confirm", "hana", "--date", "2024-09-20"]);
    assert_eq!(confirmed.code, Some(0), "{confirmed:?}");
    let text = project.text("cases/hana/plan/2024-09-20.yaml");
    assert!(text.contains("状態: 確定\n原案: 2024-09-17\n"), "{text}");
}
