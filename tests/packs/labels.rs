//! Labels of a pack: whatever a form's labels are called, what was written is found on its paper.

use super::MANIFEST;
use crate::driver::{Project, pdf_words};
use crate::swapped::full;
use std::collections::BTreeSet;

/// The labels of a document on a form, as `forms show` tells them.
fn labels(project: &Project, document: &str) -> Vec<String> {
    let run = project.run(["forms", "show", &format!("standard/{document}")]);
    let (_, told) = run.stdout.split_once("\n見出し(").unwrap_or_else(|| panic!("{document}: {}", run.stdout));
    let lines = told.lines().skip(1).take_while(|line| line.starts_with("  "));
    lines.filter_map(|line| line.trim_start().split(" → ").next().map(str::to_owned)).collect()
}

/// The documents of `standard`, as `forms show` lists them.
fn documents(project: &Project) -> Vec<String> {
    let run = project.run(["forms", "show", "standard"]);
    let names = run.stdout.lines().filter_map(|line| line.trim_start().strip_prefix("standard/"));
    names.filter_map(|line| line.split("  ").next().map(str::to_owned)).collect()
}

#[test]
fn whatever_the_labels_are_called_what_was_written_is_found() {
    let bare = full();
    let mut manifest = "名称: まど市様式\n継承: standard\n文書:\n".to_owned();
    let mut renamed = 0;
    for document in documents(&bare) {
        let labels: BTreeSet<String> = labels(&bare, &document).into_iter().collect();
        manifest.push_str(&format!("  {document}:\n    表記:\n      見出し:\n"));
        for (number, label) in labels.iter().enumerate() {
            let label = label.replace('"', "\\\"");
            manifest.push_str(&format!("        \"{label}\": 町の{number}番\n"));
            renamed += 1;
        }
    }
    assert!(renamed > 300, "{renamed}");
    let project = full().file(MANIFEST, manifest);
    let run = project.run(["check", "--print", "--form", "mado", "--format", "json"]);
    let refused = ["value-unprinted", "template-invalid", "text-lost", "unknown-key"];
    let found: Vec<_> = refused.into_iter().flat_map(|code| run.findings(code)).collect();
    let told: Vec<String> = found.iter().map(|own| format!("{}:{} {}", own.file, own.line, own.message)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    project.run(["build", "--form", "mado", "--draft"]);
    let print = pdf_words(&project.root().join("output/hana/record-2024-05.pdf"));
    assert!(print.contains('番') && !print.contains("往："), "{print}");
}
