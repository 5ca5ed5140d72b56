//! What the loader knows of a kind of document: one constant of this type beside each noun.

use super::Model;
use crate::diagnostic::Diagnostic;
use crate::record::{Node, Shape};
use crate::source::Source;
use crate::value::{Date, Month};
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
    /// The days that one of its files is about, which its name says.
    pub covers: Covers,
    /// The key whose date the file's name repeats.
    pub date_key: &'static str,
    /// What the law and the model form require: paths of keys such as `計画期間.開始`; `支援[].支援目標` holds for each
    /// item of a list, `a|b` at the end asks for one of the two.
    pub required: &'static [&'static str],
    /// The list in whose rows a municipality's form may have boxes of its own, if there is one.
    pub rows: Option<&'static str>,
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

/// How many days one file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// One: the file is a record of its own, `2024-03-28.yaml`.
    Day,
    /// Those of a month, a line for each: `2024-05.yaml`.
    Month,
}

/// Whether a character is one of a number.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

impl Kind {
    /// Whether a file goes on line by line, as its days come, and is no record as a whole.
    #[must_use]
    pub fn is_line_by_line(&self) -> bool {
        self.covers == Covers::Month
    }

    /// The first day that a file of this name is about; none where the name does not begin with it.
    #[must_use]
    pub fn day_of(&self, name: &str) -> Option<Date> {
        match self.covers {
            Covers::Day => name.get(..10)?.parse().ok(),
            Covers::Month => {
                let (month, slug) = name.split_at_checked(7)?;
                // `2024-05-13` is one day, and `2024-05-b` a second file of the month.
                let is_slug = slug.is_empty() || slug.strip_prefix('-').is_some_and(|slug| !slug.starts_with(is_digit));
                month.parse::<Month>().ok().filter(|_| is_slug)?.first_day()
            }
        }
    }

    /// A name as its files have them, for messages.
    #[must_use]
    pub fn example(&self) -> &'static str {
        match self.covers {
            Covers::Day => "2024-03-28",
            Covers::Month => "2024-05",
        }
    }
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
