//! Packs of an office that bend what they stand on: each setting, and what is said where it is written wrongly.

mod below;
mod boxes;
mod extras;
mod faults;
mod idle;
mod inherited;
mod labels;
mod look;
mod overflow;
mod ratings;
mod show;
mod slips;
mod title;
mod week;

use crate::driver::{OFFICE, PLAN_PRINT, Project, pdf_words};
use shien::diagnostic::{Diagnostic, Severity};
use shien::forms::{Form, Packs};
use shien::source::Memory;
use std::sync::Arc;

/// The manifest of the pack of these tests.
pub(crate) const MANIFEST: &str = "templates/mado/pack.yaml";

/// A pack on `standard` whose 文書 are these.
pub(crate) fn manifest(documents: &str) -> String {
    format!("名称: まど市様式\n継承: standard\n文書:\n{documents}")
}

/// All packs, with one of the office's own, and files beside it.
pub(crate) fn packs(manifest: &str, files: &[(&str, &str)]) -> Packs {
    let own = Memory::new().with(MANIFEST, manifest.as_bytes());
    let own = files.iter().fold(own, |own, (path, text)| own.with(*path, text.as_bytes()));
    Packs::load(Box::new(own))
}

/// What is wrong with the pack: severity, code, line, message, help.
pub(crate) fn said(manifest: &str, files: &[(&str, &str)]) -> Vec<(Severity, String, usize, String, String)> {
    let one = |finding: &Diagnostic| {
        let help = finding.help.clone().unwrap_or_default();
        let (line, _) = finding.place.line_column();
        (finding.severity, finding.code.as_str().to_owned(), line, finding.message.clone(), help)
    };
    packs(manifest, files).findings().map(one).collect()
}

/// A form of the pack.
pub(crate) fn form(manifest: &str, title: &str) -> Arc<Form> {
    let packs = packs(manifest, &[]);
    let found: Vec<&Diagnostic> = packs.findings().collect();
    assert!(found.is_empty(), "{found:?}");
    packs.form("mado", title, None, None).expect("a form")
}

/// The small project, its plan on the pack.
pub(crate) fn project(manifest: &str) -> Project {
    Project::new().edit(OFFICE, "様式: plain", "様式: {個別支援計画: mado}").file(MANIFEST, manifest)
}

/// The words of the plan's print, without white space.
pub(crate) fn print_of(project: &Project) -> String {
    let run = project.run(["build", "--kind", "plan"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    pdf_words(&project.root().join(PLAN_PRINT))
}
