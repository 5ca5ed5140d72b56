//! Which documents somebody looks at, on which form, and the pages that are shown of them.

use super::spots::Spots;
use crate::typeset::{Layout, Patch, Patchwork, Rect};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A document on a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct View {
    /// `hana/plan-2024-03-28`.
    pub document: String,
    /// The pack it is tried on; none for the one it prints on.
    pub form: Option<String>,
}

/// A page to show.
#[derive(Debug)]
pub struct Sheet {
    /// A hash over what it looks like.
    pub hash: String,
    /// The width in points.
    pub width: f64,
    /// The height in points.
    pub height: f64,
    /// What it is put together from, the lowest first.
    pub patches: Vec<SheetPatch>,
}

/// A patch where it lies on a page.
#[derive(Debug)]
pub struct SheetPatch {
    /// Where, in points.
    pub rect: Rect,
    /// What.
    pub drawing: Arc<Drawing>,
}

/// What a patch looks like, drawn once.
pub struct Drawing {
    /// A hash over what it looks like.
    pub hash: String,
    patch: Patch,
    drawn: OnceLock<Arc<str>>,
}

impl Drawing {
    /// The drawing as SVG.
    #[must_use]
    pub fn svg(&self) -> Arc<str> {
        Arc::clone(self.drawn.get_or_init(|| self.patch.svg().into()))
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawing").field("hash", &self.hash).finish_non_exhaustive()
    }
}

/// A look as part of an address.
fn name(look: u128) -> String {
    format!("{look:032x}")
}

/// The views that are open.
#[derive(Debug, Default)]
pub(super) struct Views {
    open: Mutex<BTreeMap<View, Open>>,
}

#[derive(Debug, Default)]
struct Open {
    viewers: usize,
    /// The pages shown last.
    sheets: Vec<Arc<Sheet>>,
    /// What stands where on them.
    spots: Arc<Spots>,
}

impl Views {
    /// One viewer more; whether it is the first.
    pub(super) fn open(&self, view: &View) -> bool {
        let mut open = self.lock();
        let entry = open.entry(view.clone()).or_default();
        entry.viewers += 1;
        entry.viewers == 1
    }

    /// One viewer less; the pages go with the last.
    pub(super) fn close(&self, view: &View) {
        let mut open = self.lock();
        if let Some(entry) = open.get_mut(view) {
            entry.viewers -= 1;
            if entry.viewers == 0 {
                open.remove(view);
            }
        }
    }

    /// The open views of a document.
    pub(super) fn of(&self, document: &str) -> Vec<View> {
        self.lock().keys().filter(|view| view.document == document).cloned().collect()
    }

    /// Every open view.
    pub(super) fn all(&self) -> Vec<View> {
        self.lock().keys().cloned().collect()
    }

    /// The pages of a layout. A page and a patch that look as before are those before.
    pub(super) fn sheets(&self, view: &View, layout: &Layout) -> Vec<Arc<Sheet>> {
        let pages: Vec<Patchwork> = (0..layout.pages()).map(|page| layout.patchwork(page)).collect();
        let mut open = self.lock();
        let before = open.get(view).map(|open| open.sheets.clone()).unwrap_or_default();
        let mut known: BTreeMap<String, Arc<Drawing>> = before
            .iter()
            .flat_map(|sheet| &sheet.patches)
            .map(|patch| (patch.drawing.hash.clone(), Arc::clone(&patch.drawing)))
            .collect();
        let mut shown = |patch: Patch| {
            let hash = name(patch.look);
            let rect = patch.rect;
            let new = || Arc::new(Drawing { hash: hash.clone(), patch, drawn: OnceLock::new() });
            SheetPatch { rect, drawing: Arc::clone(known.entry(hash.clone()).or_insert_with(new)) }
        };
        let mut sheet = |page: Patchwork| {
            let hash = name(page.look);
            let known = before.iter().find(|known| known.hash == hash).cloned();
            let (width, height) = page.size;
            let new =
                || Arc::new(Sheet { hash, width, height, patches: page.patches.into_iter().map(&mut shown).collect() });
            known.unwrap_or_else(new)
        };
        let sheets: Vec<Arc<Sheet>> = pages.into_iter().map(&mut sheet).collect();
        if let Some(open) = open.get_mut(view) {
            open.sheets.clone_from(&sheets);
        }
        sheets
    }

    /// Keeps what stands where on the pages of a view.
    pub(super) fn keep(&self, view: &View, spots: &Arc<Spots>) {
        if let Some(open) = self.lock().get_mut(view) {
            open.spots = Arc::clone(spots);
        }
    }

    /// What stands where on the pages that were shown last.
    pub(super) fn spots(&self, view: &View) -> Arc<Spots> {
        self.lock().get(view).map(|open| Arc::clone(&open.spots)).unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<View, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
