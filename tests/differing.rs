//! In which papers a pack differs from the national forms. The tests over all packs and the check of the PDFs set these
//! alone: what is rendered to the same source is the same print.

use crate::driver::repository;
use shien::case::KINDS;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::Disk;
use std::collections::{BTreeMap, BTreeSet};

/// A line for each pack: its id and the kinds.
const LIST: &str = include_str!("forms/differing.txt");

/// The kinds of papers of each shipped pack but `standard` that differ from the national form.
pub(crate) fn differing() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            (words.next().expect("a pack"), words.collect())
        })
        .collect()
}

#[test]
fn each_pack_differs_from_the_national_forms_in_these_papers_alone() {
    let project = Project::from_files(&|| Box::new(Disk::new(repository())), Fonts::embedded()).expect("it opens");
    let packs = project.packs().iter().map(|pack| pack.id.as_str()).filter(|id| *id != "standard");
    let packs: Vec<(&str, Printer<'_>)> = packs.map(|id| (id, Printer::new(&project, Some(id)))).collect();
    assert!(packs.len() >= 7, "{} packs", packs.len());
    let national = Printer::new(&project, Some("standard"));
    let mut found: BTreeMap<&str, BTreeSet<&str>> = packs.iter().map(|(id, _)| (*id, BTreeSet::new())).collect();
    for child in ["hana", "mei", "ren", "yuki"] {
        let (case, _) = project.load(child, &Settings::default());
        for document in &case.documents {
            let source = |printer: &Printer<'_>| {
                let rendering = printer.rendering(&case, document).expect("the form has no error");
                rendering.source().to_owned()
            };
            let national = source(&national);
            for (pack, printer) in &packs {
                let kinds = found.get_mut(pack).expect("a pack");
                // Once is enough to differ.
                if !kinds.contains(document.kind.id) && source(printer) != national {
                    kinds.insert(document.kind.id);
                }
            }
        }
    }
    let listed = differing();
    assert_eq!(found, listed, "tests/forms/differing.txt");
    assert!(listed.values().flatten().all(|kind| KINDS.iter().any(|own| own.id == *kind)));
}
