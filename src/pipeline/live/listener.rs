//! What a live project tells those who look on.

use super::views::{Sheet, View};
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{Failure, Outcome, Progress, SetupError};
use crate::typeset::Rect;
use crate::value::Date;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Somebody who is told what changes. Called from several threads; it must not wait.
pub trait Listener: Send + Sync {
    /// The project was opened again: what is wrong with the office file and the packs, and the packs by id and name.
    fn project(&self, findings: &[Diagnostic], packs: &[(String, String)]);

    /// The project cannot be opened at present.
    fn unusable(&self, error: &SetupError);

    /// A child is there, or its state is another.
    fn child(&self, child: &ChildState);

    /// A child's folder is gone.
    fn gone(&self, child: &str);

    /// This program itself failed at a child or one of its documents. The others go on.
    fn failed(&self, failure: &Failure);

    /// What a view shows is another.
    fn shown(&self, view: &View, shown: Shown);

    /// How far the first run is.
    fn progress(&self, progress: Progress);

    /// A change is dealt with.
    fn finished(&self, report: &ChangeReport);
}

/// How many findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// エラー
    pub errors: usize,
    /// 警告
    pub warnings: usize,
    /// 情報
    pub remarks: usize,
}

impl Tally {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        findings.into_iter().fold(Self::default(), |mut tally, finding| {
            match finding.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Info => tally.remarks += 1,
            }
            tally
        })
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            remarks: self.remarks + other.remarks,
        }
    }
}

/// A child as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildState {
    /// The folder's name.
    pub id: String,
    /// 氏名, where it is written.
    pub name: Option<String>,
    /// ふりがな, where it is written.
    pub reading: Option<String>,
    /// What is wrong with the files that are no documents.
    pub tally: Tally,
    /// The documents in the order in which they came about.
    pub documents: Vec<DocumentState>,
}

/// A document as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentState {
    /// `hana/plan-2024-03-28`: its print without the ending.
    pub id: String,
    /// The kind's name.
    pub title: &'static str,
    /// The file's name without its ending.
    pub name: String,
    /// Its date, where it has one.
    pub date: Option<Date>,
    /// 原案 or 案, where it is one.
    pub draft: Option<&'static str>,
    /// What is wrong with it, in its file and in its print.
    pub tally: Tally,
    /// Whether its print is of the present text.
    pub standing: Standing,
}

/// Where a document's print stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is being made.
    Waiting,
    /// It is of the present text.
    Printed,
    /// It is an older one, or none, because of an error.
    Refused,
    /// It is an older one, or none, because something required is not written yet.
    Incomplete,
    /// It could not be written.
    Unwritten,
}

/// What a view shows.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The pages; none where the last good ones stay.
    pub sheets: Option<Vec<Arc<Sheet>>>,
    /// What is wrong with the document, then with the child's other files, then with the office file and the packs.
    pub findings: Vec<Diagnostic>,
    /// Where on the pages each of these findings has its place, as far as that is known.
    pub spots: Vec<Option<Spot>>,
    /// How the pages stand to the text.
    pub sight: Sight,
}

/// Where on the pages something stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The page, from 0.
    pub page: usize,
    /// The box around it, in points.
    pub rect: Rect,
    /// Whether it is the very value; else what is printed nearest to it.
    pub exact: bool,
}

/// How the pages of a view stand to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// They are of the present text.
    Fresh,
    /// They are of the present text, marked 未完成: something required is not written yet.
    Incomplete,
    /// They are of the present text, which cannot be printed.
    Unprintable,
    /// They are the last good ones: the present text has an error.
    Stale,
    /// There is no such document.
    Gone,
}

/// What a change came to.
#[derive(Debug, Default)]
pub struct ChangeReport {
    /// What changed, relative to the project; empty for the first run.
    pub paths: Vec<PathBuf>,
    /// What became of each document that depends on it, sorted by path.
    pub outcomes: Vec<Outcome>,
    /// What is wrong and was not told before, sorted by file and place; in the first run, everything.
    pub findings: Vec<Diagnostic>,
    /// What was told before and is wrong no more, in the same order.
    pub gone: Vec<Diagnostic>,
    /// All that is wrong now.
    pub left: Tally,
    /// From the change until the last print was written.
    pub elapsed: Duration,
    /// From the change until its first page was shown, where somebody looks.
    pub shown: Option<Duration>,
}
