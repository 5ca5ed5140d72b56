//! The shapes of the files, compared with what the loader, the rules and the guide make of such files.

mod guide;
mod loader;
mod pack;
mod references;
mod required;
mod schema;
pub(crate) mod written;

use shien::case::{FileKind, Format, Model, load_case, load_organisation};
use shien::diagnostic::Diagnostic;
use shien::forms::{Manifest, Packs};
use shien::record::Shape;
use shien::source::Memory;
use std::path::Path;
use written::{DAY, Written};

/// A kind of file: those below `cases/`, and `pack.yaml`.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) file: Option<FileKind>,
    path: String,
}

/// The child of these tests.
pub(crate) const CHILD: &str = "hana";

impl Kind {
    /// Every kind of file that a user writes in the words of a record.
    pub(crate) fn all() -> Vec<Self> {
        let own = FileKind::all().map(|file| Self {
            name: file.name(),
            shape: file.shape().clone(),
            file: Some(file),
            path: format!("cases/{}", file.path(CHILD, DAY)),
        });
        let pack = Self {
            name: "pack.yaml",
            shape: Shape::of::<Manifest>().requiring(&["名称"]),
            file: None,
            path: "templates/mypack/pack.yaml".to_owned(),
        };
        own.chain([pack]).collect()
    }

    /// A file of this kind with everything that it may have.
    pub(crate) fn full(&self) -> Written {
        Written::full(&self.shape)
    }

    /// The text of such a file.
    pub(crate) fn text(&self, written: &Written) -> String {
        let markdown = self.file.is_some_and(|file| file.format() == Format::Markdown);
        let root = self.shape.record().expect("a record");
        let is_heading = |name: &str| root.field(name).is_some_and(|field| field.shape.is_long_text());
        written.file(markdown, is_heading)
    }

    /// What the loader makes of such a file: what it finds in it, and the record.
    pub(crate) fn load(&self, written: &Written) -> (Vec<Diagnostic>, serde_json::Value) {
        self.load_text(self.text(written))
    }

    pub(crate) fn load_text(&self, text: String) -> (Vec<Diagnostic>, serde_json::Value) {
        let files = Memory::new().with(&self.path, text);
        let json = |record: Result<serde_json::Value, _>| record.expect("a record is plain data");
        let mut findings = Vec::new();
        let record = match self.file {
            Some(FileKind::Organisation) => json(serde_json::to_value(load_organisation(&files, &mut findings).value)),
            None => {
                let packs = Packs::load(Box::new(files));
                // That the pack stands on itself is no question of its shape.
                findings.extend(packs.findings().filter(|finding| finding.code.as_str() != "form-unknown").cloned());
                json(serde_json::to_value(&packs.get("mypack").expect("the pack").manifest))
            }
            Some(file) => {
                let case = load_case(&files, CHILD);
                findings.extend(case.findings.iter().cloned());
                match file {
                    FileKind::Child => json(serde_json::to_value(&case.child.value)),
                    FileKind::Events => json(serde_json::to_value(&case.events.expect("the events").value)),
                    _ => json(serde_json::to_value::<&Model>(&case.documents.first().expect("the document").model)),
                }
            }
        };
        findings.retain(|finding| finding.place.source().path() == Path::new(&self.path));
        (findings, record)
    }
}

/// Findings one a line, for a failing test's message.
pub(crate) fn list(findings: &[Diagnostic]) -> String {
    findings.iter().map(|finding| format!("{}: {}\n", finding.code, finding.message)).collect()
}
