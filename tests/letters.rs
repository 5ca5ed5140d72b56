//! Letters with marks come out of a print as they were written, once each.

use crate::driver::{CHILD, Project, pdf_words, repository};
use unicode_normalization::UnicodeNormalization;

/// Names and letters with one mark, with two, with marks that fonts do not have together.
const LETTERS: &str = include_str!("letters.txt");

#[test]
fn a_letter_is_read_as_it_was_written_or_a_finding_names_it() {
    let lines: Vec<&str> = LETTERS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let written: String = lines.join("。");
    let project = Project::new()
        .overlay(&repository().join("tests/project"))
        .edit(CHILD, "氏名: 佐藤 はな", "氏名: グエン・ティ・ホア (Nguyễn Thị Hoà)")
        .edit(crate::driver::PLAN, "本人: 友だちと遊びたい。", &format!("本人: {written}"));
    let checked = project.run(["check", "--print", "--form", "standard", "--format", "json", "--as-of", "2026-04-01"]);
    let named: String = checked.findings("glyph-missing").into_iter().map(|finding| finding.message).collect();
    // What no font has is named and taken out; the rest is read.
    let shown: Vec<&str> =
        lines.iter().copied().filter(|line| !line.chars().any(|c| !c.is_ascii() && named.contains(c))).collect();
    let unnamed: Vec<&str> = shown.iter().flat_map(|line| line.split(' ')).collect();
    assert!(unnamed.len() >= 100, "{} letters are shown; named: {named}", unnamed.len());
    let project = project.edit(crate::driver::PLAN, &written, &shown.join("。"));
    let built = project.run(["build", "--form", "standard", "--as-of", "2026-04-01"]);
    assert_eq!(built.code, Some(0), "{}{}", built.stdout, built.stderr);
    let pdf = project.root().join(crate::driver::PLAN_PRINT);
    let read: String = pdf_words(&pdf).nfc().collect();
    for letter in unnamed {
        let own: String = letter.nfc().collect();
        assert!(read.contains(&own), "{letter} in\n{read}");
        let twice = format!("{own}{own}");
        assert!(!read.contains(&twice), "{letter} is read twice in\n{read}");
    }
    let name: String = "グエン・ティ・ホア(NguyễnThịHoà)".nfc().collect();
    assert!(read.contains(&name), "{read}");
    assert!(!read.contains('\u{200b}'));
}
