//! What was found when a child was held against others, all of whom are as they were then.
//!
//! It is no child's own: it is known by the keys of all that took part, and is let go when any of them changes. Of the files that
//! the findings lie in only the paths are kept, and they are read again where there is something to say.

use super::finding::{KeptFindings, held, keep_all, restore_all};
use super::store::{MemoLine, MemoLines};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What earlier runs found in the second pass, and by what the children of this run are known.
#[derive(Default)]
pub(super) struct TogetherLedger {
    pub(super) lines: MemoLines,
    /// Whether something is known that was not written down.
    pub(super) fresh: bool,
    keys: BTreeMap<String, String>,
}

/// What was found by one child.
#[derive(Serialize, Deserialize)]
struct TogetherEntry {
    files: Vec<PathBuf>,
    findings: KeptFindings,
}

impl TogetherLedger {
    pub(super) fn new(lines: MemoLines) -> Self {
        Self { lines, ..Self::default() }
    }

    /// Notes by what a child is known in this run.
    pub(super) fn note(&mut self, id: &str, key: &str) {
        self.keys.insert(id.to_owned(), key.to_owned());
    }

    /// By what a child and those it is held against are known; none where one of them is not.
    pub(super) fn key(&self, id: &str, others: &BTreeSet<String>) -> Option<String> {
        let mut key = blake3::Hasher::new();
        for child in std::iter::once(id).chain(others.iter().map(String::as_str)) {
            key.update(self.keys.get(child)?.as_bytes()).update(b"\n");
        }
        Some(key.finalize().to_hex().to_string())
    }

    /// What was found under a key, as it is written.
    pub(super) fn body(&self, id: &str, key: &str) -> Option<String> {
        self.lines.get(id).filter(|line| line.key == key).map(|line| line.body.clone())
    }

    pub(super) fn put(&mut self, id: &str, line: MemoLine) {
        if self.lines.get(id) != Some(&line) {
            self.lines.insert(id.to_owned(), line);
            self.fresh = true;
        }
    }

    /// Forgets what is not of these children.
    pub(super) fn retain(&mut self, there: &BTreeSet<&String>) {
        let before = self.lines.len();
        self.lines.retain(|id, _| there.contains(id));
        self.fresh |= self.lines.len() != before;
    }
}

/// Findings of the second pass as they are written down.
pub(super) fn written(findings: &[Diagnostic]) -> Option<String> {
    let sources: Vec<Arc<Source>> = held(findings).into_iter().map(Arc::clone).collect();
    let files = sources.iter().map(|source| source.path().to_owned()).collect();
    serde_json::to_string(&TogetherEntry { files, findings: keep_all(findings, &sources) }).ok()
}

/// The findings again, over the files as `read` gives them.
pub(super) fn restored(body: &str, read: &dyn Fn(&Path) -> Arc<Source>) -> Option<Vec<Diagnostic>> {
    let TogetherEntry { files, findings } = serde_json::from_str(body).ok()?;
    let sources: Vec<Arc<Source>> = files.iter().map(|file| read(file)).collect();
    restore_all(&findings, &sources)
}

#[cfg(test)]
mod tests {
    use super::{TogetherLedger, restored, written};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::Source;

    #[test]
    fn a_key_is_of_all_that_took_part() {
        let mut ledger = TogetherLedger::default();
        let others = ["ren".to_owned(), "sora".to_owned()].into();
        ledger.note("hana", "1");
        ledger.note("ren", "2");
        assert_eq!(ledger.key("hana", &others), None, "of one nothing is known");
        ledger.note("sora", "3");
        let before = ledger.key("hana", &others);
        assert!(before.is_some() && before != ledger.key("ren", &["hana".to_owned(), "sora".to_owned()].into()));
        ledger.note("sora", "4");
        assert!(before != ledger.key("hana", &others));
    }

    #[test]
    fn findings_come_back_over_files_that_are_as_they_were_and_over_no_others() {
        let (own, other) = (Source::new("a.yaml", "a: 一\n"), Source::new("b.yaml", "b: 一\n"));
        let finding = Diagnostic::new(Code::KEY_DUPLICATE, own.place(3..6), "同じ").related(other.place(3..6), "ここ");
        let body = written(&[finding]).expect("it can be written");
        let again =
            restored(&body, &|path| Source::new(path, format!("{}: 一\n", if path == own.path() { "a" } else { "b" })));
        let again = again.expect("they fit");
        assert_eq!((again[0].message.as_str(), again[0].place.span().range()), ("同じ", 3..6));
        assert_eq!(again[0].related[0].0.source().path(), other.path());
        assert!(restored(&body, &|path| Source::new(path, "")).is_none());
    }
}
