//! The sentences on the fields: one for each field that the loader reads, and none for another.

use crate::shape::written::records;
use shien::case::FileKind;
use shien::rules;
use shien::scaffold::FieldRemark;
use std::collections::BTreeSet;

#[test]
fn every_field_that_is_read_has_its_sentence_and_nothing_else_has() {
    let shapes = FileKind::all().map(FileKind::shape);
    let records = shapes.flat_map(records).map(|(_, record)| record);
    let fields: BTreeSet<(&str, &str)> =
        records.flat_map(|record| record.fields.iter().map(|field| (record.name, field.word.name))).collect();
    let said: BTreeSet<(&str, &str)> = FieldRemark::all().collect();
    let forgotten: Vec<_> = fields.difference(&said).collect();
    let gone: Vec<_> = said.difference(&fields).collect();
    assert!(forgotten.is_empty() && gone.is_empty(), "without a sentence: {forgotten:?}\nwithout a field: {gone:?}");
    assert!(fields.len() > 300, "{} fields", fields.len());
}

#[test]
fn a_sentence_is_short_and_names_rules_that_there_are() {
    for (record, field) in FieldRemark::all() {
        let remark = FieldRemark::on(record, field).expect("said");
        assert!(!remark.says.is_empty(), "{record}.{field} says something");
        assert!(remark.says.chars().count() <= 80, "{record}.{field}: {}", remark.says);
        assert!(!remark.says.contains('\n') && !remark.says.ends_with('。'), "{record}.{field}: {}", remark.says);
        for code in remark.rules() {
            assert!(rules::find(code).is_some(), "{record}.{field}: the rule {code}");
        }
    }
}
