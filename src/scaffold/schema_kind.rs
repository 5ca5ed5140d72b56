//! The kinds of files that have a schema: those below `cases/`, and the manifest of a pack.

use crate::case::{FileKind, Format};
use crate::forms::Manifest;
use crate::record::Shape;
use std::sync::LazyLock;

/// Where the schemas of a project lie.
pub const SCHEMA_FOLDER: &str = ".shien/schema";

/// The manifest's name in a pack's folder.
const MANIFEST: &str = "pack.yaml";

/// What a manifest may hold: read off the record once.
static MANIFEST_SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of::<Manifest>().requiring(&["名称"]));

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy)]
pub enum SchemaKind {
    /// One below `cases/`.
    File(FileKind),
    /// The manifest of a pack.
    Pack,
}

impl SchemaKind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        FileKind::all().map(Self::File).chain([Self::Pack])
    }

    /// Its name: `child.yaml`, `plan`, `pack.yaml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File(kind) => kind.name(),
            Self::Pack => MANIFEST,
        }
    }

    /// Its name without the ending of a file.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.name().trim_end_matches(".yaml")
    }

    /// Where its schema lies below the project.
    #[must_use]
    pub fn path(self) -> String {
        format!("{SCHEMA_FOLDER}/{}.json", self.word())
    }

    pub(super) fn shape(self) -> &'static Shape {
        match self {
            Self::File(kind) => kind.shape(),
            Self::Pack => &MANIFEST_SHAPE,
        }
    }

    /// The files of a project that are held against it; none of those in Markdown, whose front matter no editor takes for YAML.
    pub(super) fn files(self) -> Option<String> {
        match self {
            Self::File(kind) => (kind.format() == Format::Yaml).then(|| format!("cases/{}", kind.path("*", "*"))),
            Self::Pack => Some(format!("templates/*/{MANIFEST}")),
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::File(FileKind::Organisation) => "事業所",
            Self::File(FileKind::Child) => "児童",
            Self::File(FileKind::Events) => "説明・同意・交付などの記録",
            Self::File(FileKind::Document(kind)) => kind.title,
            Self::Pack => "様式パック",
        }
    }
}
