//! What the loader knows of a kind of document: one constant of this type beside each noun.

use super::Model;
use crate::diagnostic::Diagnostic;
use crate::record::{Node, Shape};
use crate::source::Source;
use std::sync::Arc;

/// A kind of document that a child's folder holds.
#[derive(Debug)]
pub struct Kind {
    /// The word in file names and on the command line.
    pub id: &'static str,
    /// The name in form packs and messages.
    pub title: &'static str,
    /// The folder below the child's: `plan`, `consult/plan`.
    pub folder: &'static str,
    /// The file's name without its ending, where a child has only one of this kind and no date names it.
    pub file: Option<&'static str>,
    /// How its files are written.
    pub format: Format,
    /// The key whose date the file's name repeats.
    pub date_key: &'static str,
    /// What the law and the model form require: paths of keys such as `計画期間.開始`; `支援[].支援目標` holds for each
    /// item of a list, `a|b` at the end asks for one of the two.
    pub required: &'static [&'static str],
    /// What may be written in it, of the record that `read` makes.
    pub shape: fn() -> Shape,
    /// Reads a tree as a record of this kind.
    pub read: fn(&Arc<Source>, &mut Node, &mut Vec<Diagnostic>) -> Model,
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML.
    Yaml,
    /// Markdown with front matter and fixed headings.
    Markdown,
}

impl Format {
    /// The file name's ending.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Markdown => "md",
        }
    }
}
