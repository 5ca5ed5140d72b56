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
pub(super) struct OpenView {
    pub(super) pages: Vec<Arc<ShownPage>>,
    /// What stands where on them.
    pub(super) spots: Arc<Spots>,
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
    pub(super) fn shown(&self, view: &View) -> OpenView {
        self.lock().get(view).cloned().unwrap_or_default()
    }

    /// A view shows these pages from now on. A page and a patch that look as before are those before.
    pub(super) fn show(&self, view: &View, seen: &Seen<'_>) -> OpenView {
        let before = self.shown(view).pages;
        let patchworks = (0..seen.layout.pages()).map(|page| seen.layout.patchwork(page));
        let shown = OpenView { pages: renewed(&before, patchworks), spots: Arc::new(Spots::of(seen)) };
        if let Some(open) = self.lock().get_mut(view) {
            open.clone_from(&shown);
        }
        shown
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
