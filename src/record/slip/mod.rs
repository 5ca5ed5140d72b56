//! Where YAML breaks, what its author did: the slip itself, at its own line, and not where a parser stumbled over it.
//!
//! A parser says where it could not go on. A slip lies there or above: a bracket that was never closed, a line that lost its
//! indent. So the lines are read once more from the top, as people see them (keys, items, texts, brackets), up to the first
//! that is not as it should be. This is asked only when a file could not be parsed.

mod conflict;
mod flow;
mod line;
mod sketch;

pub use conflict::find as conflict;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use std::ops::Range;
use std::sync::Arc;

/// What was done by mistake, and what to write.
#[derive(Debug)]
pub(super) struct Slip {
    at: Range<usize>,
    message: String,
    help: String,
    /// A place that explains it, with what it is.
    beside: Option<(usize, &'static str)>,
}

impl Slip {
    fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: help.into(), beside: None }
    }

    fn beside(self, at: usize, label: &'static str) -> Self {
        Self { beside: Some((at, label)), ..self }
    }

    fn finding(self, source: &Arc<Source>) -> Diagnostic {
        let place = |at: &Range<usize>| source.place(at.start..at.end);
        let finding = Diagnostic::new(Code::SYNTAX_INVALID, place(&self.at), self.message).help(self.help);
        match self.beside {
            Some((at, label)) => finding.related(place(&(at..at)), label),
            None => finding,
        }
    }
}

/// The first slip in a part of a file that no parser can read, unless it lies below `broken`, the byte where the parser
/// gave up: then it cannot be the cause.
pub(super) fn find(source: &Arc<Source>, range: &Range<usize>, broken: usize) -> Option<Diagnostic> {
    let slip = sketch::first_slip(source.text(), range)?;
    let line = |at: usize| source.line_column(at).0;
    (line(slip.at.start) <= line(broken) + 1).then(|| slip.finding(source))
}

/// Where a value in brackets ends that begins at `start`.
pub(super) fn end_of_brackets(text: &str, start: usize) -> Option<usize> {
    flow::FlowPart { text, end: text.len(), column: 0 }.brackets(start).ok()
}
