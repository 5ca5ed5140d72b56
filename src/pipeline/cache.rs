//! Nothing changed is nothing done: for each print, a hash over all that went into it, and what layout found.
//!
//! What goes in is the rendered source (every value of the child, the office and the form is in it), the files of
//! `lib/`, the fonts, the stamp, and the program itself. The print is compared too, so that one that was changed or
//! deleted is made anew.

use super::digest::Digest;
use super::project::Project;
use super::write::Output;
use crate::typeset::{Fit, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where the memory is kept, below the output folder.
const FILE: &str = ".shien";

/// What is known of the prints of an output folder.
#[derive(Debug)]
pub struct Cache {
    /// Over what all documents have in common.
    common: blake3::Hash,
    known: Arc<Mutex<Known>>,
}

#[derive(Debug, Default)]
struct Known {
    prints: BTreeMap<String, PrintMemory>,
    /// Whether something is known that was not written down.
    fresh: bool,
}

/// Where prints go, and what is known of those that are there.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The output folder.
    pub output: &'a dyn Output,
    /// What is known of it.
    pub cache: &'a Cache,
}

/// What is kept of one print.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PrintMemory {
    /// Over all that went in; none where it cannot be known.
    input: Option<Digest>,
    /// Over the PDF.
    print: Digest,
    /// What layout found, to be said again.
    fits: Vec<Fit>,
    /// The prints of the documents that a 新旧対照表 was made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    of: Vec<PathBuf>,
    /// The 版 that stand at the foot of its sheets: the main sheet's, then those of its 別表.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    versions: Vec<String>,
    /// Whether it is of the child as a whole, and goes only with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    of_child: bool,
}

impl PrintMemory {
    pub(super) fn new(input: Option<Digest>, pdf: &[u8], fits: Vec<Fit>) -> Self {
        Self { input, print: Digest::of(pdf), fits, of: Vec::new(), versions: Vec::new(), of_child: false }
    }

    /// The same with the 版 that it bears.
    pub(super) fn bearing(self, versions: Vec<String>) -> Self {
        Self { versions, ..self }
    }

    /// Of a 新旧対照表 of the documents with these prints.
    pub(super) fn of_comparison(pdf: &[u8], of: Vec<PathBuf>) -> Self {
        Self { of, ..Self::new(None, pdf, Vec::new()) }
    }

    /// Of a sheet about a child as a whole.
    pub(super) fn of_child(pdf: &[u8]) -> Self {
        Self { of_child: true, ..Self::new(None, pdf, Vec::new()) }
    }
}

impl Cache {
    /// Reads what was kept, after a run that was killed was cleared away. A file that is missing or spoilt only means
    /// that everything is printed.
    pub(super) fn open(output: &dyn Output, project: &Project) -> Self {
        output.tidy();
        let kept = output.read(Path::new(FILE)).unwrap_or_default();
        let known = Known { prints: serde_json::from_slice(&kept).unwrap_or_default(), fresh: false };
        Self { common: common(project), known: Arc::new(Mutex::new(known)) }
    }

    /// The same knowledge for a project whose fonts or library changed.
    pub(super) fn renewed(&self, project: &Project) -> Self {
        Self { common: common(project), known: Arc::clone(&self.known) }
    }

    /// The hash over all that goes into a print.
    pub(super) fn input(&self, source: &str, stamp: &Stamp) -> Digest {
        let mut input = blake3::Hasher::new();
        input.update(self.common.as_bytes());
        input.update(format!("{stamp:?}\0{source}").as_bytes());
        Digest::end(&input)
    }

    /// What all prints of a run share: what goes into every one, and how they were asked for.
    pub(super) fn stamp(&self, draft: bool) -> String {
        format!("{} {draft}", self.common.to_hex())
    }

    /// The hash over all that went into a print, where it is known.
    pub(super) fn input_of(&self, path: &Path) -> Option<Digest> {
        self.known().prints.get(&key(path)).and_then(|memory| memory.input)
    }

    /// Remembers a print that was written.
    pub(super) fn keep(&self, path: &Path, memory: PrintMemory) {
        let mut known = self.known();
        known.prints.insert(key(path), memory);
        known.fresh = true;
    }

    /// Writes the memory down, where there is something new. Failing to only costs time at the next run.
    pub(super) fn save(&self, output: &dyn Output) {
        let mut known = self.known();
        if std::mem::take(&mut known.fresh)
            && let Ok(bytes) = serde_json::to_vec(&known.prints)
        {
            let _ = output.write(Path::new(FILE), &bytes);
        }
    }

    /// The prints that are remembered, below the output folder.
    pub(super) fn prints(&self) -> Vec<PathBuf> {
        self.known().prints.keys().map(PathBuf::from).collect()
    }

    /// The prints of the documents that a remembered 新旧対照表 was made of; nothing of any other print.
    pub(super) fn made_of(&self, path: &Path) -> Vec<PathBuf> {
        self.known().prints.get(&key(path)).map(|memory| memory.of.clone()).unwrap_or_default()
    }

    /// Whether a remembered print is of a child as a whole.
    pub(super) fn is_of_child(&self, path: &Path) -> bool {
        self.known().prints.get(&key(path)).is_some_and(|memory| memory.of_child)
    }

    /// Whether the print that is there is the one that was written.
    pub(super) fn is_own(&self, output: &dyn Output, path: &Path) -> bool {
        let Some(hash) = self.known().prints.get(&key(path)).map(|memory| memory.print) else { return false };
        output.read(path).is_ok_and(|print| Digest::of(&print) == hash)
    }

    /// Forgets a print.
    pub(super) fn forget(&self, path: &Path) {
        let mut known = self.known();
        known.fresh |= known.prints.remove(&key(path)).is_some();
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Target<'_> {
    /// What layout found last time, if the same went in and the print is still there as it was.
    pub(super) fn unchanged(&self, path: &Path, input: Digest) -> Option<Vec<Fit>> {
        let known = self.cache.known();
        let memory = known.prints.get(&key(path)).filter(|memory| memory.input == Some(input)).cloned()?;
        drop(known);
        let print = self.output.read(path).ok()?;
        (Digest::of(&print) == memory.print).then_some(memory.fits)
    }
}

/// The 版 that the print of a paper bears, the main sheet's first; none where this folder has no such print.
pub(super) fn printed_versions(output: &dyn Output, path: &Path) -> Option<Vec<String>> {
    let kept = output.read(Path::new(FILE)).ok()?;
    let mut prints: BTreeMap<String, PrintMemory> = serde_json::from_slice(&kept).ok()?;
    prints.remove(&key(path)).map(|memory| memory.versions).filter(|versions| !versions.is_empty())
}

/// The hash over what all documents have in common.
pub(super) fn common(project: &Project) -> blake3::Hash {
    let mut common = blake3::Hasher::new();
    common.update(program().as_bytes());
    common.update(project.fonts.fingerprint().as_bytes());
    for (name, text) in project.library.iter() {
        common.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
    }
    common.finalize()
}

fn key(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// This very program: its version, and the file it was started from.
pub(super) fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let file = file.and_then(|file| Ok((file.len(), file.modified()?))).ok();
    format!("{} {file:?}", env!("CARGO_PKG_VERSION"))
}
