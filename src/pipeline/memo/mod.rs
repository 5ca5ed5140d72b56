//! What earlier runs found, child by child: whoever did not change is not judged again.
//!
//! What is found by a child is a function of the texts in its folder, of what all children share (the office, the forms,
//! the fonts, the ids of the others, this program) and of the day. The first two are hashed. Of the day it is known until
//! when every answer holds that was asked for ([`Today`](crate::timeline::Today)): a child's entry is good from the day it
//! was judged until the day before that, and on no other. What children have in common is no child's own: an entry has only
//! the small marks by which they find each other, and what was found then is known by all that took part ([`together`]).
//!
//! An entry that does not fit, that another program, machine or folder wrote, or that is damaged is none. Nothing is said
//! where nothing can be kept: it costs time, and that is all.

mod entry;
mod finding;
mod store;
mod together;

pub(super) use entry::BuiltPaper;
pub(super) use store::{MemoLines, MemoStore, read_parts};

use super::checked::Checked;
use super::known_by::{Glance, KnownBy};
use crate::case::{CaseTexts, Folder};
use crate::diagnostic::Diagnostic;
use crate::rules::ChildMarks;
use crate::source::{Files, Source};
use crate::value::Date;
use entry::{Built, MemoEntry};
use finding::{keep_all, restore_all};
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use store::MemoLine;
use together::TogetherLedger;

/// What earlier runs found of the children of a project.
pub struct Memo {
    /// Over all that the children share.
    ground: String,
    keeping: Keeping,
    /// How many children were judged because nothing was known of them.
    judged: AtomicUsize,
    /// Whether prints are known again too: where the project has forms of its own a run says with which files it printed,
    /// and where it exempts from what layout finds, which exemptions met something.
    prints: bool,
    /// When this run began, and how long before that a file must have been left alone to be known at a glance from then on.
    opened: SystemTime,
    margin: Duration,
    known: Mutex<MemoLedger>,
    together: Mutex<TogetherLedger>,
}

/// Some file systems note times in steps of two seconds.
const MARGIN: Duration = Duration::from_secs(3);

/// What becomes of what is found now.
pub(super) enum Keeping {
    /// It is kept for the next run. That it cannot be only costs time.
    Here(MemoStore),
    /// It is this part's share of a run, and the others wait for it.
    Part(MemoStore),
    /// Nothing: the parts are joined.
    Nowhere,
}

#[derive(Default)]
struct MemoLedger {
    lines: MemoLines,
    /// Whether something is known that was not written down.
    fresh: bool,
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo").field("ground", &self.ground).finish_non_exhaustive()
    }
}

/// What an earlier run found of a child that did not change.
#[derive(Debug)]
pub(super) struct Recalled {
    /// What is wrong with it by itself, settled and sorted; and with its prints, where they were asked for.
    pub(super) findings: Vec<Diagnostic>,
    /// The exemptions of the office that met a finding.
    pub(super) met: BTreeSet<usize>,
    /// What it left for the second pass.
    pub(super) marks: ChildMarks,
    /// How many of its documents could be read.
    pub(super) documents: usize,
    /// The prints that its documents have; none where it is not sure what documents there are.
    pub(super) papers: Option<BTreeSet<PathBuf>>,
    /// Its papers as they were built, where that was asked for.
    pub(super) built: Vec<BuiltPaper>,
}

impl Memo {
    /// How many children were judged in this run because nothing was known of them, or not of what they are now.
    #[must_use]
    pub fn judged(&self) -> usize {
        self.judged.load(Ordering::Relaxed)
    }

    /// One over these grounds, with what is known already.
    pub(super) fn new(ground: String, lines: MemoLines, keeping: Keeping, prints: bool) -> Arc<Self> {
        let known = Mutex::new(MemoLedger { lines, fresh: false });
        let pairs = match &keeping {
            Keeping::Here(store) => store.beside().read(&ground),
            Keeping::Part(_) | Keeping::Nowhere => MemoLines::new(),
        };
        let together = Mutex::new(TogetherLedger::new(pairs));
        let judged = AtomicUsize::new(0);
        Arc::new(Self { ground, keeping, prints, judged, opened: SystemTime::now(), margin: MARGIN, known, together })
    }

    /// The same, with files known at a glance that were left alone for so long: for tests, which cannot wait.
    pub(super) fn with_margin(self: Arc<Self>, margin: Duration) -> Option<Arc<Self>> {
        Arc::into_inner(self).map(|memo| Arc::new(Self { margin, ..memo }))
    }

    /// Whether prints are known again, too.
    pub(super) fn knows_prints(&self) -> bool {
        self.prints
    }

    /// A glance at a child's folder, before a file of it is read; none where it would tell nothing.
    pub(super) fn glance(&self, files: &dyn Files, folder: &Folder) -> Option<Glance> {
        matches!(self.keeping, Keeping::Here(_)).then(|| Glance::at(files, folder)).flatten()
    }

    /// A child that is as it was at a glance, where what was found of it can be said without reading it.
    pub(super) fn at_a_glance(&self, office: &Arc<Source>, id: &str, glance: &Glance) -> Option<KnownBy> {
        let key = self.known().lines.get(id).filter(|line| line.glance.as_ref() == Some(&glance.hash))?.key.clone();
        let (sources, glance) = (vec![Arc::clone(office)], Some(glance.hash.clone()));
        let known = KnownBy { id: id.to_owned(), key, sources, glance };
        self.pairs().note(&known);
        Some(known)
    }

    /// A child as its files are now, at which there was a glance before they were read.
    pub(super) fn likeness(&self, office: &Arc<Source>, texts: &CaseTexts, glance: Option<Glance>) -> KnownBy {
        // What was written at the moment of the last change, and at that of reading it, may have hidden.
        let is_settled = |glance: &Glance| glance.changed.checked_add(self.margin).is_some_and(|at| at < self.opened);
        let glance = glance.filter(|glance| texts.are_whole() && is_settled(glance)).map(|glance| glance.hash);
        let known = KnownBy { glance, ..KnownBy::of(&self.ground, office, texts) };
        self.pairs().note(&known);
        known
    }

    /// What was found when a child was held against these others, where all of them are as they were. `read` gives the files
    /// that it lies in, where this run has not read them.
    pub(super) fn recall_together(
        &self,
        id: &str,
        others: &BTreeSet<String>,
        read: &dyn Fn(&Path) -> Arc<Source>,
    ) -> Option<Vec<Diagnostic>> {
        let mut pairs = self.pairs();
        let body = pairs.body(id, &pairs.key(id, others)?)?;
        together::restored(&body, &mut |path| pairs.source(path).unwrap_or_else(|| read(path)))
    }

    /// Keeps what was found when a child was held against these others.
    pub(super) fn keep_together(&self, id: &str, others: &BTreeSet<String>, findings: &[Diagnostic]) {
        let mut pairs = self.pairs();
        if let Some((key, body)) = pairs.key(id, others).zip(together::written(findings)) {
            pairs.put(id, MemoLine { key, glance: None, body });
        }
    }

    /// What was found of a child that is the same, on a day on which nothing of it is different; with `built`, only where
    /// its papers were built under that stamp.
    pub(super) fn recall(&self, likeness: &KnownBy, today: Date, built: Option<&str>) -> Option<Recalled> {
        let entry = self.entry(likeness)?;
        if !entry.holds_on(today) {
            return None;
        }
        self.note_glance(likeness, &entry);
        let mut findings = restore_all(&entry.findings, &likeness.sources)?;
        let papers = match built {
            None => Vec::new(),
            Some(stamp) => {
                let built = entry.built.filter(|built| built.stamp == stamp)?;
                findings.append(&mut restore_all(&built.findings, &likeness.sources)?);
                built.papers
            }
        };
        let MemoEntry { met, marks, documents, papers: own, .. } = entry;
        Some(Recalled { findings, met, marks, documents, papers: own, built: papers })
    }

    /// The marks of a child that is the same, for a second pass over others.
    pub(super) fn recall_marks(&self, likeness: &KnownBy) -> Option<ChildMarks> {
        self.entry(likeness).map(|entry| entry.marks)
    }

    /// Keeps what was found of a child, with what it left for the second pass and the prints that its documents have.
    pub(super) fn keep(
        &self,
        likeness: &KnownBy,
        checked: &Checked,
        marks: ChildMarks,
        papers: Option<BTreeSet<PathBuf>>,
    ) {
        let Checked { case, findings, validity, .. } = checked;
        self.judged.fetch_add(1, Ordering::Relaxed);
        let entry = MemoEntry {
            day: validity.day,
            until: validity.until,
            findings: keep_all(findings, &likeness.sources),
            met: validity.met.clone(),
            documents: case.documents.iter().filter(|document| !document.broken).count(),
            papers,
            marks,
            // On another day another paper may be refused.
            built: self.entry(likeness).filter(|entry| entry.holds_on(validity.day)).and_then(|entry| entry.built),
        };
        self.put(likeness, &entry);
    }

    /// Keeps how the papers of a child were built.
    pub(super) fn keep_built(&self, likeness: &KnownBy, stamp: &str, papers: Vec<BuiltPaper>, found: &[Diagnostic]) {
        if let Some(mut entry) = self.entry(likeness) {
            let findings = keep_all(found, &likeness.sources);
            entry.built = Some(Built { stamp: stamp.to_owned(), papers, findings });
            self.put(likeness, &entry);
        }
    }

    /// Writes down what is new, of the children that there are.
    ///
    /// # Errors
    /// Where a part of a run could not be written, for which others wait, and what the system says.
    pub(super) fn save(&self, children: &[String]) -> Result<(), (PathBuf, io::Error)> {
        let mut known = self.known();
        let there: BTreeSet<&String> = children.iter().collect();
        let before = known.lines.len();
        known.lines.retain(|id, _| there.contains(id));
        let is_fresh = std::mem::take(&mut known.fresh) || known.lines.len() != before;
        let mut pairs = self.pairs();
        pairs.retain(&there);
        if let Keeping::Here(store) = &self.keeping
            && std::mem::take(&mut pairs.fresh)
        {
            drop(store.beside().write(&self.ground, &pairs.lines));
        }
        match &self.keeping {
            Keeping::Here(store) if is_fresh => drop(store.write(&self.ground, &known.lines)),
            Keeping::Part(store) => {
                store.write(&self.ground, &known.lines).map_err(|error| (store.path(), error))?;
            }
            Keeping::Here(_) | Keeping::Nowhere => {}
        }
        Ok(())
    }

    fn entry(&self, likeness: &KnownBy) -> Option<MemoEntry> {
        let known = self.known();
        let line = known.lines.get(&likeness.id).filter(|line| line.key == likeness.key)?;
        serde_json::from_str(&line.body).ok()
    }

    /// Files that were only touched are known at another glance than before.
    fn note_glance(&self, likeness: &KnownBy, entry: &MemoEntry) {
        let Some(glance) = likeness.glance.as_ref().filter(|_| entry.needs_no_text()) else { return };
        let mut known = self.known();
        let MemoLedger { lines, fresh } = &mut *known;
        if let Some(line) = lines.get_mut(&likeness.id).filter(|line| line.glance.as_ref() != Some(glance)) {
            line.glance = Some(glance.clone());
            *fresh = true;
        }
    }

    fn put(&self, likeness: &KnownBy, entry: &MemoEntry) {
        let Ok(mut body) = serde_json::to_string(entry) else { return };
        body.shrink_to_fit();
        let glance = likeness.glance.clone().filter(|_| entry.needs_no_text());
        let line = MemoLine { key: likeness.key.clone(), glance, body };
        let mut known = self.known();
        if known.lines.get(&likeness.id) != Some(&line) {
            known.lines.insert(likeness.id.clone(), line);
            known.fresh = true;
        }
    }

    fn pairs(&self) -> MutexGuard<'_, TogetherLedger> {
        self.together.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, MemoLedger> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
