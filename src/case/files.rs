//! Every kind of file that a project has, each with the shape of what is written in it.

use super::child::{self, Child};
use super::event::Event;
use super::file_names::{CHILD_FILE, EVENTS_FILE, OFFICE_FILE};
use super::kind::{Covers, Format, Kind};
use super::kinds::KINDS;
use super::party::{self, Organisation};
use crate::record::{List, Shape};
use std::sync::LazyLock;

/// A kind of file below `cases/`.
#[derive(Debug, Clone, Copy)]
pub enum FileKind {
    /// `cases/office.yaml`
    Organisation,
    /// `child.yaml` of a child.
    Child,
    /// `events.yaml` of a child.
    Events,
    /// The documents of a kind.
    Document(&'static Kind),
}

/// Every kind with its shape, in the order of [`FileKind::all`].
static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| FileKind::all().map(FileKind::read_shape).collect());

impl FileKind {
    /// Every kind: the office's, then a child's in the order in which its papers come about.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Organisation, Self::Child, Self::Events].into_iter().chain(KINDS.iter().copied().map(Self::Document))
    }

    /// What may be written in its files, and what must be.
    #[must_use]
    pub fn shape(self) -> &'static Shape {
        let is_own = |other: &Self| other.name() == self.name();
        let at = Self::all().position(|other| is_own(&other)).expect("internal: `all` has every kind");
        &SHAPES[at]
    }

    fn read_shape(self) -> Shape {
        match self {
            Self::Organisation => {
                let shape = Shape::of::<Organisation>().requiring(&party::REQUIRED);
                shape.requiring(&party::REQUIRED_OF_AN_EXEMPTION)
            }
            Self::Child => Shape::of::<Child>().requiring(&child::REQUIRED),
            Self::Events => Shape::of::<List<Event>>(),
            Self::Document(kind) => (kind.shape)().requiring(kind.required),
        }
    }

    /// What its files are called: `child.yaml`, or the id of a kind of document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Organisation => OFFICE_FILE,
            Self::Child => CHILD_FILE,
            Self::Events => EVENTS_FILE,
            Self::Document(kind) => kind.id,
        }
    }

    /// The path of one of its files below `cases/`, of a child and, where a child has several, with a name; of what covers a
    /// month, of that of the day.
    #[must_use]
    pub fn path(self, child: &str, name: &str) -> String {
        match self {
            Self::Organisation => OFFICE_FILE.to_owned(),
            Self::Child | Self::Events => format!("{child}/{}", self.name()),
            Self::Document(kind) => {
                let name = match kind.covers {
                    Covers::Day => name,
                    Covers::Month => name.get(..7).unwrap_or(name),
                };
                format!("{child}/{}/{}.{}", kind.folder, kind.file.unwrap_or(name), kind.format.extension())
            }
        }
    }

    /// How its files are written. In Markdown each long text stands below a heading with its name, all else in the front
    /// matter.
    #[must_use]
    pub fn format(self) -> Format {
        match self {
            Self::Organisation | Self::Child | Self::Events => Format::Yaml,
            Self::Document(kind) => kind.format,
        }
    }
}
