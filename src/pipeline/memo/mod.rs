//! What earlier runs found, child by child: whoever did not change is not judged again.
//!
//! What is found by a child is a function of the texts in its folder, of what all children share (the office, the forms,
//! the fonts, the ids of the others, this program) and of the day. The first two are hashed. Of the day it is known until
//! when every answer holds that was asked for ([`Today`](crate::timeline::Today)): a child's entry is good from the day it
//! was judged until the day before that, and on no other. What children have in common is found anew in every run; an entry
//! has only the small marks by which they find each other.
//!
//! An entry that does not fit, that another program, machine or folder wrote, or that is damaged is none. Nothing is said
//! where nothing can be kept: it costs time, and that is all.

mod entry;
mod finding;
mod ground;
mod likeness;
mod store;

pub(super) use entry::BuiltPaper;
pub(super) use likeness::KnownBy;

use super::checked::Checked;
use super::project::Project;
use super::settings::{Settings, SetupError};
use super::shard::Shard;
use super::stale::Papers;
use crate::case::CaseTexts;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::value::Date;
use entry::{Built, MemoEntry};
use finding::{keep_all, restore_all};
use ground::MemoReader;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::{MemoLine, MemoLines, MemoStore, read_parts};

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
    known: Mutex<MemoLedger>,
}

/// What becomes of what is found now.
enum Keeping {
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
    /// How many of its documents could be read.
    pub(super) documents: usize,
    /// The prints that its documents have; none where it is not sure what documents there are.
    pub(super) papers: Option<BTreeSet<PathBuf>>,
    /// Its papers as they were built, where that was asked for.
    pub(super) built: Vec<BuiltPaper>,
}

impl Memo {
    /// What was kept of a project, below its root. None where a run may neither use it nor add to it: where it judges
    /// less than everything of a child, or on another form than the office's.
    #[must_use]
    pub fn open(project: &Project, settings: &Settings, root: &Path) -> Option<Arc<Self>> {
        if settings.kind.is_some() || settings.form.is_some() {
            return None;
        }
        let store = MemoStore::of(root)?;
        let ground = ground::of(project, MemoReader::Here(root));
        let lines = store.read(&ground);
        Some(Self::new(project, ground, lines, Keeping::Here(store)))
    }

    /// Of a part of a run: it begins with nothing, and is written for whoever joins the parts.
    ///
    /// # Errors
    /// Where the folder for it is somebody else's.
    pub fn of_part(project: &Project, root: &Path, shard: Shard) -> Result<Arc<Self>, SetupError> {
        let store = MemoStore::of_part(root, shard).ok_or_else(|| {
            SetupError::new(
                ".shien/ に書けません(リンクか、このプログラムが作ったものではないフォルダーです)",
                "別の場所に移してから、もう一度実行してください",
            )
        })?;
        let ground = ground::of(project, MemoReader::Anywhere);
        Ok(Self::new(project, ground, MemoLines::new(), Keeping::Part(store)))
    }

    /// What the parts of a run left in these folders.
    ///
    /// # Errors
    /// When a folder holds nothing that fits this project and this program.
    pub fn joined(project: &Project, folders: &[PathBuf]) -> Result<Arc<Self>, SetupError> {
        let ground = ground::of(project, MemoReader::Anywhere);
        let mut lines = MemoLines::new();
        for folder in folders {
            let parts = read_parts(folder, &ground).ok_or_else(|| {
                SetupError::new(
                    format!("{} に、この事業所の記録を --shard で検査した結果(part-…)がありません", folder.display()),
                    "同じ版の shien で、office.yaml・templates/・fonts/・児童の顔ぶれが同じときに書かれた .shien/ のフォルダーを指定してください",
                )
            })?;
            lines.extend(parts);
        }
        Ok(Self::new(project, ground, lines, Keeping::Nowhere))
    }

    /// How many children were judged in this run because nothing was known of them, or not of what they are now.
    #[must_use]
    pub fn judged(&self) -> usize {
        self.judged.load(Ordering::Relaxed)
    }

    fn new(project: &Project, ground: String, lines: MemoLines, keeping: Keeping) -> Arc<Self> {
        let has_forms = project.files.list(Path::new("templates")).is_ok_and(|entries| !entries.is_empty());
        let prints = !has_forms && !rules::exempts_from_layout(&project.organisation.value);
        let known = Mutex::new(MemoLedger { lines, fresh: false });
        Arc::new(Self { ground, keeping, prints, judged: AtomicUsize::new(0), known })
    }

    /// Whether the prints of a child are known again, too: where all of them are asked for.
    pub(super) fn knows_prints(&self, settings: &Settings, child: &str) -> bool {
        self.prints && !settings.asked.files.contains_key(child)
    }

    /// A child as its files are now.
    pub(super) fn likeness(&self, project: &Project, texts: &CaseTexts) -> KnownBy {
        KnownBy::of(&self.ground, &project.organisation.source, texts)
    }

    /// What was found of a child that is the same, on a day on which nothing of it is different; with `built`, only where
    /// its papers were built under that stamp. What the second pass and the exemptions need of it is noted in the project.
    pub(super) fn recall(
        &self,
        project: &Project,
        likeness: &KnownBy,
        today: Date,
        built: Option<&str>,
    ) -> Option<Recalled> {
        let entry = self.entry(likeness)?;
        if !entry.holds_on(today) {
            return None;
        }
        let mut findings = restore_all(&entry.findings, &likeness.sources)?;
        let papers = match built {
            None => Vec::new(),
            Some(stamp) => {
                let built = entry.built.filter(|built| built.stamp == stamp)?;
                findings.append(&mut restore_all(&built.findings, &likeness.sources)?);
                built.papers
            }
        };
        project.gathered.lock().restore(&likeness.id, &entry.marks)?;
        project.met_exemptions.add(entry.met);
        Some(Recalled { findings, documents: entry.documents, papers: entry.papers, built: papers })
    }

    /// The marks of a child that is the same, for a second pass over others. Whether there are any.
    pub(super) fn recall_marks(&self, project: &Project, likeness: &KnownBy) -> bool {
        let entry = self.entry(likeness);
        entry.is_some_and(|entry| project.gathered.lock().restore(&likeness.id, &entry.marks).is_some())
    }

    /// Keeps what was found of a child.
    pub(super) fn keep(&self, project: &Project, likeness: &KnownBy, checked: &Checked) {
        let Checked { case, findings, validity, .. } = checked;
        self.judged.fetch_add(1, Ordering::Relaxed);
        let entry = MemoEntry {
            day: validity.day,
            until: validity.until,
            findings: keep_all(findings, &likeness.sources),
            met: validity.met.clone(),
            documents: case.documents.iter().filter(|document| !document.broken).count(),
            papers: Papers::of(case),
            marks: project.gathered.lock().kept(&case.id),
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
    /// When a part of a run cannot be written, for which others wait.
    pub(super) fn save(&self, children: &[String]) -> Result<(), SetupError> {
        let mut known = self.known();
        let there: BTreeSet<&String> = children.iter().collect();
        let before = known.lines.len();
        known.lines.retain(|id, _| there.contains(id));
        let is_fresh = std::mem::take(&mut known.fresh) || known.lines.len() != before;
        match &self.keeping {
            Keeping::Here(store) if is_fresh => drop(store.write(&self.ground, &known.lines)),
            Keeping::Part(store) => store.write(&self.ground, &known.lines).map_err(|error| {
                SetupError::new(
                    format!("{} に書けません({error})", store.path().display()),
                    "フォルダーの権限と空きを確かめてください",
                )
            })?,
            Keeping::Here(_) | Keeping::Nowhere => {}
        }
        Ok(())
    }

    fn entry(&self, likeness: &KnownBy) -> Option<MemoEntry> {
        let known = self.known();
        let line = known.lines.get(&likeness.id).filter(|line| line.key == likeness.key)?;
        serde_json::from_str(&line.body).ok()
    }

    fn put(&self, likeness: &KnownBy, entry: &MemoEntry) {
        let Ok(body) = serde_json::to_string(entry) else { return };
        let line = MemoLine { key: likeness.key.clone(), body };
        let mut known = self.known();
        if known.lines.get(&likeness.id) != Some(&line) {
            known.lines.insert(likeness.id.clone(), line);
            known.fresh = true;
        }
    }

    fn known(&self) -> MutexGuard<'_, MemoLedger> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
