//! The tables of `pack.yaml` in the guide, compared with what the program reads in one.

use super::Kind;
use super::written::{fields, records, shown};
use crate::driver::repository;
use shien::case::KINDS;
use shien::case::consult::plan::DRAFT_TITLE;
use shien::record::Shape;
use std::collections::BTreeSet;
use std::fs;

/// The chapter on `pack.yaml`.
fn chapter() -> String {
    let text = fs::read_to_string(repository().join("templates/lib/README.md")).expect("readable");
    let start = text.find("\n## pack.yaml\n").expect("the chapter");
    let end = text.find("\n## 雛形の書き方\n").expect("the next one");
    text[start..end].to_owned()
}

/// The names in the first column of the table with this title.
fn column(chapter: &str, title: &str) -> BTreeSet<String> {
    let lines = chapter.lines().skip_while(|line| !line.starts_with(&format!("| {title} |"))).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|'));
    rows.map(|row| row.split('`').nth(1).expect("a name between back-ticks").to_owned()).collect()
}

#[test]
fn the_tables_of_the_guide_have_the_fields_of_a_pack_and_no_other() {
    let kinds = Kind::all();
    let pack = kinds.iter().find(|kind| kind.name == "pack.yaml").expect("the pack");
    let chapter = chapter();
    for (title, path) in [("項目", vec![]), ("文書の項目", vec!["文書"])] {
        let (_, record) = records(&pack.shape).into_iter().find(|(own, _)| *own == path).expect("a record");
        let own: BTreeSet<String> = record.fields.iter().map(|field| field.word.name.to_owned()).collect();
        assert_eq!(column(&chapter, title), own, "the table 「{title}」");
    }
}

#[test]
fn the_guide_names_every_field_and_every_word_of_a_pack() {
    let kinds = Kind::all();
    let pack = kinds.iter().find(|kind| kind.name == "pack.yaml").expect("the pack");
    let chapter = chapter();
    for (path, field) in fields(&pack.shape) {
        assert!(chapter.contains(field.word.name), "{}", shown(&path));
        if let Shape::Choice(words) = &field.shape {
            assert!(words.iter().all(|word| chapter.contains(word.name)), "{} {words:?}", shown(&path));
        }
    }
    for title in KINDS.iter().map(|kind| kind.title).chain([DRAFT_TITLE]) {
        assert!(chapter.contains(&format!("`{title}`")), "{title}");
    }
}
