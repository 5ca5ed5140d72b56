//! No word of the program stands on paper: no id of a row, a need or a member of staff, no name of a file, no back-tick.
//! What a paper names it names as people do.

use crate::driver::repository;
use shien::case::{Case, KINDS};
use shien::compare::{Medium, Version, compare};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::record::{Node, Value};
use shien::source::Disk;
use shien::typeset::Layout;
use std::collections::BTreeSet;

const CHILDREN: [&str; 4] = ["hana", "ren", "yuki", "mei"];

/// The ids that a file gives, and the names of people and offices in it that are ids.
fn ids(node: &Node, found: &mut BTreeSet<String>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                if let ("id", Value::Text(id)) = (entry.key.as_str(), &entry.node.value) {
                    found.insert(id.clone());
                }
                ids(&entry.node, found);
            }
        }
        Value::List(items) => items.iter().for_each(|item| ids(item, found)),
        _ => {}
    }
}

/// What the program calls things that a paper may speak of.
fn words_of_the_program(case: &Case, project: &Project) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = KINDS.iter().map(|kind| kind.id.to_owned()).collect();
    found.insert(case.id.clone());
    ids(&case.child.tree, &mut found);
    for document in &case.documents {
        found.insert(document.name.clone());
        ids(&document.tree, &mut found);
    }
    for office in project.organisation().offices.iter() {
        found.extend(office.id.get().cloned());
        found.extend(office.staff.iter().filter_map(|one| one.id.get().cloned()));
    }
    found
}

/// The words of Latin letters and digits on the pages, and whatever no paper says: a path, a back-tick.
fn latin(layout: &Layout) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '`');
    let runs = (0..layout.pages()).flat_map(|page| layout.drawing(page).texts);
    let mut found = BTreeSet::new();
    for run in runs {
        found.extend(run.text.split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned));
    }
    found
}

/// What stands on some pages and should not.
fn strange(layout: &Layout, known: &BTreeSet<String>) -> Vec<String> {
    let is_path = |word: &str| {
        word.split_once('/').is_some_and(|(folder, _)| folder.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    latin(layout).into_iter().filter(|word| word.contains('`') || known.contains(word) || is_path(word)).collect()
}

#[test]
fn no_word_of_the_program_stands_on_any_page_of_any_pack() {
    let project =
        Project::from_files(&|| Box::new(Disk::new(repository())), Fonts::embedded()).expect("the samples open");
    let packs: Vec<String> = project.packs().iter().map(|pack| pack.id.clone()).collect();
    assert!(packs.len() > 4, "{packs:?}");
    let mut seen = BTreeSet::new();
    for child in CHILDREN {
        let (case, _) = project.load(child, &Settings::default());
        let known = words_of_the_program(&case, &project);
        assert!(known.contains("s1"), "the rows have ids: {known:?}");
        for pack in &packs {
            let mut printer = Printer::new(&project, Some(pack));
            for document in &case.documents {
                // Most packs print most papers as the standard does.
                let Ok(source) = printer.source(&case, document) else { continue };
                if seen.insert(source) {
                    let layout = printer.document_layout(&case, document).unwrap_or_else(|faults| panic!("{faults:?}"));
                    assert_eq!(strange(&layout, &known), [""; 0], "{child}/{} on {pack}", document.id());
                }
            }
            printer.forget();
        }
    }
}

#[test]
fn no_id_stands_on_a_comparison_of_two_plans() {
    let project =
        Project::from_files(&|| Box::new(Disk::new(repository())), Fonts::embedded()).expect("the samples open");
    for child in CHILDREN {
        let (case, _) = project.load(child, &Settings::default());
        let known = words_of_the_program(&case, &project);
        let version =
            |document| Version { case: &case, document, organisation: project.organisation(), revision: None };
        let mut kinds = BTreeSet::new();
        // One pair of each kind: a comparison of all kinds' every pair takes minutes.
        let pairs = case.documents.windows(2).filter(|pair| pair[0].kind.id == pair[1].kind.id);
        for pair in pairs.filter(|pair| kinds.insert(pair[0].kind.id)) {
            let versions = (&version(&pair[0]), &version(&pair[1]));
            let comparison = compare(versions.0, versions.1, Medium::Paper);
            let layout = Printer::new(&project, None).comparison_layout(versions, &comparison, true);
            let layout = layout.unwrap_or_else(|faults| panic!("{faults:?}"));
            assert_eq!(strange(&layout, &known), [""; 0], "{child}: {} and {}", pair[0].id(), pair[1].id());
        }
    }
}
