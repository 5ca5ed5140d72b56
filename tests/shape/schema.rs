//! A schema and the loader are of one mind about the structure of a file: both take it, or both refuse it.

use super::loader::wrong;
use super::written::{Path, Written, example, fields, records, refused, shown};
use super::{Kind, list};
use crate::command::schema::faults;
use crate::driver::{files_below, repository};
use serde_json::Value;
use shien::case::{FileKind, Format};
use shien::forms::Packs;
use shien::record::{FieldShape, Required, Scalar, Shape};
use shien::scaffold::{SchemaKind, editor_settings, schema_of};
use shien::source::Memory;

/// Every kind of file that has a schema, with it.
fn kinds() -> impl Iterator<Item = (Kind, Value)> {
    let packs = Packs::load(Box::new(Memory::new()));
    Kind::all().into_iter().map(move |kind| {
        let of = kind.file.map_or(SchemaKind::Pack, SchemaKind::File);
        let schema = schema_of(of, &packs);
        (kind, schema)
    })
}

/// Whether a schema has nothing against a file.
fn takes(schema: &Value, written: &Written) -> bool {
    faults(schema, schema, &written.json(), "").is_empty()
}

/// Asserts that the loader and the schema say the same of a file, and that it is this.
fn agree(kind: &Kind, schema: &Value, written: &Written, taken: bool, what: &str) {
    let findings = kind.load(written).0;
    assert_eq!(findings.is_empty(), taken, "{} {what}: the loader: {}", kind.name, list(&findings));
    let faults = faults(schema, schema, &written.json(), "");
    assert_eq!(faults.is_empty(), taken, "{} {what}: the schema: {faults:?}", kind.name);
}

/// Whether a field stands below a heading: an editor sees the front matter alone.
fn is_below(kind: &Kind, path: &Path, field: &FieldShape) -> bool {
    kind.file.map(FileKind::format) == Some(Format::Markdown) && path.len() == 1 && field.shape.is_long_text()
}

#[test]
fn a_full_file_and_its_older_spellings_are_taken() {
    for (kind, schema) in kinds() {
        let full = kind.full();
        agree(&kind, &schema, &full, true, "in full");
        for (path, field) in fields(&kind.shape).into_iter().rev() {
            let (name, around) = path.split_last().expect("a field");
            for alias in field.word.aliases() {
                let mut written = full.clone();
                let own = written.fields(around).iter_mut().find(|(own, _)| own == name).expect("written");
                alias.clone_into(&mut own.0);
                agree(&kind, &schema, &written, true, &format!("{} as {alias}", shown(&path)));
            }
        }
    }
}

#[test]
fn a_name_that_nobody_reads_is_refused() {
    for (kind, schema) in kinds() {
        let full = kind.full();
        for (path, _) in records(&kind.shape) {
            let written = full.and(&path, "未知の項目", "値");
            agree(&kind, &schema, &written, false, &format!("未知の項目 in {}", shown(&path)));
        }
    }
}

#[test]
fn a_schema_misses_what_the_rules_miss() {
    for (kind, schema) in kinds() {
        let full = kind.full();
        for (path, field) in fields(&kind.shape) {
            let is_missed = field.required == Required::Always && !is_below(&kind, &path, field);
            let what = shown(&path);
            assert_eq!(takes(&schema, &full.without(&path)), !is_missed, "{} without {what}", kind.name);
            if let (Required::OneOf(names), false) = (&field.required, is_below(&kind, &path, field)) {
                let (_, around) = path.split_last().expect("a field");
                let without = names.iter().fold(full.clone(), |written, name| {
                    written.without(&around.iter().copied().chain([*name]).collect::<Vec<_>>())
                });
                assert!(!takes(&schema, &without), "{} without any of {names:?}", kind.name);
            }
        }
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
fn the_words_of_a_choice_are_taken_and_others_refused() {
    for (kind, schema) in kinds() {
        let full = kind.full();
        for (path, field) in fields(&kind.shape) {
            let words = match inner(&field.shape) {
                Shape::Choice(words) => words.clone(),
                Shape::Value(scalar @ Scalar::YesNo) => scalar.words(),
                _ => continue,
            };
            for word in words.iter().flat_map(|word| word.spellings()) {
                let written = full.with_text(&path, field, word);
                agree(&kind, &schema, &written, true, &format!("{}: {word}", shown(&path)));
            }
            let written = full.with_text(&path, field, "別の語");
            agree(&kind, &schema, &written, false, &format!("{}: 別の語", shown(&path)));
        }
    }
}

/// A schema does not reckon with the calendar, and knows no words for days.
fn is_of_structure(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Hours | Scalar::Length | Scalar::Number | Scalar::Score | Scalar::Yen | Scalar::YesNo)
}

#[test]
fn a_value_of_another_kind_is_refused() {
    for (kind, schema) in kinds() {
        let full = kind.full();
        for (path, field) in fields(&kind.shape) {
            let what = shown(&path);
            if let Shape::Value(scalar) | Shape::Either { text: scalar, .. } = inner(&field.shape) {
                agree(&kind, &schema, &full.with_text(&path, field, example(*scalar)), true, &what);
                if let Some(other) = refused(*scalar).filter(|_| is_of_structure(*scalar)) {
                    agree(&kind, &schema, &full.with_text(&path, field, other), false, &format!("{what}: {other}"));
                }
            }
            if is_below(&kind, &path, field) {
                continue;
            }
            for other in wrong(&field.shape) {
                agree(&kind, &schema, &full.with(&path, other.clone()), false, &format!("{what}: {other:?}"));
            }
        }
    }
}

#[test]
fn the_packs_of_this_repository_are_taken_and_a_misspelt_key_of_them_is_not() {
    let packs = Packs::load(Box::new(Memory::new()));
    let schema = schema_of(SchemaKind::Pack, &packs);
    let manifests = files_below(&repository().join("templates")).into_iter().filter(|path| path.ends_with("pack.yaml"));
    let mut taken = 0;
    for path in manifests {
        let text = std::fs::read_to_string(&path).expect("readable");
        let own = |text: &str| faults(&schema, &schema, &serde_yaml::from_str(text).expect("YAML"), "");
        assert_eq!(own(&text), [""; 0], "{}", path.display());
        assert_ne!(own(&text.replace("名称:", "名前:")), [""; 0], "{}", path.display());
        taken += 1;
    }
    assert!(taken > 5, "{taken} packs");
    assert_eq!(editor_settings()["yaml.schemas"][".shien/schema/pack.json"], "templates/*/pack.yaml");
}
