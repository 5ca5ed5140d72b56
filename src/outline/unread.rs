//! What a file holds beside the boxes of its form: unknown keys, values that could not be read, stray lines.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;
use std::collections::BTreeSet;

/// The lines that findings of gravity error are about, with what is set in below them, as they were written.
pub(super) fn lines(source: &Source, findings: &[Diagnostic]) -> Vec<String> {
    let all: Vec<&str> = source.text().lines().collect();
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let mut wanted = BTreeSet::new();
    for place in errors.map(|finding| &finding.place) {
        let first = place.line_column().0 - 1;
        let Some(head) = all.get(first) else { continue };
        let last = source.line_column(place.span().end as usize).0.min(all.len());
        wanted.extend(first..last);
        let below = all[first + 1..].iter().take_while(|line| belongs(head, line)).count();
        wanted.extend(first..=first + below);
    }
    wanted.into_iter().map(|index| all[index].trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Whether a line is part of what `head` begins: set in deeper in YAML, up to the next heading in Markdown.
fn belongs(head: &str, line: &str) -> bool {
    if head.starts_with('#') {
        return !line.starts_with('#');
    }
    line.trim().is_empty() || indent(line) > indent(head)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
