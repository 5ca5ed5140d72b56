//! The bare layout of one document: Typst on its source and nothing else.

use crate::cases;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::Memory;
use shien::typeset::Typesetter;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// As often as a print lets go of what Typst remembers.
const LAYOUTS_PER_FORGETTING: usize = 8;

/// A typesetter that stays warm, and the files of the child.
pub(crate) struct BareLayout {
    files: Memory,
    child: &'static str,
    document: &'static str,
    typesetter: Typesetter,
    laid_out: usize,
}

impl BareLayout {
    /// For a document of the first generated child.
    pub(crate) fn of(id: &'static str) -> Self {
        let (child, document) = id.split_once('/').expect("child and document");
        let files = cases::generate(Path::new(env!("CARGO_MANIFEST_DIR")), 1, 0);
        let library = project(&files).packs().library();
        let library: Vec<_> = library.into_iter().map(|(name, source)| (name, source.text().to_owned())).collect();
        let typesetter = Typesetter::new(Arc::new(Fonts::embedded()), &library);
        Self { files, child, document, typesetter, laid_out: 0 }
    }

    /// How long the layout takes when a file of the child says this.
    pub(crate) fn time(&mut self, path: &str, text: &str) -> Duration {
        let project = project(&self.files.clone().with(path, text));
        let (case, _) = project.load(self.child, &Settings::default());
        let is_meant = |document: &&shien::case::Document| document.file_stem() == self.document;
        let document = case.documents.iter().find(is_meant).expect("the document");
        let source = Printer::new(&project, None).source(&case, document).expect("the form has no error");
        let start = Instant::now();
        let layout = self.typesetter.layout(&source).expect("lays out");
        let time = start.elapsed();
        drop(layout);
        self.laid_out += 1;
        if self.laid_out.is_multiple_of(LAYOUTS_PER_FORGETTING) {
            self.typesetter.forget();
        }
        time
    }
}

fn project(files: &Memory) -> Project {
    Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("the generated project opens")
}
