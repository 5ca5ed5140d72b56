//! The repository's own samples are what a reader tries first: nothing is wrong with them, and all of them print.

use crate::driver::{Project, files_below, pdf_text, repository};
use std::collections::BTreeSet;

#[test]
fn the_samples_have_no_errors() {
    let run = Project::samples().check_print();
    let errors: Vec<_> = run.all().into_iter().filter(|finding| finding.severity == "error").collect();
    assert_eq!(errors, [], "{}", run.list());
    assert_eq!(run.code, Some(0));
}

#[test]
fn every_document_of_the_samples_is_printed() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let run = Project::samples().run(["build", "--out", out.path().to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let cases = repository().join("cases");
    let documents = files_below(&cases).into_iter().filter_map(|path| {
        let parts: Vec<_> =
            path.strip_prefix(&cases).ok()?.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        // `hana/consult/plan/2024-03-20.yaml` is printed as `hana/consult-plan-2024-03-20.pdf`.
        let [child, folders @ .., file] = parts.as_slice() else { return None };
        (!folders.is_empty()).then(|| format!("{child}/{}-{}.pdf", folders.join("-"), stem(file)))
    });
    let printed = files_below(out.path())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .filter_map(|path| Some(path.strip_prefix(out.path()).ok()?.to_string_lossy().replace('\\', "/")));
    assert_eq!(printed.collect::<BTreeSet<_>>(), documents.collect());
}

/// A file's name without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

#[test]
fn the_boxes_of_a_plan_grow_with_yuki_s_long_texts() {
    let project = Project::samples();
    assert!(project.check().findings("text-overflow").is_empty(), "`check` alone lays nothing out");
    assert!(project.check_print().findings("text-overflow").is_empty(), "no box is too small");
    let out = tempfile::tempdir().expect("a temporary folder");
    let folder = out.path().to_str().expect("UTF-8");
    project.run(["build", "yuki", "--form", "standard", "--kind", "plan", "--out", folder]);
    let print = out.path().join("yuki/plan-2025-09-25.pdf");
    let text = pdf_text(&print);
    assert!(text.contains("総合的な支援の方針") && !text.contains("別紙"), "{text}");
}
