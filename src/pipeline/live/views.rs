//! Which documents somebody looks at, on which form, and the pages that are shown of them.

use super::spots::{Spots, area};
use crate::pipeline::print::Seen;
use crate::protocol::{PatchDrawing, ShownPage, ShownPatch, View};
use crate::typeset::{Patch, Patchwork};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The views that are open.
#[derive(Debug, Default)]
pub(super) struct Views {
    open: Mutex<BTreeMap<View, OpenView>>,
}

/// What a view shows.
#[derive(Debug, Clone, Default)]
pub(super) struct ShownView {
    pub(super) pages: Vec<Arc<ShownPage>>,
    /// What stands where on them.
    pub(super) spots: Arc<Spots>,
}

/// A view at which somebody looks.
#[derive(Debug, Default)]
struct OpenView {
    shown: ShownView,
    /// What it showed before, where nobody has judged yet what it shows.
    judged: Option<ShownView>,
}

impl Views {
    /// Somebody looks.
    pub(super) fn open(&self, view: &View) {
        self.lock().entry(view.clone()).or_default();
    }

    /// Nobody looks any more; the pages go.
    pub(super) fn close(&self, view: &View) {
        self.lock().remove(view);
    }

    /// The open views of a document, that on its own form first.
    pub(super) fn of(&self, document: &str) -> Vec<View> {
        self.lock().keys().filter(|view| view.document == document).cloned().collect()
    }

    /// Every document that somebody looks at.
    pub(super) fn documents(&self) -> BTreeSet<String> {
        self.lock().keys().map(|view| view.document.clone()).collect()
    }

    /// What a view shows at present.
    pub(super) fn shown(&self, view: &View) -> ShownView {
        self.lock().get(view).map(|open| open.shown.clone()).unwrap_or_default()
    }

    /// A view shows these pages from now on. A page and a patch that look as before are those before.
    pub(super) fn show(&self, view: &View, seen: &Seen<'_>) -> ShownView {
        let shown = self.renewed(view, seen);
        if let Some(open) = self.lock().get_mut(view) {
            *open = OpenView { shown: shown.clone(), judged: None };
        }
        shown
    }

    /// A view shows these pages from now on, which nobody has judged yet; where it shows none, it waits for those that are.
    pub(super) fn show_unjudged(&self, view: &View, seen: &Seen<'_>) -> Option<ShownView> {
        let shown = self.renewed(view, seen);
        let mut views = self.lock();
        let open = views.get_mut(view).filter(|open| !open.shown.pages.is_empty())?;
        let before = std::mem::replace(&mut open.shown, shown.clone());
        open.judged.get_or_insert(before);
        Some(shown)
    }

    /// The pages of a view turn out to be none to show: those before them come back.
    pub(super) fn take_back(&self, view: &View) -> Option<ShownView> {
        let mut views = self.lock();
        let open = views.get_mut(view)?;
        let judged = open.judged.take()?;
        open.shown = judged.clone();
        Some(judged)
    }

    fn renewed(&self, view: &View, seen: &Seen<'_>) -> ShownView {
        let before = self.shown(view);
        let pages = if before.spots.are_of(seen.layout) {
            before.pages
        } else {
            renewed(&before.pages, (0..seen.layout.pages()).map(|page| seen.layout.patchwork(page)))
        };
        ShownView { pages, spots: Arc::new(Spots::of(seen)) }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<View, OpenView>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn renewed(before: &[Arc<ShownPage>], pages: impl Iterator<Item = Patchwork>) -> Vec<Arc<ShownPage>> {
    let drawings = before.iter().flat_map(|page| &page.patches).map(|patch| &patch.drawing);
    let mut known: BTreeMap<String, Arc<PatchDrawing>> =
        drawings.map(|drawing| (drawing.hash.clone(), Arc::clone(drawing))).collect();
    let mut patch = |patch: Patch| {
        let (hash, area) = (address(patch.look), area(patch.rect));
        let new = || Arc::new(PatchDrawing::new(hash.clone(), move || patch.svg()));
        ShownPatch { area, drawing: Arc::clone(known.entry(hash.clone()).or_insert_with(new)) }
    };
    let page = |page: Patchwork| {
        let (hash, (width, height)) = (address(page.look), page.size);
        before.iter().find(|known| known.hash == hash).cloned().unwrap_or_else(|| {
            Arc::new(ShownPage { hash, width, height, patches: page.patches.into_iter().map(&mut patch).collect() })
        })
    };
    pages.map(page).collect()
}

/// A look as part of an address.
fn address(look: u128) -> String {
    format!("{look:032x}")
}
