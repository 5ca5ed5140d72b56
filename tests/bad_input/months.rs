//! The file of a month: its name, and the days in it.

use shien::case::{Case, load_case};
use shien::source::Memory;

/// A child with one file in `record/`.
fn child(name: &str, text: &str) -> Case {
    let files = Memory::new()
        .with("cases/hana/child.yaml", "氏名: 佐藤 はな\n")
        .with(format!("cases/hana/record/{name}"), text.to_owned());
    load_case(&files, "hana")
}

/// What is found, each as its code, message and remedy.
fn found(name: &str, text: &str) -> Vec<String> {
    let said = |finding: shien::diagnostic::Diagnostic| {
        format!("{} {} {}", finding.code, finding.message, finding.help.unwrap_or_default())
    };
    child(name, text).findings.into_iter().map(said).collect()
}

const DAY: &str = "- {日付: 2024-05-13, 事業所: hoshi}\n";

#[test]
fn a_month_is_read_line_by_line() {
    let case = child("2024-05.yaml", DAY);
    assert!(case.findings.is_empty(), "{:?}", case.findings);
    let document = case.document("record", "2024-05").expect("the month");
    assert_eq!((document.id().as_str(), document.file_stem().as_str()), ("record/2024-05", "record-2024-05"));
    assert_eq!(document.date_in_words().as_deref(), Some("令和6年5月"));
    // A second file of the month is one of its own.
    assert!(found("2024-05-b.yaml", DAY).is_empty());
}

#[test]
fn a_day_of_another_month_is_said_with_the_file_it_belongs_to() {
    let all = found("2024-05.yaml", &format!("{DAY}- {{日付: 令和6年6月3日, 事業所: hoshi}}\n"));
    assert_eq!(
        all,
        [
            "date-mismatch ファイル名の月(2024-05)と `日付`(2024-06-03)が違います 2024-05 の日付に直すか、この行を record/2024-06.yaml に移してください"
        ]
    );
}

#[test]
fn a_name_that_is_no_month_is_said_with_the_one_that_was_meant() {
    for (name, words) in [
        ("2024-05-13.yaml", "ファイル名「2024-05-13」が年月で始まっていません 2024-05 のように"),
        ("may.yaml", "ファイル名「may」が年月で始まっていません 2024-05 のように"),
        ("2024_05.yaml", "名前を `2024-05.yaml` に変えてください"),
        ("R6.5.yaml", "名前を `2024-05.yaml` に変えてください"),
        ("2024-05.yml", "終わりを .yaml に変えてください(`2024-05.yaml`)"),
    ] {
        let all = found(name, DAY);
        assert!(matches!(&all[..], [one] if one.contains(words)), "{name}: {all:?}");
    }
}

#[test]
fn a_file_that_is_no_list_of_days_is_broken() {
    assert!(child("2024-05.yaml", "日付: 2024-05-13\n").documents[0].broken);
    assert!(!child("2024-05.yaml", "[]\n").documents[0].broken);
}
