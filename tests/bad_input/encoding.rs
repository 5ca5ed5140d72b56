//! Files that a Windows machine saved.

use super::{NEIGHBOUR, assert_child_refused, assert_error, assert_plan_refused, assert_plan_tolerated, project};
use crate::driver::{CHILD, PLAN, Project};

/// `氏名: 佐藤` in Shift_JIS.
const SHIFT_JIS: &[u8] = b"\x8e\x81\x96\xbc: \x8d\xb2\x93\xa1\n";

fn plan() -> String {
    Project::new().text(PLAN)
}

#[test]
fn a_byte_that_is_no_utf8_is_shown_on_its_line() {
    let mut bytes = plan().into_bytes();
    let line = Project::new().line_of(PLAN, "総合的な支援の方針");
    let at = plan().find("総合的な支援の方針").expect("the key");
    bytes[at] = 0xFF;
    let finding = assert_plan_refused(&project().file(PLAN, bytes), "encoding-invalid", line, "打ち直し");
    assert!(!finding.message.contains("Shift_JIS"), "{}", finding.message);
}

#[test]
fn shift_jis_is_named_and_not_guessed() {
    let project = project().file(CHILD, [b"# comment\n", SHIFT_JIS].concat());
    assert_child_refused(&project, "encoding-invalid", CHILD, 2, "「UTF-8」を選んで保存し直してください");
    assert!(project.check().finding("encoding-invalid").message.contains("Shift_JIS"));
}

#[test]
fn utf8_that_was_cut_inside_a_character_is_not_called_shift_jis() {
    let cut = "氏名: 佐藤".as_bytes();
    let project = project().file(CHILD, &cut[..cut.len() - 1]);
    let finding = assert_error(&project.check(), "encoding-invalid", CHILD, 1, "打ち直し");
    assert!(!finding.message.contains("Shift_JIS"), "{}", finding.message);
}

#[test]
fn utf16_is_named() {
    let text = plan();
    for (mark, bytes) in [("\u{FEFF}", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("\u{FEFF}", u16::to_be_bytes)] {
        let units = format!("{mark}{text}");
        let project = project().file(PLAN, units.encode_utf16().flat_map(bytes).collect::<Vec<u8>>());
        let finding = assert_plan_refused(&project, "encoding-invalid", 1, "「UTF-8」を選んで保存し直してください");
        assert!(finding.message.contains("UTF-16"), "{}", finding.message);
    }
}

#[test]
fn a_byte_order_mark_is_a_warning() {
    let project = project().file(PLAN, format!("\u{FEFF}{}", plan()));
    assert_plan_tolerated(&project, "encoding-unusual", "warning", 1, "BOM なし");
}

#[test]
fn windows_line_breaks_are_a_warning() {
    let project = project().file(PLAN, plan().replace('\n', "\r\n"));
    assert_plan_tolerated(&project, "encoding-unusual", "warning", 1, "LF");
}

#[test]
fn lines_and_columns_count_the_same_with_a_mark_and_windows_line_breaks() {
    let wrong = plan().replace("項目: 本人支援", "項目: 本人の支援");
    let plain = project().file(PLAN, &wrong).check().finding("value-invalid");
    let windows =
        project().file(PLAN, format!("\u{FEFF}{}", wrong.replace('\n', "\r\n"))).check().finding("value-invalid");
    assert_eq!(windows, plain);
}

#[test]
fn windows_line_breaks_in_markdown_are_a_warning_with_the_same_lines() {
    let unix = project();
    let windows = project().file(NEIGHBOUR, unix.text(NEIGHBOUR).replace('\n', "\r\n"));
    let warning = windows.check().finding("encoding-unusual");
    assert_eq!((warning.file.as_str(), warning.severity.as_str()), (NEIGHBOUR, "warning"));
    let line = |project: &Project| {
        let found = project.check().findings("placeholder-left");
        found.into_iter().find(|finding| finding.file == NEIGHBOUR).map(|finding| (finding.line, finding.column))
    };
    assert_eq!(line(&windows), line(&unix));
}
