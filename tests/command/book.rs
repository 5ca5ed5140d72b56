//! What the program knows by itself is told wherever it is asked: the rules, their pages, the forms.

use crate::driver::Run;
use serde_json::Value;
use std::process::Command;

/// The program in a folder that belongs to no project.
fn outside(arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_shien"));
    command.env_clear().current_dir(folder.path()).args(arguments);
    Run::of(command.output().expect("the program starts"))
}

#[test]
fn the_book_and_the_forms_are_told_outside_a_project() {
    let rules = outside(&["rules", "--format", "json"]);
    let rules: Value = serde_json::from_str(&rules.stdout).unwrap_or_else(|error| panic!("{error}: {rules:?}"));
    let rules = rules["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), shien::rules::RULES.len());
    let rule = rules.iter().find(|rule| rule["code"] == "consultant-delivery-missing").expect("it is there");
    assert_eq!((&rule["since"], &rule["reduction"]), (&Value::from("2024-04-01"), &Value::from(false)));
    assert!(rule["basis"].as_str().is_some_and(|basis| basis.contains("第27条")), "{rule:#}");
    let page = outside(&["explain", "consultant-delivery-missing"]);
    assert!(page.code == Some(0) && page.stdout.contains("根拠"), "{page:?}");
    let forms = outside(&["forms"]);
    assert!(forms.code == Some(0) && forms.stdout.contains("(内蔵)templates/tokyo/pack.yaml"), "{forms:?}");
    // What writes into a project needs one.
    let eject = outside(&["forms", "eject", "tokyo"]);
    assert!(eject.code == Some(2) && eject.stderr.contains("--project"), "{eject:?}");
}
