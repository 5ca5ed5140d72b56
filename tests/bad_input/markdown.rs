//! Markdown documents whose front matter or headings are not those of the form.

use super::{NEIGHBOUR, NEIGHBOUR_PRINT, NEIGHBOUR_TEXT, assert_ends_soon, assert_error, project};
use crate::driver::{PLAN_PRINT, Project};

const OLD_PRINT: &[u8] = b"%PDF-1.7 the interview as printed before";

/// The neighbour's text with one place changed, printed before.
fn edited(right: &str, wrong: &str) -> Project {
    project().file(NEIGHBOUR_PRINT, OLD_PRINT).edit(NEIGHBOUR, right, wrong)
}

/// The interview has an error: its old print stays, and the plan beside it is printed anew.
fn assert_refused(project: &Project, code: &str, line: u64, remedy: &str) {
    assert_error(&project.check(), code, NEIGHBOUR, line, remedy);
    let build = project.build();
    assert_eq!(build.code, Some(1), "{}", build.stderr);
    assert_eq!(project.bytes(NEIGHBOUR_PRINT), OLD_PRINT, "the old print stays");
    assert_ne!(project.bytes(PLAN_PRINT), super::OLD_PRINT, "the plan is printed");
}

#[test]
fn no_front_matter() {
    let project = edited("---\n種類", "種類");
    assert_refused(&project, "syntax-invalid", 1, "1 行目に「---」");
    assert_eq!(project.check().findings_in(NEIGHBOUR).len(), 1, "one fault is one finding\n{}", project.check().list());
}

#[test]
fn front_matter_that_is_not_closed() {
    let project = edited("---\n## 本人の様子", "## 本人の様子");
    assert_refused(&project, "syntax-invalid", 1, "「---」を書いてください");
    assert_eq!(project.check().findings_in(NEIGHBOUR).len(), 1, "one fault is one finding\n{}", project.check().list());
}

#[test]
fn front_matter_that_is_no_yaml() {
    let project = edited("場所: 相談室", "場所：相談室");
    let line = project.line_of(NEIGHBOUR, "場所：");
    assert_refused(&project, "syntax-invalid", line, "半角の「: 」");
    let others = project.check().findings("required-missing");
    assert_eq!(others, [], "what follows from a front matter that was not read is not listed beside it");
}

#[test]
fn text_above_the_first_heading() {
    let project = edited("## 本人の様子", "よく眠れている。\n\n## 本人の様子");
    let line = project.line_of(NEIGHBOUR, "よく眠れている。");
    assert_refused(&project, "syntax-invalid", line, "「## 見出し」として前の行に");
}

#[test]
fn a_misspelt_heading() {
    let project = edited("## 本人の様子", "## 本人のようす");
    let line = project.line_of(NEIGHBOUR, "## 本人のようす");
    assert_refused(&project, "unknown-key", line, "`本人の様子` ではありませんか");
}

#[test]
fn a_heading_that_the_form_does_not_have() {
    let project = edited("## 本人の様子", "## きょうの天気");
    let line = project.line_of(NEIGHBOUR, "## きょうの天気");
    assert_refused(&project, "unknown-key", line, "保護者の話、助言・相談の内容、決定事項");
}

#[test]
fn a_heading_written_twice() {
    let project = edited("## 本人の様子\n", "## 本人の様子\nよく笑う。\n\n## 本人の様子\n");
    let first = project.line_of(NEIGHBOUR, "## 本人の様子");
    assert_refused(&project, "key-duplicate", first + 3, "一つにまとめて");
    assert_eq!(project.check().finding("key-duplicate").labels, [(NEIGHBOUR.to_owned(), first)]);
}

#[test]
fn a_heading_with_a_slip_of_the_keyboard_is_not_swallowed_as_text() {
    for heading in ["##保護者の話", "＃＃ 保護者の話", "## 　保護者の話"] {
        let project = edited("〇〇に慣れてきた。\n", &format!("慣れてきた。\n\n{heading}\n家でも話す。\n"));
        let said = project.check().findings_in(NEIGHBOUR);
        let line = project.line_of(NEIGHBOUR, heading);
        let read_as_heading = heading.starts_with("## ");
        assert_eq!(said.iter().any(|finding| finding.line == line), !read_as_heading, "{heading}: {said:?}");
    }
}

#[test]
fn as_many_headings_as_a_file_may_hold_end_soon() {
    let headings: String = (0..100_000).map(|number| format!("## {number}\n")).collect();
    assert_ends_soon(&project().file(NEIGHBOUR, format!("{NEIGHBOUR_TEXT}{headings}")));
}
