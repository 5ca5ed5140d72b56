//! A cell of fixed height in an office's own template, and texts that are longer.

use super::{MANIFEST, manifest};
use crate::consult_forms::consult;
use crate::driver::{CHILD, OFFICE, PLAN, Project};

const TEMPLATE: &str = "templates/mado/plan.typ.j2";
/// A box of two lines behind the rows.
const BOX: &str = "{% extends \"standard/plan.typ.j2\" %}
{% block after %}
boxes(
  columns: (31, 101.4),
  rows: 28pt,
  label-cell({{ label(\"備考\") }}),
  value-cell(prose({{ plan.note }})),
)
{% endblock %}
";

fn with_note(template: &str, note: &str) -> Project {
    Project::new()
        .edit(OFFICE, "様式: plain", "様式: {個別支援計画: mado}")
        .file(MANIFEST, manifest("  個別支援計画: {雛形: plan.typ.j2}\n"))
        .file(TEMPLATE, template)
        .edit(PLAN, "別表:\n", &format!("備考: {note}\n別表:\n"))
}

#[test]
fn a_text_that_runs_out_of_its_cell_is_said_at_the_line_of_the_template() {
    let long = "雨の日は玄関で待つ。".repeat(30);
    let project = with_note(BOX, &long);
    let finding = project.check_print().finding("text-overflow");
    assert_eq!((finding.file.as_str(), finding.line, finding.severity.as_str()), (TEMPLATE, 7, "warning"));
    assert_eq!(finding.message, "備考 が欄の線を越えて、ほかの欄に重なります");
    assert!(finding.help.contains("`fit(…, height: …)`"), "{}", finding.help);
    assert_eq!(finding.labels, [(PLAN.to_owned(), project.line_of(PLAN, "備考:"))]);
    // It is printed all the same.
    assert_eq!(project.run(["build", "--kind", "plan"]).code, Some(0));
}

/// A project whose plan has a cell of one line with this in it.
fn with_cell(content: &str) -> Project {
    let cell = BOX.replace("28pt", "12pt").replace("prose({{ plan.note }})", content);
    with_note(&cell, "なし")
}

#[test]
fn short_values_labels_and_words_of_the_template_are_seen_too() {
    let long = "ここに入る言葉は欄の高さより長いので、下の線を越えて次の欄の上に重なって印刷されます。".repeat(3);
    for (content, words) in [
        (format!("[{long}]"), "ここに入る言葉は"),
        (format!("\"{long}\""), "ここに入る言葉は"),
        (format!("{{{{ label(\"{long}\") }}}}"), "ここに入る言葉は"),
        ("({{ child.name }} + \"　\") * 20".to_owned(), "佐藤 はな"),
        ("text(size: 20pt, \"大きすぎる字\")".to_owned(), "大きすぎる字"),
        ("[一行目 #linebreak() 二行目]".to_owned(), "一行目"),
        (format!("block(height: 12pt, width: 60pt, stroke: 1pt)[{long}]"), "ここに入る言葉は"),
    ] {
        let project = with_cell(&content);
        let finding = project.check_print().finding("text-overflow");
        assert_eq!(
            (finding.file.as_str(), finding.line, finding.severity.as_str()),
            (TEMPLATE, 7, "warning"),
            "{content}"
        );
        assert!(finding.message.starts_with(&format!("「{words}")), "{content}: {}", finding.message);
        assert!(finding.message.ends_with("」 が欄の線を越えて、ほかの欄に重なります"), "{}", finding.message);
        assert!(finding.help.contains("言葉を短く"), "{}", finding.help);
    }
}

#[test]
fn a_line_that_runs_out_at_the_side_is_seen() {
    let beside = BOX.replace(
        "label-cell({{ label(\"備考\") }})",
        "value-cell(box(width: 300pt)[この一行は右の線の外へ出て、隣の欄の上に刷られます。])",
    );
    let finding = with_note(&beside, "なし").check_print().finding("text-overflow");
    assert_eq!((finding.file.as_str(), finding.line), (TEMPLATE, 6));
    let within = beside.replace("この一行は右の線の外へ出て、隣の欄の上に刷られます。", "この一行は入ります。");
    assert_eq!(with_note(&within, "なし").check_print().findings("text-overflow"), []);
}

#[test]
fn a_short_value_that_runs_over_is_shown_where_it_is_written() {
    let project = with_cell("text(size: 30pt, {{ child.name }})");
    let finding = project.check_print().finding("text-overflow");
    let named = [(CHILD.to_owned(), project.line_of(CHILD, "氏名:"))];
    assert_eq!((finding.file.as_str(), finding.labels.as_slice()), (TEMPLATE, &named[..]));
}

#[test]
fn a_label_too_long_for_a_form_of_the_program_is_said_where_the_pack_writes_it() {
    let long = "受ける支援の種類とその内容と量と頻度と時間".repeat(4);
    let wording = format!("    表記:\n      見出し:\n        種類・内容・量（頻度・時間）: {long}\n");
    let project = consult().file(MANIFEST, manifest(&format!("  障害児支援利用計画:\n{wording}")));
    let run = project.run(["check", "--print", "--kind", "consult-plan", "--form", "mado", "--format", "json"]);
    let found = run.findings("text-overflow");
    assert!(!found.is_empty(), "{}", run.stderr);
    for finding in found {
        assert_eq!((finding.file.as_str(), finding.line), (MANIFEST, project.line_of(MANIFEST, &long)));
        assert!(finding.labels.iter().all(|(file, _)| file.ends_with("consult-plan.typ.j2")), "{:?}", finding.labels);
    }
}

#[test]
fn lines_that_lie_behind_a_filled_block_are_not_crossed() {
    let block = "place(block(fill: white, height: 30pt, width: 60pt)[一行目 #linebreak() 二行目])";
    assert_eq!(with_cell(block).check_print().findings("text-overflow"), []);
    let bare = block.replace("fill: white, ", "");
    assert_eq!(with_cell(&bare).check_print().finding("text-overflow").file, TEMPLATE);
}

#[test]
fn what_has_room_and_what_is_fitted_is_not() {
    for (template, note) in [
        (BOX.to_owned(), "雨の日は玄関で待つ。".to_owned()),
        // Underlined words, a list and a quotation are no lines of a box.
        (BOX.replace("  rows: 28pt,\n", ""), "|\n  *雨の日は玄関で待つ。*\n\n  - 傘\n  - 靴\n\n  > 待つよ".to_owned()),
        (BOX.replace("  rows: 28pt,\n", ""), "雨の日は玄関で待つ。".repeat(30)),
    ] {
        let run = with_note(&template, &note).check_print();
        assert_eq!(run.findings("text-overflow"), [], "{note}");
    }
    let fitted = BOX.replace("prose({{ plan.note }})", "fit({{ plan.note }}, height: 20pt)");
    let finding = with_note(&fitted, &"雨の日は玄関で待つ。".repeat(30)).check_print().finding("text-overflow");
    assert_eq!(finding.file, PLAN, "the text itself goes to a sheet of its own");
}
