//! A finding as data: what is wrong, where, what to write instead. How it looks is each output form's own file.

mod code;
mod excerpt;
mod github;
mod human;
mod json;
mod junit;
mod quote;
mod sarif;
mod short;
mod visible;

pub use code::Code;
pub use github::to_github;
pub use human::Human;
pub use json::{About, to_json, to_json_about};
pub use junit::to_junit;
pub use sarif::{RuleText, to_sarif};
pub use short::to_short;
pub use visible::{Unseen, code_point, visible, visible_html, visible_json, visible_lines, visible_styled};

use crate::source::{FileNames, Place, Span};
use quote::FindingQuotes;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// How grave a finding is. Only an error sets the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 情報: nothing has to be done.
    Info,
    /// 警告 (確認事項): look at it.
    Warning,
    /// エラー: the paper is wrong or missing.
    Error,
}

impl Severity {
    /// The word in machine-readable output.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The word in front of a message.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Info => "情報",
            Self::Warning => "警告",
            Self::Error => "エラー",
        }
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule's code, e.g. `required-missing`.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// What is wrong, with the value, as one sentence.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Further places that explain it.
    pub related: Vec<(Place, String)>,
    /// What to write instead.
    pub help: Option<String>,
    /// What it quotes, once it has let go of its files.
    quotes: Option<Arc<FindingQuotes>>,
}

impl Diagnostic {
    /// A finding of severity error at `place`; the rule's own severity is set when it is reported.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place,
            related: Vec::new(),
            help: None,
            quotes: None,
        }
    }

    /// Whether another one says the same of the same place, however grave it is.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.code == other.code
            && self.message == other.message
            && self.place.span() == other.place.span()
            && self.place.source().path() == other.place.source().path()
    }

    /// The same with another severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same with what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with another place that explains it.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// What of its files it shows.
    fn quotes(&self) -> Arc<FindingQuotes> {
        self.quotes.clone().unwrap_or_else(|| Arc::new(FindingQuotes::of(self)))
    }
}

/// Lets findings go of the texts of their files: each keeps the few lines that it shows. Everything that is written of them is
/// as before, and so is their order.
pub fn release(findings: &mut [Diagnostic]) {
    let mut names = FileNames::default();
    for finding in findings {
        finding.quotes = Some(finding.quotes());
        finding.place.release(&mut names);
        finding.related.iter_mut().for_each(|(place, _)| place.release(&mut names));
    }
}

/// A path as it is written on every system: with `/`.
#[must_use]
pub fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Sorts findings by file, place, gravity and code, and drops repetitions. Findings of one place and code keep the order
/// in which they were made: that of the form.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    let own =
        diagnostics.iter().map(|d| seen.insert((d.place.source().path(), d.place.span().range(), d.code, &d.message)));
    let mut own = own.collect::<Vec<bool>>().into_iter();
    diagnostics.retain(|_| own.next() == Some(true));
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
}

fn key(d: &Diagnostic) -> (&Path, Span, Reverse<Severity>, Code) {
    (d.place.source().path(), d.place.span(), Reverse(d.severity), d.code)
}
