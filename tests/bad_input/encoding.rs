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

/// `氏名: 佐藤` in EUC-JP and in JIS.
const EUC_JP: &[u8] = b"\xbb\xe1\xcc\xbe: \xba\xb4\xc6\xa3\n";
const JIS: &[u8] = b"\x1b$B;aL>\x1b(B: \x1b$B:4F#\x1b(B\n";

/// What loading says of the child's file.
fn said_of_child(bytes: &[u8]) -> Vec<String> {
    let files = shien::source::Memory::new().with(CHILD, bytes).with(PLAN, plan());
    let case = shien::case::load_case(&files, "hana");
    assert!(case.child.broken, "it is not read");
    case.findings
        .iter()
        .map(|found| format!("{} {} → {}", found.code, found.message, found.help.as_deref().unwrap_or("")))
        .collect()
}

#[test]
fn other_encodings_and_broken_files_have_a_word_and_a_remedy_of_their_own() {
    let mac = Project::new().text(CHILD).replace('\n', "\r");
    let lost = vec![0; 4096];
    let (none, half) = ("", [Project::new().text(CHILD).as_bytes(), &[0; 100]].concat());
    for (bytes, code, word, remedy) in [
        (EUC_JP, "encoding-invalid", "EUC-JP", "「エンコード付きで再度開く」→「Japanese (EUC-JP)」"),
        (JIS, "encoding-invalid", "ISO-2022-JP", "「エンコード付きで再度開く」→「Japanese (ISO 2022-JP)」"),
        (SHIFT_JIS, "encoding-invalid", "Shift_JIS", "「UTF-8」を選んで保存し直して"),
        (mac.as_bytes(), "encoding-invalid", "CR だけ", "改行コード「LF」を選んで保存し直して"),
        (&lost, "file-unreadable", "電源が切れた", "バックアップ"),
        (&half, "syntax-invalid", "0(NUL)が 100 バイト", "バックアップ"),
        (b"PK\x03\x04", "file-unreadable", "Excel", "書き写し"),
        (none.as_bytes(), "file-unreadable", "空です", "内容を書くか"),
    ] {
        let said = said_of_child(bytes);
        assert_eq!(said.len(), 1, "{word}: {said:?}");
        assert!(said[0].starts_with(code) && said[0].contains(word) && said[0].contains(remedy), "{word}: {said:?}");
    }
}

#[test]
fn a_byte_order_mark_before_a_heading_of_markdown_is_read_over() {
    let unix = project();
    for text in [unix.text(NEIGHBOUR), unix.text(NEIGHBOUR).replace('\n', "\r\n")] {
        let marked = project().file(NEIGHBOUR, format!("\u{FEFF}{text}"));
        let check = marked.check();
        assert_eq!(check.findings("syntax-invalid"), [], "{}", check.list());
        let warning = check.finding("encoding-unusual");
        assert_eq!((warning.file.as_str(), warning.severity.as_str()), (NEIGHBOUR, "warning"));
        let place = |project: &Project| {
            let found = project.check().findings("placeholder-left");
            found.into_iter().find(|finding| finding.file == NEIGHBOUR).map(|finding| (finding.line, finding.column))
        };
        assert_eq!(place(&marked), place(&unix));
    }
}

#[test]
fn marks_and_windows_line_breaks_are_one_line_for_a_whole_run() {
    let start = project();
    let files = [CHILD, PLAN, NEIGHBOUR, "cases/sora/child.yaml", "cases/sora/interview/2024-06-02.md"];
    let windows = files.iter().fold(project(), |project, file| {
        project.file(file, format!("\u{FEFF}{}", start.text(file).replace('\n', "\r\n")))
    });
    let check = windows.check();
    let finding = check.finding("encoding-unusual");
    assert_eq!(finding.severity, "warning");
    assert!(finding.message.contains("BOM の付いたファイルが 5 つ"), "{}", finding.message);
    assert!(finding.message.contains("CRLF(Windows 式)のファイルが 5 つ"), "{}", finding.message);
    assert!(finding.help.contains("内容はこのまま読みます"), "{}", finding.help);
    let others = |run: &crate::driver::Run| -> Vec<_> {
        run.all().into_iter().filter(|finding| finding.code != "encoding-unusual").collect()
    };
    assert_eq!(others(&check), others(&start.check()), "everything else is found where it was");
}
