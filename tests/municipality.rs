//! A municipality that the program has never heard of: a folder in the user's own `templates/`, nothing built.

use crate::driver::{PLAN, PLAN_PRINT, Project, pdf_words};

/// A manifest, two labels, one field required beyond the law, one box of its own. No template: it inherits.
const PACK: &str = "\
名称: ほしぞら市様式
版: 令和7年4月1日
有効期間: {開始: 2024-01-01}
出典: {推定: [架空の市です]}
継承: standard
表記:
  見出し: {総合的な支援の方針: 支援の全体方針}
  置換: {留意事項: 配慮事項}
文書:
  個別支援計画:
    題名: {放課後等デイサービス: 放課後等デイサービス計画書}
    必須: [\"支援[].留意事項\"]
    追加項目:
      - {名称: 災害時の引き渡し, 型: 文章, 必須: true}
";

fn hoshizora() -> Project {
    Project::new()
        .file("templates/hoshizora/pack.yaml", PACK)
        .edit("cases/office.yaml", "様式: plain", "様式: {個別支援計画: hoshizora, 面談記録: plain}")
        .edit(PLAN, "別表:\n", "追加: {災害時の引き渡し: みどり小学校の校庭で母に引き渡します。}\n別表:\n")
}

#[test]
fn its_labels_title_and_own_box_are_printed() {
    let project = hoshizora();
    let run = project.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let print = pdf_words(&project.root().join(PLAN_PRINT));
    for words in [
        "放課後等デイサービス計画書",
        "支援の全体方針",
        "配慮事項",
        "災害時の引き渡し",
        "みどり小学校の校庭で母に引き渡します。",
    ] {
        assert!(print.contains(words), "{words}: {print}");
    }
    for words in ["総合的な支援の方針", "留意事項"] {
        assert!(!print.contains(words), "{words}: {print}");
    }
}

#[test]
fn what_it_requires_beyond_the_law_is_missed() {
    let project = hoshizora().edit(PLAN, "    留意事項: 疲れた様子のときは休む。\n", "");
    let finding = project.check().finding("required-missing");
    assert!(finding.message.contains("留意事項"), "{}", finding.message);
    assert_eq!(project.check().code, Some(1));
}

#[test]
fn its_own_box_is_held_against_the_pack() {
    let line = "追加: {災害時の引き渡し: みどり小学校の校庭で母に引き渡します。}\n";
    let missing = hoshizora().edit(PLAN, line, "").check();
    assert!(missing.finding("required-missing").message.contains("災害時の引き渡し"));
    let misspelt = hoshizora().edit(PLAN, "{災害時の引き渡し:", "{災害時の引渡し:").check();
    assert!(misspelt.finding("unknown-key").help.contains("災害時の引き渡し"));
}

#[test]
fn a_slip_in_its_manifest_is_not_passed_over() {
    let pack = PACK.replace("  個別支援計画:\n", "  個別支援計書:\n    任意欄: [送迎え]\n");
    let run = hoshizora().file("templates/hoshizora/pack.yaml", pack).check();
    let helps: Vec<String> = run.findings("unknown-key").into_iter().map(|finding| finding.help).collect();
    assert!(helps.iter().any(|help| help.contains("`個別支援計画`")), "{}", run.list());
    assert!(helps.iter().any(|help| help.contains("`送迎`")), "{}", run.list());
}

#[test]
fn it_is_listed_with_where_its_facts_come_from() {
    let run = hoshizora().run(["forms"]);
    assert!(run.stdout.contains("hoshizora") && run.stdout.contains("ほしぞら市様式"), "{}", run.stdout);
    for pack in ["tokyo", "nagoya", "shiki", "daily", "nakano", "chiba", "selfplan", "renkei", "standard"] {
        let own = run.stdout.split(&format!("\n{pack} ")).nth(1).unwrap_or(&run.stdout);
        let lines: Vec<&str> = own.lines().take(2).map(str::trim).collect();
        assert!(lines[1].starts_with("用途: "), "{pack} says what it is for: {lines:?}");
    }
    assert!(run.stdout.contains("推定: 架空の市です"), "{}", run.stdout);
    assert!(run.stdout.contains("tokyo") && run.stdout.contains("東京都参考様式"), "{}", run.stdout);
}

#[test]
fn a_pack_written_out_can_be_changed_and_is_never_written_over() {
    let project = Project::new();
    assert_eq!(project.run(["forms", "eject", "tokyo"]).code, Some(0));
    let project = project.edit("templates/tokyo/pack.yaml", "題名: 個別支援計画", "題名: 私たちの支援計画");
    let again = project.run(["forms", "eject", "tokyo"]);
    assert_eq!(again.code, Some(2), "{}", again.stdout);
    assert!(again.stderr.contains("上書きしません"), "{}", again.stderr);
    assert_eq!(project.run(["build", "--form", "tokyo", "--kind", "plan"]).code, Some(0));
    assert!(pdf_words(&project.root().join(PLAN_PRINT)).contains("私たちの支援計画"));
}

#[test]
fn the_edition_in_force_on_the_day_is_the_one_that_prints() {
    let old = "名称: ほしぞら市様式\n版: 令和5年\n有効期間: {終了: 2024-12-31}\n継承: standard\n文書: {個別支援計画: {題名: 旧様式}}\n";
    let new = PACK.replace("{開始: 2024-01-01}", "{開始: 2025-01-01}").replace("継承:", "旧版: hoshizora-2023\n継承:");
    let project =
        hoshizora().file("templates/hoshizora/pack.yaml", new).file("templates/hoshizora-2023/pack.yaml", old);
    // The plan is of 2024: the old edition has no box of its own.
    let project = project.edit(PLAN, "追加: {災害時の引き渡し: みどり小学校の校庭で母に引き渡します。}\n", "");
    assert_eq!(project.build().code, Some(0), "{}", project.build().stderr);
    assert!(pdf_words(&project.root().join(PLAN_PRINT)).contains("旧様式"));
}

#[test]
fn the_words_of_the_report_are_for_the_meeting_alone() {
    let project = Project::copied();
    let run = project.run(["build", "hana", "--form", "renkei"]);
    assert_ne!(run.code, Some(2), "{}", run.stderr);
    let print = |name: &str| pdf_words(&project.root().join("output/hana").join(name));
    let meeting = print("meeting-2024-03-25.pdf");
    assert!(meeting.contains("話し合ったこと") && meeting.contains("計画に反映すること"), "{meeting}");
    let interview = print("interview-2024-06-03.pdf");
    assert!(interview.contains("決定事項"), "{interview}");
}
