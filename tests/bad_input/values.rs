//! Values that are not what the box takes.

use super::{assert_error, assert_plan_refused, assert_plan_tolerated, project};
use crate::driver::{CHILD, PLAN, Project};

/// The plan with one place changed, and the line on which `wrong` then stands.
fn edited(right: &str, wrong: &str) -> (Project, u64) {
    let project = project().edit(PLAN, right, wrong);
    let line = project.line_of(PLAN, wrong);
    (project, line)
}

#[test]
fn full_width_digits_in_a_date_are_read_and_said() {
    let (project, line) = edited("次回見直し年月日: 2024-09-15", "次回見直し年月日: ２０２４年９月１５日");
    assert_plan_tolerated(&project, "digit-full-width", "info", line, "「2024年9月15日」と半角で");
}

#[test]
fn full_width_digits_in_the_child_file_are_said_too() {
    let project = project().edit(CHILD, "生年月日: 平成28年5月14日", "生年月日: 平成２８年５月１４日");
    let finding = project.check().finding("digit-full-width");
    assert_eq!((finding.file.as_str(), finding.line), (CHILD, project.line_of(CHILD, "生年月日")));
}

#[test]
fn a_day_that_the_calendar_does_not_have() {
    let (project, line) = edited("次回見直し年月日: 2024-09-15", "次回見直し年月日: 2024-09-31");
    let finding = assert_plan_refused(&project, "value-invalid", line, "9月は30日まで");
    assert!(finding.message.contains("「2024-09-31」"), "{}", finding.message);
}

#[test]
fn a_date_in_words() {
    let (project, line) = edited("次回見直し年月日: 2024-09-15", "次回見直し年月日: 九月中旬");
    assert_plan_refused(&project, "value-invalid", line, "2024-03-28、2024/3/28、令和6年3月28日、R6.3.28");
}

#[test]
fn a_date_that_is_not_the_one_of_the_file_name() {
    let (project, line) = edited("作成区分: 初回\n作成日: 2024-03-28", "作成区分: 初回\n作成日: 2024-03-27");
    assert_plan_refused(&project, "date-mismatch", line + 1, "ファイル名を 2024-03-27 に変えるか");
}

#[test]
fn a_misspelt_key_is_answered_with_the_nearest_one() {
    let (project, line) = edited("留意事項: ", "留意事頂: ");
    assert_plan_refused(&project, "unknown-key", line, "`留意事項` ではありませんか");
}

#[test]
fn a_key_that_is_like_none_is_answered_with_those_of_its_place() {
    let (project, line) = edited("    留意事項: ", "    ひとこと: ");
    let finding = assert_plan_refused(&project, "unknown-key", line, "支援目標、支援内容");
    assert!(!finding.help.contains("五領域"), "the names of the form, without their aliases: {}", finding.help);
}

#[test]
fn a_misspelt_required_key_is_one_finding() {
    let (project, line) = edited("総合的な支援の方針: ", "総合的な支援の方心: ");
    assert_plan_refused(&project, "unknown-key", line, "`総合的な支援の方針` ではありませんか");
}

#[test]
fn a_word_that_is_none_of_the_choices() {
    let (project, line) = edited("項目: 本人支援", "項目: 本人の支援");
    let finding = assert_plan_refused(&project, "value-invalid", line, "「本人支援」ではありませんか");
    assert!(
        finding.help.contains("本人支援、家族支援、移行支援、地域支援・地域連携"),
        "all choices in the order of the form: {}",
        finding.help
    );
}

#[test]
fn one_word_where_a_list_stands() {
    let (project, line) = edited("担当者: [mori]", "担当者: mori");
    assert_plan_refused(&project, "value-invalid", line, "[mori] のように角かっこで囲む");
}

#[test]
fn a_list_where_one_value_stands() {
    let (project, line) = edited("次回見直し年月日: 2024-09-15", "次回見直し年月日: [2024-09-15]");
    assert_plan_refused(&project, "value-invalid", line, "値だけを書いてください");
}

#[test]
fn keys_where_one_value_stands() {
    let (project, line) = edited("次回見直し年月日: 2024-09-15", "次回見直し年月日: {日付: 2024-09-15}");
    assert_plan_refused(&project, "value-invalid", line, "値だけを書いてください");
}

#[test]
fn a_text_where_keys_stand() {
    let project = project().edit(
        PLAN,
        "意向:\n  本人: 友だちと遊びたい。\n  家族: 気持ちを言葉で伝えられるようになってほしい。",
        "意向: 遊びたい。",
    );
    let line = project.line_of(PLAN, "意向: 遊びたい。");
    assert_plan_refused(&project, "value-invalid", line, "項目名と半角の「: 」");
}

#[test]
fn a_list_where_keys_stand() {
    let (project, line) = edited(
        "課題: {内容: 遊びに入るきっかけがつかみにくい。, 誰の: 本人}",
        "課題: [遊びに入るきっかけがつかみにくい。]",
    );
    assert_plan_refused(&project, "value-invalid", line, "`課題: {内容: …, 誰の: …}` のように");
}

#[test]
fn a_number_in_words() {
    let (project, line) = edited("優先順位: 1", "優先順位: 一番");
    assert_plan_refused(&project, "value-invalid", line, "整数を書いてください");
}

#[test]
fn scalars_are_taken_as_written() {
    let project = Project::new()
        .edit(
            PLAN,
            "総合的な支援の方針: |\n  はなさんが安心して過ごせる場所で、友だちと遊ぶ力を育てます。",
            "総合的な支援の方針: 1e3",
        )
        .edit(PLAN, "留意事項: 疲れた様子のときは休む。", "留意事項: yes");
    let plan = project.plan();
    assert_eq!(plan["総合的な支援の方針"], "1e3");
    assert_eq!(plan["支援"][0]["留意事項"], "yes");
}

#[test]
fn a_private_character_that_no_other_machine_has() {
    let (project, line) = edited("友だちと遊びたい。", "友\u{E000}だちと遊びたい。");
    let finding = assert_plan_refused(&project, "glyph-missing", line, "Unicode の漢字");
    assert_eq!(finding.column, 8, "at the character");
    assert!(finding.message.contains("外字(U+E000)"), "{}", finding.message);
}

#[test]
fn an_emoji() {
    let (project, line) = edited("友だちと遊びたい。", "友だちと遊びたい😀");
    let finding = assert_plan_refused(&project, "glyph-missing", line, "言葉で書いて");
    assert!(finding.message.contains("「😀」"), "{}", finding.message);
}

#[test]
fn a_private_character_in_the_child_s_name_keeps_every_paper_back() {
    let project = project().edit(CHILD, "氏名: 佐藤 はな", "氏名: 佐藤 は\u{E000}な");
    super::assert_child_refused(&project, "glyph-missing", CHILD, 1, "Unicode の漢字");
}

#[test]
fn a_member_of_staff_who_is_not_there() {
    let project = project().edit(PLAN, "担当者: [mori]", "担当者: [mory]");
    let line = project.line_of(PLAN, "mory");
    assert_error(&project.check(), "reference-unknown", PLAN, line, "`mori` ではありませんか");
}

#[test]
fn an_older_word_for_a_key_is_that_key() {
    let project = project()
        .edit(PLAN, "作成日: 2024-03-28\n作成者", "作成年月日: 2024-03-29\n作成者")
        .edit(PLAN, "次回見直し年月日:", "次回見直し日:")
        .edit(PLAN, "総合的な支援の方針:", "総合的な支援方針:");
    let check = project.check();
    assert_eq!(check.findings("required-missing"), [], "{}", check.list());
    assert_eq!(check.findings("unknown-key"), [], "{}", check.list());
    // The date under the older word is held against the file's name.
    assert!(check.finding("date-mismatch").message.contains("2024-03-29"));
    assert_eq!(project.plan()["次回見直し年月日"], "2024-09-15");
}

#[test]
fn a_key_under_two_of_its_names_is_said() {
    let project =
        project().edit(PLAN, "次回見直し年月日: 2024-09-15", "次回見直し年月日: 2024-09-15\n次回見直し日: 2024-09-16");
    assert_error(&project.check(), "value-invalid", PLAN, 1, "どちらか一つの名前で書いてください");
}
