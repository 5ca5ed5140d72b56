//! Text that is not the YAML its author meant: slips of a Japanese keyboard, and what attacks a parser.

use super::{assert_ends_soon, assert_plan_refused, project};
use crate::driver::{PLAN, Project};

/// The plan with one place changed, and the line on which `wrong` then stands.
fn edited(right: &str, wrong: &str) -> (Project, u64) {
    let project = project().edit(PLAN, right, wrong);
    let line = project.line_of(PLAN, wrong);
    (project, line)
}

#[test]
fn a_full_width_colon_after_a_key() {
    let (project, line) = edited("作成者: suzuki", "作成者：suzuki");
    let finding = assert_plan_refused(&project, "syntax-invalid", line, "半角の「: 」");
    assert_eq!(finding.column, 4, "at the colon");
}

#[test]
fn a_full_width_colon_in_the_first_line() {
    let (project, line) = edited("事業所: hoshi", "事業所：hoshi");
    assert_plan_refused(&project, "syntax-invalid", line, "半角の「: 」");
}

#[test]
fn a_full_width_colon_below_a_key() {
    let (project, line) = edited("  家族: 気持ち", "  家族：気持ち");
    assert_plan_refused(&project, "syntax-invalid", line, "半角の「: 」");
}

#[test]
fn a_full_width_colon_in_an_item_of_a_list() {
    let (project, line) = edited("  - id: s1", "  - id：s1");
    assert_plan_refused(&project, "syntax-invalid", line, "半角の「: 」");
}

#[test]
fn a_full_width_colon_in_braces() {
    let (project, line) = edited("{内容: 遊びに", "{内容：遊びに");
    let finding =
        project.check().findings_in(PLAN).into_iter().find(|finding| finding.line == line).expect("said on its line");
    assert!(finding.help.contains("半角の「: 」"), "{finding:?}");
}

#[test]
fn full_width_colons_inside_a_text_are_its_own() {
    let project = Project::new().edit(PLAN, "  はなさんが安心して", "  ポイント：はなさんが安心して");
    assert_eq!(project.check().code, Some(0), "{}", project.check().list());
}

#[test]
fn a_full_width_colon_inside_a_text_is_not_blamed_for_the_line_below() {
    let project = project().edit(PLAN, "  はなさんが安心して", "  ポイント：はなさんが安心して").edit(
        PLAN,
        "長期目標:\n",
        "長期目標\n",
    );
    let finding = project.check().finding("syntax-invalid");
    assert!(finding.line >= project.line_of(PLAN, "長期目標\n"), "{finding:?}");
    assert!(!finding.message.contains("全角"), "{}", finding.message);
}

#[test]
fn a_tab_as_indent() {
    let (project, line) = edited("  本人: 友だち", "\t本人: 友だち");
    let finding = assert_plan_refused(&project, "syntax-invalid", line, "タブを半角の空白に");
    assert_eq!(finding.column, 1);
}

#[test]
fn a_full_width_space_as_indent() {
    let (project, line) = edited("  本人: 友だち", "\u{3000}本人: 友だち");
    assert_plan_refused(&project, "syntax-invalid", line, "半角の空白に");
}

#[test]
fn full_width_spaces_as_indent_of_a_whole_block() {
    let project = project().edit(PLAN, "  本人: 友", "\u{3000}本人: 友").edit(PLAN, "  家族: 気", "\u{3000}家族: 気");
    let line = project.line_of(PLAN, "\u{3000}本人");
    let found = project.check().findings_in(PLAN);
    let finding = found.iter().find(|finding| finding.line == line).expect("said on the first of the lines");
    assert!(finding.help.contains("半角の空白に"), "{finding:?}");
}

#[test]
fn an_unclosed_quote() {
    let (project, line) = edited("支援目標: 「いれて」", "支援目標: '「いれて」");
    assert_plan_refused(&project, "syntax-invalid", line, "引用符");
}

#[test]
fn an_unclosed_quote_that_runs_on_to_the_next_one() {
    let (project, opened) = edited("支援目標: 「いれて」", "支援目標: \"「いれて」");
    let broken = project.line_of(PLAN, "提供時間: ");
    let finding = project.check().finding("syntax-invalid");
    assert!([opened, broken].contains(&finding.line), "where it opens or where it breaks: {finding:?}");
    assert!(finding.help.contains("引用符"), "{}", finding.help);
}

#[test]
fn what_the_parser_says_is_put_into_japanese() {
    let slips = [
        ("支援目標: 「いれて」", "支援目標: \"「いれて」"),
        ("支援目標: 「いれて」", "支援目標: '「いれて」"),
        ("支援目標: 「いれて」", "支援目標: 目標: 「いれて」"),
        ("担当者: [mori]", "担当者: [mori"),
        ("長期目標:\n", "長期目標\n"),
    ];
    for (right, wrong) in slips {
        let message = edited(right, wrong).0.check().finding("syntax-invalid").message;
        let words =
            message.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty() && *word != "YAML");
        assert_eq!(words.collect::<Vec<_>>(), [""; 0], "{message}");
    }
}

#[test]
fn an_unclosed_bracket() {
    let (project, line) = edited("担当者: [mori]", "担当者: [mori");
    let finding = project.check().finding("syntax-invalid");
    assert!((line..=line + 1).contains(&finding.line), "at the bracket or where it is missed: {finding:?}");
    assert!(finding.help.contains("括弧"), "{}", finding.help);
}

#[test]
fn a_colon_inside_a_value() {
    let (project, line) = edited("支援目標: 「いれて」", "支援目標: 目標: 「いれて」");
    assert_plan_refused(&project, "syntax-invalid", line, "「: 」や「#」を含む文は");
}

#[test]
fn a_key_written_twice() {
    let (project, line) = edited("作成者: suzuki", "作成者: suzuki\n作成者: mori");
    let finding = assert_plan_refused(&project, "key-duplicate", line + 1, "一つを残してください");
    assert_eq!(finding.labels, [(PLAN.to_owned(), line)], "and where it stood first");
}

#[test]
fn brackets_nested_too_deeply() {
    for depth in [50, 1_000, 100_000] {
        let deep = format!("備考: {}{}", "[".repeat(depth), "]".repeat(depth));
        let text = Project::new().text(PLAN);
        let project = project().file(PLAN, format!("{text}{deep}\n"));
        let line = project.line_of(PLAN, "備考: ");
        let finding = assert_plan_refused(&project, "syntax-invalid", line, "括弧や字下げ");
        assert!(finding.message.contains("入れ子が深すぎます"), "{depth}: {}", finding.message);
    }
}

#[test]
fn keys_nested_too_deeply() {
    let steps: String = (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let finding = project().file(PLAN, steps).check().finding("syntax-invalid");
    assert!(finding.message.contains("入れ子が深すぎます"), "{}", finding.message);
}

/// Nine lists, each nine times the one before: 9⁹ items from half a kilobyte.
fn alias_bomb() -> String {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (before, name) in ('a'..'i').zip('b'..='i') {
        text.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", ")));
    }
    text
}

#[test]
fn an_alias_bomb_is_named_with_its_remedy() {
    let project = project().file(PLAN, alias_bomb());
    let finding = project.check().finding("syntax-invalid");
    assert!(finding.message.contains("膨らんで"), "{}", finding.message);
    assert!(finding.help.contains("エイリアスを使わずに"), "{}", finding.help);
    assert_plan_refused(&project, "syntax-invalid", finding.line, "エイリアス");
}

#[test]
fn an_alias_bomb_costs_neither_time_nor_memory() {
    let peak = assert_ends_soon(&project().file(PLAN, alias_bomb()));
    assert!(peak < 500, "{peak} MB");
}

#[test]
fn a_file_that_holds_no_keys_is_one_finding() {
    for text in ["遊びに行く。\n", "- 遊び\n- 学習\n"] {
        let check = project().file(PLAN, text).check();
        let found = check.findings_in(PLAN);
        assert_eq!(found.len(), 1, "{text:?}\n{}", check.list());
        assert_eq!((found[0].code.as_str(), found[0].line), ("value-invalid", 1));
    }
}

#[test]
fn zeros_that_a_power_cut_left_behind_are_said_on_their_line() {
    let text = format!("{}{}", Project::new().text(PLAN), "\0".repeat(512));
    let line = text.matches('\n').count() as u64 + 1;
    assert_plan_refused(&project().file(PLAN, text), "syntax-invalid", line, "");
}
