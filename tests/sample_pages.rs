//! The pages of the samples on the standard form, laid out once for all tests that read them.

use crate::driver::repository;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::Disk;
use shien::typeset::Layout;
use std::sync::LazyLock;

/// The pages of a document.
pub(crate) struct SamplePages {
    pub(crate) child: &'static str,
    /// `plan/2024-03-28`.
    pub(crate) document: String,
    pub(crate) layout: Layout,
}

/// Those of every document of the samples.
pub(crate) fn sample_pages() -> &'static [SamplePages] {
    static PAGES: LazyLock<Vec<SamplePages>> = LazyLock::new(|| {
        let project = Project::from_files(&|| Box::new(Disk::new(repository())), Fonts::embedded());
        let project = project.expect("the samples open");
        ["hana", "ren", "yuki", "mei"].into_iter().flat_map(|child| pages(&project, child)).collect()
    });
    &PAGES
}

fn pages(project: &Project, child: &'static str) -> Vec<SamplePages> {
    let (case, _) = project.load(child, &Settings::default());
    let mut printer = Printer::new(project, Some("standard"));
    let lay_out = |document| {
        let layout = printer.document_layout(&case, document);
        SamplePages { child, document: document.id(), layout: layout.unwrap_or_else(|faults| panic!("{faults:?}")) }
    };
    case.documents.iter().map(lay_out).collect()
}
