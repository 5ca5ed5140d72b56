//! How many findings of one file are listed: who made the first hundreds good runs `check` again, and a file that was made
//! to be wrong everywhere fills no screen.

use crate::diagnostic::{Diagnostic, slashed};
use std::collections::BTreeMap;

/// Findings of one file that are listed, at most.
pub(super) const MOST: usize = 200;

/// What is not listed of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Omitted {
    /// The file.
    pub(super) file: String,
    /// How many findings.
    pub(super) count: usize,
}

impl Omitted {
    /// The same as a sentence.
    pub(super) fn words(&self) -> String {
        let Self { file, count } = self;
        format!("{file}: ほかに {count} 件ありますが、略しました(一つのファイルで示すのは {MOST} 件までです)")
    }
}

/// The findings that are listed, and what is left out of each file.
pub(super) fn shortened(findings: &[Diagnostic]) -> (Vec<&Diagnostic>, Vec<Omitted>) {
    let mut counts = BTreeMap::new();
    let mut listed = Vec::new();
    for finding in findings {
        let count = counts.entry(finding.place.source().path()).or_insert(0);
        *count += 1;
        if *count <= MOST {
            listed.push(finding);
        }
    }
    let left = counts.into_iter().filter(|(_, count)| *count > MOST);
    (listed, left.map(|(file, count)| Omitted { file: slashed(file), count: count - MOST }).collect())
}
