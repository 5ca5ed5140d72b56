//! What is wrong in each part of the project, and what of it was told: a report names what is new and what is gone, and
//! repeats nothing.
//!
//! What is told is reckoned when it is told and not when it is found. So nothing is lost with a change that a later one
//! overtook, and what came and went between two reports is not mentioned.

use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::protocol::Tally;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A part of the project whose findings are made together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ProjectPart {
    /// What all children share.
    Project,
    /// The files of a child.
    Child(String),
    /// The print of a document.
    Print(String),
}

/// What is to be told.
#[derive(Debug, Default)]
pub(super) struct News {
    pub(super) new: Vec<Diagnostic>,
    pub(super) gone: Vec<Diagnostic>,
    /// All that is wrong now.
    pub(super) left: Tally,
}

/// The findings of every part of the project.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    state: Mutex<Accounts>,
}

#[derive(Debug, Default)]
struct Accounts {
    parts: BTreeMap<ProjectPart, Account>,
    /// The parts of which something may be to be told.
    changed: BTreeSet<ProjectPart>,
}

#[derive(Debug, Default)]
struct Account {
    now: Vec<Diagnostic>,
    told: Vec<Diagnostic>,
}

impl Ledger {
    /// These are the findings of a part from now on.
    pub(super) fn set(&self, part: ProjectPart, findings: Vec<Diagnostic>) {
        let mut state = self.lock();
        state.parts.entry(part.clone()).or_default().now = findings;
        state.changed.insert(part);
    }

    /// What is new and what is gone since the last call.
    pub(super) fn news(&self) -> News {
        let mut state = self.lock();
        let mut news = News::default();
        for part in std::mem::take(&mut state.changed) {
            let Some(entry) = state.parts.get_mut(&part) else { continue };
            let told = std::mem::replace(&mut entry.told, entry.now.clone());
            let (gone, new) = apart(told, entry.now.clone());
            news.gone.extend(gone);
            news.new.extend(new);
            if entry.now.is_empty() {
                state.parts.remove(&part);
            }
        }
        diagnostic::sort(&mut news.new);
        diagnostic::sort(&mut news.gone);
        news.left = Tally::of(state.parts.values().flat_map(|entry| &entry.now));
        news
    }

    fn lock(&self) -> MutexGuard<'_, Accounts> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What of two lists has no fellow in the other: at first those with the same line are matched, then, as a line may be
/// another for another reason, those that say the same.
fn apart(old: Vec<Diagnostic>, new: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let (old, new) = unmatched(old, new, |finding| (says(finding), line(finding).to_owned()));
    unmatched(old, new, says)
}

fn unmatched<K: Ord>(
    old: Vec<Diagnostic>,
    new: Vec<Diagnostic>,
    key: impl Fn(&Diagnostic) -> K,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut waiting: BTreeMap<K, Vec<Diagnostic>> = BTreeMap::new();
    // The last one is taken first.
    for finding in old.into_iter().rev() {
        waiting.entry(key(&finding)).or_default().push(finding);
    }
    let is_new = |finding: &Diagnostic| waiting.get_mut(&key(finding)).and_then(Vec::pop).is_none();
    let new = new.into_iter().filter(is_new).collect();
    (waiting.into_values().flatten().collect(), new)
}

/// What a finding says, wherever its lines have been moved to.
fn says(finding: &Diagnostic) -> (Code, Severity, std::path::PathBuf, String) {
    let path: &Path = finding.place.source().path();
    (finding.code, finding.severity, path.to_owned(), without_lines(&finding.message))
}

/// The line on which a finding stands, as it is written.
fn line(finding: &Diagnostic) -> &str {
    let source = finding.place.source();
    let (line, _) = finding.place.line_column();
    source.text().get(source.line_span(line).range()).unwrap_or_default()
}

/// A message without the numbers of lines in it.
fn without_lines(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    for part in message.split_inclusive("行目") {
        match part.strip_suffix("行目") {
            Some(before) => {
                text.push_str(before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '));
                text.push_str("行目");
            }
            None => text.push_str(part),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Ledger, ProjectPart, without_lines};
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::source::Source;

    /// A warning at each of these words of a file.
    fn findings(text: &str, words: &[&str], message: &str) -> Vec<Diagnostic> {
        let source = Source::new("cases/hana/child.yaml", text);
        let at = |words: &&str| {
            let start = text.find(words).expect("written");
            Diagnostic::new(crate::diagnostic::Code::new("value-invalid"), source.place(start..start + 1), message)
                .severity(Severity::Warning)
        };
        words.iter().map(at).collect()
    }

    fn lines(findings: &[Diagnostic]) -> Vec<usize> {
        findings.iter().map(|finding| finding.place.line_column().0).collect()
    }

    #[test]
    fn what_was_told_is_not_told_again_wherever_it_has_moved() {
        let ledger = Ledger::default();
        let child = || ProjectPart::Child("hana".to_owned());
        ledger.set(child(), findings("a: 1\nb: 1\n", &["a", "b"], "空です"));
        let first = ledger.news();
        assert_eq!((lines(&first.new), first.gone.len(), first.left.warnings), (vec![1, 2], 0, 2));
        // A line above, and a third one between the two.
        ledger.set(child(), findings("# x\na: 1\nc: 1\nb: 1\n", &["a", "c", "b"], "空です"));
        let second = ledger.news();
        assert_eq!((lines(&second.new), second.gone.len(), second.left.warnings), (vec![3], 0, 3));
        ledger.set(child(), findings("# x\na: 1\nc: 2\nb: 1\n", &["b", "a"], "空です"));
        let third = ledger.news();
        assert_eq!((third.new.len(), lines(&third.gone), third.left.warnings), (0, vec![3], 2));
        assert_eq!(ledger.news().gone.len(), 0);
    }

    #[test]
    fn what_comes_and_goes_between_two_reports_is_not_mentioned() {
        let ledger = Ledger::default();
        ledger.set(ProjectPart::Project, findings("a: 1\n", &["a"], "空です"));
        ledger.set(ProjectPart::Project, Vec::new());
        let news = ledger.news();
        assert!(news.new.is_empty() && news.gone.is_empty());
    }

    #[test]
    fn a_message_is_the_same_with_the_number_of_another_line() {
        assert_eq!(without_lines("12 行目の { が閉じていません"), without_lines("3 行目の { が閉じていません"));
        assert_ne!(without_lines("12 件"), without_lines("3 件"));
    }
}
