//! A shape is what the loader accepts: no name, no spelling and no word more, and none less.

use super::written::{Written, example, fields, records, refused, shown};
use super::{Kind, list};
use shien::record::{FieldShape, Scalar, Shape};
use shien::value::{WEEK, read_days};
use std::collections::{BTreeMap, BTreeSet};

/// What is said of a key that is none.
const UNKNOWN: [&str; 2] = ["unknown-key", "syntax-invalid"];

#[test]
fn every_name_of_a_shape_is_read_into_a_field_of_its_own() {
    for kind in Kind::all() {
        let full = kind.full();
        let (findings, record) = kind.load(&full);
        assert!(findings.is_empty(), "{}:\n{}{}", kind.name, kind.text(&full), list(&findings));
        for (path, _) in fields(&kind.shape) {
            let (findings, other) = kind.load(&full.without(&path));
            let unknown: Vec<_> = findings.iter().filter(|finding| UNKNOWN.contains(&finding.code.as_str())).collect();
            assert!(unknown.is_empty(), "{} without {}: {unknown:?}", kind.name, shown(&path));
            assert_ne!(record, other, "{}: {} makes a difference", kind.name, shown(&path));
        }
    }
}

#[test]
fn every_spelling_of_a_name_is_read_as_that_name() {
    let mut spellings = 0;
    for kind in Kind::all() {
        let full = kind.full();
        let (_, record) = kind.load(&full);
        let fields = fields(&kind.shape);
        for turn in 0.. {
            let mut written = full.clone();
            let mut renamed = 0;
            // The inner ones first, while the outer ones still have their names.
            for (path, field) in fields.iter().rev() {
                let Some(alias) = field.word.aliases().nth(turn) else { continue };
                let (name, around) = path.split_last().expect("a field");
                let own = written.fields(around).iter_mut().find(|(own, _)| own == name).expect("written");
                alias.clone_into(&mut own.0);
                renamed += 1;
            }
            if renamed == 0 {
                break;
            }
            spellings += renamed;
            let (findings, other) = kind.load(&written);
            assert!(findings.is_empty(), "{}:\n{}{}", kind.name, kind.text(&written), list(&findings));
            assert_eq!(other, record, "{}: the same under other names", kind.name);
        }
    }
    assert!(spellings > 50, "{spellings} spellings");
}

#[test]
fn records_of_one_type_have_one_shape() {
    let kinds = Kind::all();
    let mut seen: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for kind in &kinds {
        for (path, record) in records(&kind.shape) {
            let names: Vec<Vec<&str>> = record.fields.iter().map(|field| field.word.spellings().collect()).collect();
            // The table of a week is one type for each kind of value, with the same columns.
            let first = seen.entry(record.name).or_insert_with(|| names.clone());
            assert_eq!(*first, names, "{} at {} of {}", record.name, shown(&path), kind.name);
        }
    }
}

#[test]
fn no_name_but_those_of_its_shape_is_read_in_a_record() {
    let kinds = Kind::all();
    let mut pool: BTreeSet<&str> = BTreeSet::from(["未知の項目"]);
    pool.extend(kinds.iter().flat_map(|kind| fields(&kind.shape)).flat_map(|(_, field)| field.word.spellings()));
    let mut seen = BTreeSet::new();
    for kind in &kinds {
        let full = kind.full();
        let (_, record) = kind.load(&full);
        for (path, own) in records(&kind.shape).into_iter().filter(|(_, own)| seen.insert(own.name)) {
            let is_days = |name: &str| own.name == WEEK && read_days(name).is_some();
            let foreign: Vec<&str> =
                pool.iter().copied().filter(|name| own.field(name).is_none() && !is_days(name)).collect();
            let all = foreign.iter().fold(full.clone(), |written, name| written.and(&path, name, "値"));
            let (findings, other) = kind.load(&all);
            assert_eq!(other, record, "{}: nothing of it is read in {}", kind.name, own.name);
            for name in &foreign {
                let said = findings.iter().any(|finding| {
                    let place = &finding.place;
                    UNKNOWN.contains(&finding.code.as_str())
                        && place.source().text()[place.span().range()].trim_matches('"') == *name
                });
                assert!(said, "{}: `{name}` in {} is refused:\n{}", kind.name, own.name, list(&findings));
            }
        }
    }
    assert!(seen.len() > 40, "{} records", seen.len());
}

/// The words of a field, of its items or of the values in it.
fn words(field: &FieldShape) -> Option<Vec<Vec<&'static str>>> {
    let spelt = |words: &[shien::record::Word]| words.iter().map(|word| word.spellings().collect()).collect();
    match inner(&field.shape) {
        Shape::Choice(words) => Some(spelt(words)),
        Shape::Value(scalar @ Scalar::YesNo) => Some(spelt(&scalar.words())),
        _ => None,
    }
}

/// What stands in a list or a map, at last.
fn inner(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(inner) | Shape::OneOrMore(inner) | Shape::Map(inner) => self::inner(inner),
        shape => shape,
    }
}

#[test]
fn every_word_of_a_choice_is_read_and_no_other() {
    let kinds = Kind::all();
    let pool: BTreeSet<&str> = kinds
        .iter()
        .flat_map(|kind| fields(&kind.shape))
        .filter_map(|(_, field)| words(field))
        .flatten()
        .flatten()
        .collect();
    let mut seen = BTreeSet::new();
    for kind in &kinds {
        let full = kind.full();
        for (path, field) in fields(&kind.shape) {
            let Some(words) = words(field) else { continue };
            let mut read: Vec<serde_json::Value> = Vec::new();
            for word in &words {
                let mut records = Vec::new();
                for spelling in word {
                    let (findings, record) = kind.load(&full.with_text(&path, field, spelling));
                    assert!(findings.is_empty(), "{} {} {spelling}: {}", kind.name, shown(&path), list(&findings));
                    records.push(record);
                }
                assert!(
                    records.iter().all(|record| *record == records[0]),
                    "{} {}: {word:?} is one word",
                    kind.name,
                    shown(&path)
                );
                assert!(!read.contains(&records[0]), "{} {}: {word:?} is a word of its own", kind.name, shown(&path));
                read.push(records.swap_remove(0));
            }
            // The other words once for each list of words.
            if !seen.insert(words.clone()) {
                continue;
            }
            let known: BTreeSet<&str> = words.into_iter().flatten().collect();
            for other in pool.difference(&known).copied().chain(["別の語"]) {
                let (findings, _) = kind.load(&full.with_text(&path, field, other));
                let said = findings.iter().any(|finding| finding.code.as_str() == "value-invalid");
                assert!(said, "{} {} refuses {other}: {}", kind.name, shown(&path), list(&findings));
            }
        }
    }
    assert!(seen.len() > 20, "{} lists of words", seen.len());
}

#[test]
fn a_value_is_of_its_kind_and_of_no_other() {
    let mut seen = BTreeSet::new();
    for kind in Kind::all() {
        let full = kind.full();
        for (path, field) in fields(&kind.shape) {
            let (Shape::Value(scalar) | Shape::Either { text: scalar, .. }) = inner(&field.shape) else { continue };
            let accepted = kind.load(&full.with_text(&path, field, example(*scalar))).0;
            assert!(accepted.is_empty(), "{} {}: {}", kind.name, shown(&path), list(&accepted));
            if let Some(other) = refused(*scalar) {
                seen.insert(*scalar);
                let findings = kind.load(&full.with_text(&path, field, other)).0;
                let said = findings.iter().any(|finding| finding.code.as_str() == "value-invalid");
                assert!(said, "{} {} refuses {other}: {}", kind.name, shown(&path), list(&findings));
            }
        }
    }
    assert_eq!(seen.len(), 12, "every kind of value that refuses something: {seen:?}");
}

/// What is written where something else belongs.
pub(super) fn wrong(shape: &Shape) -> Vec<Written> {
    let text = || Written::text("ことば");
    let list = || Written::List(vec![text()]);
    let map = || Written::Record(vec![("なまえ".to_owned(), text())]);
    match shape {
        Shape::Value(_) | Shape::Choice(_) => vec![list(), map()],
        Shape::Record(_) | Shape::Map(_) => vec![text(), list()],
        Shape::List(_) => vec![text(), map()],
        Shape::OneOrMore(_) => vec![map()],
        Shape::Either { .. } => vec![list()],
    }
}

#[test]
fn a_list_is_a_list_and_a_record_a_record() {
    for kind in Kind::all() {
        let full = kind.full();
        for (path, field) in fields(&kind.shape) {
            // Below a heading stands nothing but text.
            if path.len() == 1 && kind.text(&full).contains(&format!("\n## {}\n", path[0])) {
                continue;
            }
            for other in wrong(&field.shape) {
                let findings = kind.load(&full.with(&path, other.clone())).0;
                assert!(!findings.is_empty(), "{} {} refuses {other:?}", kind.name, shown(&path));
            }
            if let (Shape::OneOrMore(item), Written::List(items)) = (&field.shape, full.clone().at(&path)) {
                let findings = kind.load(&full.with(&path, items[0].clone())).0;
                assert!(findings.is_empty(), "{} {}: one {item:?} alone: {}", kind.name, shown(&path), list(&findings));
            }
        }
    }
}
