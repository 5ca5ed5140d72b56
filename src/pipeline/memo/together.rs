//! What was found when a child was held against others, all of whom are as they were then.
//!
//! It is no child's own: it is known by the keys of all that took part, and is let go when any of them changes. Of the files that
//! the findings lie in only the paths are kept, and they are read again where there is something to say.

use super::super::known_by::KnownBy;
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
    /// The files that what is kept lies in, as this run has read them.
    sources: BTreeMap<PathBuf, FileTwice>,
}

/// A file that both passes name.
#[derive(Default)]
struct FileTwice {
    /// As it was read in the first pass.
    first: Option<Arc<Source>>,
    /// The same for the second, whose findings come behind those of the first at the same place.
    second: Option<Arc<Source>>,
}

/// What was found by one child.
#[derive(Serialize, Deserialize)]
struct TogetherEntry {
    files: Vec<PathBuf>,
    findings: KeptFindings,
}

/// Of what was found by one child only the files.
#[derive(Deserialize)]
struct TogetherFiles {
    files: Vec<PathBuf>,
}

impl TogetherLedger {
    pub(super) fn new(lines: MemoLines) -> Self {
        let files =
            |line: &MemoLine| serde_json::from_str(&line.body).map_or(Vec::new(), |TogetherFiles { files }| files);
        let sources = lines.values().flat_map(files).map(|file| (file, FileTwice::default())).collect();
        Self { lines, sources, ..Self::default() }
    }

    /// Notes by what a child is known in this run, with those of its files in which something was found before.
    pub(super) fn note(&mut self, known: &KnownBy) {
        self.keys.insert(known.id.clone(), known.key.clone());
        for source in &known.sources {
            if let Some(file) = self.sources.get_mut(source.path()) {
                file.first = Some(Arc::clone(source));
            }
        }
    }

    /// A file for the second pass, where this run has read it.
    pub(super) fn source(&mut self, path: &Path) -> Option<Arc<Source>> {
        let FileTwice { first, second } = self.sources.get_mut(path)?;
        if second.is_none() {
            *second = first.take().map(|first| Source::new(path, first.text()));
        }
        second.clone()
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
pub(super) fn restored(body: &str, read: &mut dyn FnMut(&Path) -> Arc<Source>) -> Option<Vec<Diagnostic>> {
    let TogetherEntry { files, findings } = serde_json::from_str(body).ok()?;
    let sources: Vec<Arc<Source>> = files.iter().map(|file| read(file)).collect();
    restore_all(&findings, &sources)
}

#[cfg(test)]
mod tests {
    use super::{KnownBy, MemoLine, TogetherLedger, restored, written};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::Source;
    use std::sync::Arc;

    #[test]
    fn a_key_is_of_all_that_took_part() {
        let mut ledger = TogetherLedger::default();
        let others = ["ren".to_owned(), "sora".to_owned()].into();
        let known =
            |id: &str, key: &str| KnownBy { id: id.to_owned(), key: key.to_owned(), sources: Vec::new(), glance: None };
        ledger.note(&known("hana", "1"));
        ledger.note(&known("ren", "2"));
        assert_eq!(ledger.key("hana", &others), None, "of one nothing is known");
        ledger.note(&known("sora", "3"));
        let before = ledger.key("hana", &others);
        assert!(before.is_some() && before != ledger.key("ren", &["hana".to_owned(), "sora".to_owned()].into()));
        ledger.note(&known("sora", "4"));
        assert!(before != ledger.key("hana", &others));
    }

    #[test]
    fn findings_come_back_over_files_that_are_as_they_were_and_over_no_others() {
        let (own, other) = (Source::new("a.yaml", "a: 一\n"), Source::new("b.yaml", "b: 一\n"));
        let finding = Diagnostic::new(Code::KEY_DUPLICATE, own.place(3..6), "同じ").related(other.place(3..6), "ここ");
        let body = written(&[finding]).expect("it can be written");
        let again = restored(&body, &mut |path| {
            Source::new(path, format!("{}: 一\n", if path == own.path() { "a" } else { "b" }))
        });
        let again = again.expect("they fit");
        assert_eq!((again[0].message.as_str(), again[0].place.span().range()), ("同じ", 3..6));
        assert_eq!(again[0].related[0].0.source().path(), other.path());
        assert!(restored(&body, &mut |path| Source::new(path, "")).is_none());
    }

    #[test]
    fn a_file_that_the_first_pass_read_is_not_read_again_and_comes_behind_it() {
        let (own, other) = (Source::new("a.yaml", "a: 一\n"), Source::new("b.yaml", "b: 一\n"));
        let body =
            written(&[Diagnostic::new(Code::KEY_DUPLICATE, own.place(3..6), "同じ")]).expect("it can be written");
        let lines = [("hana".to_owned(), MemoLine { key: "1".to_owned(), glance: None, body })].into();
        let mut ledger = TogetherLedger::new(lines);
        assert!(ledger.source(own.path()).is_none(), "nobody has read it yet");
        let sources = vec![Arc::clone(&own), Arc::clone(&other)];
        ledger.note(&KnownBy { id: "hana".to_owned(), key: "1".to_owned(), sources, glance: None });
        let again = ledger.source(own.path()).expect("it was read");
        assert_eq!(again.text(), own.text());
        assert!(
            again.span(0..0) > own.span(0..0) && Arc::ptr_eq(&again, &ledger.source(own.path()).expect("once more"))
        );
        assert!(ledger.source(other.path()).is_none(), "nothing was found in it");
    }
}
