//! The promise on the files: what was written for version 0.1 is read for ever, and its 版 never moves. `tests/frozen/`
//! says what is in it.

use crate::driver::{Project, files_below, repository};
use crate::revisions::revisions;
use crate::shape::Kind;
use shien::case::load_case;
use shien::diagnostic::Severity;
use shien::source::Disk;
use std::fs;
use std::path::PathBuf;

const CHILDREN: [&str; 4] = ["hana", "mei", "ren", "yuki"];

fn frozen() -> PathBuf {
    repository().join("tests/frozen")
}

#[test]
fn the_samples_of_the_first_version_load() {
    for child in CHILDREN {
        let case = load_case(&Disk::new(frozen()), child);
        let errors: Vec<_> = case.findings.iter().filter(|finding| finding.severity != Severity::Info).collect();
        assert!(errors.is_empty(), "{child}: {errors:#?}");
        let papers = files_below(&frozen().join("cases").join(child)).len() - 2;
        assert_eq!(case.documents.len(), papers, "every file of {child} but child.yaml and events.yaml is a paper");
    }
    // On the day on which they were frozen nothing was wrong with them, and what was read then is judged the same.
    let run = Project::at(&frozen()).check();
    let errors: Vec<_> = run.all().into_iter().filter(|finding| finding.severity == "error").collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_version_of_the_first_version_never_moves() {
    let found: String = CHILDREN.map(|child| revisions(&frozen(), child)).concat();
    let recorded = fs::read_to_string(frozen().join("versions.txt")).expect("recorded");
    assert_eq!(found, recorded);
}

/// The file of a kind in `full/`, under a name that has no folders.
fn full(kind: &Kind) -> PathBuf {
    frozen().join("full").join(kind.name.replace('/', "-"))
}

#[test]
fn every_field_of_the_first_version_is_read_under_its_name() {
    for kind in Kind::all() {
        let path = full(&kind);
        if !path.exists() && std::env::var_os("UPDATE_FROZEN").is_some() {
            fs::create_dir_all(frozen().join("full")).expect("a folder");
            fs::write(&path, kind.text(&kind.full())).expect("written");
        }
        // A kind that came later has its file where it came.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let (findings, _) = kind.load_text(text);
        let wrong: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", kind.name);
    }
    let kept = files_below(&frozen().join("full")).len();
    assert!(kept >= 15, "{kept} kinds are kept");
}
