//! What a shape calls required is what the rules miss, and nothing else is.

use super::written::{DAY, Path, Written, records, shown};
use super::{CHILD, Kind};
use crate::driver::{Finding, Project};
use shien::case::FileKind;
use shien::record::{FieldShape, Required, Shape};
use std::collections::BTreeSet;

/// What is left out of a file, and what is to be said of it.
struct Lack {
    left_out: Vec<Path>,
    is_missed: bool,
}

/// The fields that were left out of some file already, by their records: one that nobody asks for is tried once.
type Tried = BTreeSet<(&'static str, &'static str)>;

/// Each field left out once; and all of those of which one must be written.
fn lacks(kind: &Kind, tried: &mut Tried) -> Vec<Lack> {
    let mut lacks = Vec::new();
    for (path, record, field) in fields_of_records(&kind.shape) {
        let is_missed = field.required == Required::Always;
        if field.required == Required::Never && !tried.insert((record, field.word.name)) {
            continue;
        }
        if let Required::OneOf(names) = &field.required {
            let (_, around) = path.split_last().expect("a field");
            let all = names.iter().map(|name| around.iter().copied().chain([*name]).collect()).collect();
            lacks.push(Lack { left_out: all, is_missed: true });
        }
        lacks.push(Lack { left_out: vec![path], is_missed });
    }
    lacks
}

/// Every field with the way to it and the name of its record.
fn fields_of_records(shape: &Shape) -> Vec<(Path, &'static str, &FieldShape)> {
    let mut all = Vec::new();
    for (path, record) in records(shape) {
        let way = |field: &FieldShape| path.iter().copied().chain([field.word.name]).collect();
        all.extend(record.fields.iter().map(|field| (way(field), record.name, field)));
    }
    all
}

fn without(full: &Written, lack: &Lack) -> Written {
    lack.left_out.iter().fold(full.clone(), |written, path| written.without(path))
}

fn judge(kind: &Kind, lack: &Lack, findings: &[Finding]) {
    let left_out: Vec<String> = lack.left_out.iter().map(|path| shown(path)).collect();
    let missed: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.code == "required-missing")
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(!missed.is_empty(), lack.is_missed, "{} without {left_out:?}: {missed:?}", kind.name);
    for message in missed {
        let named = lack.left_out.iter().all(|path| message.contains(path.last().expect("a field")));
        assert!(named, "{} without {left_out:?}: {message}", kind.name);
    }
}

#[test]
fn what_must_be_written_is_missed_when_it_is_left_out() {
    let kinds = Kind::all();
    let of = |wanted: &str| kinds.iter().find(|kind| kind.name == wanted).expect("a kind");
    let (office, child) = (of("office.yaml"), of("child.yaml"));
    let project = Project::new().remove("cases").remove("templates");
    let mut project = project.file("cases/office.yaml", office.text(&office.full()));
    // Children that share no number and no address, of which the rules would speak.
    let name = [("氏名", "ほし はな"), ("生年月日", "2016-05-02")]
        .map(|(name, value)| (name.to_owned(), Written::text(value)));
    let guardian = Written::Record(vec![("氏名".to_owned(), Written::text("ほし みき"))]);
    let guardians = ("保護者".to_owned(), Written::List(vec![guardian]));
    let child_file = child.text(&Written::Record(name.into_iter().chain([guardians]).collect()));
    let mut expected = Vec::new();
    let mut tried = Tried::new();
    for kind in &kinds {
        let Some(file @ (FileKind::Child | FileKind::Events | FileKind::Document(_))) = kind.file else { continue };
        let full = kind.full();
        for lack in lacks(kind, &mut tried) {
            let folder = format!("c{}", expected.len());
            let path = format!("cases/{}", file.path(&folder, DAY));
            project = project
                .file(&format!("cases/{folder}/child.yaml"), &child_file)
                .file(&path, kind.text(&without(&full, &lack)));
            expected.push((kind, lack, path));
        }
    }
    assert!(expected.len() > 200, "{} fields", expected.len());
    let all = project.check().all();
    for (kind, lack, path) in &expected {
        let own: Vec<Finding> = all.iter().filter(|finding| finding.file == *path).cloned().collect();
        judge(kind, lack, &own);
    }
}

#[test]
fn what_the_office_must_write_is_missed_when_it_is_left_out() {
    let kinds = Kind::all();
    let office = kinds.iter().find(|kind| kind.name == "office.yaml").expect("the office");
    let full = office.full();
    let mut project = Project::new().remove("cases").folder(&format!("cases/{CHILD}"));
    for lack in lacks(office, &mut Tried::new()) {
        project = project.file("cases/office.yaml", office.text(&without(&full, &lack)));
        judge(office, &lack, &project.check().findings_in("cases/office.yaml"));
    }
}
