//! A paper made out of an earlier one, and that it can be read before anybody is given it.

use crate::case::{Document, Kind, Model};
use crate::diagnostic::Severity;
use crate::record;
use crate::source::{Obstacle, Source};
use std::path::{Path, PathBuf};

/// A file that is to be made.
#[derive(Debug)]
pub struct NewPaper {
    /// What it is.
    pub kind: &'static Kind,
    /// Its name without the ending.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What a user has to know of it, line by line.
    pub told: Vec<String>,
}

impl NewPaper {
    /// Where it goes, below the project's folder.
    #[must_use]
    pub fn path(&self, child: &str) -> PathBuf {
        let file = format!("{}.{}", self.name, self.kind.format.extension());
        Path::new("cases").join(child).join(self.kind.folder).join(file)
    }
}

/// The record of a new paper.
///
/// # Errors
/// When it has faults that the paper which it came from has not: that one is written in a way which cannot be gone on with.
pub(super) fn readable(paper: &NewPaper, from: &Document) -> Result<Model, Obstacle> {
    let (model, faults) = read(paper.kind, &paper.text);
    let (_, before) = read(from.kind, from.source.text());
    if faults.len() <= before.len() {
        return Ok(model);
    }
    let cause = faults.first().map_or_else(String::new, |fault| format!("({fault})"));
    Err(Obstacle::new(
        format!("{} の書き方では、続きのファイルを作れません{cause}", from.id()),
        "キーを 1 行に一つずつ「キー: 値」と書き、一覧は「- 」の行にしてから、もう一度実行してください",
    ))
}

fn read(kind: &'static Kind, text: &str) -> (Model, Vec<String>) {
    let source = Source::new("new.yaml", text);
    let mut findings = Vec::new();
    let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
    let model = (kind.read)(&source, &mut tree, &mut findings);
    let faults = findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    (model, faults.map(|finding| finding.message).collect())
}
