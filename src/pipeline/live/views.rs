//! Which documents somebody looks at, on which form, and the pages that are shown of them.

use crate::typeset::Layout;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A document on a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct View {
    /// `hana/plan-2024-03-28`.
    pub document: String,
    /// The pack it is tried on; none for the one it prints on.
    pub form: Option<String>,
}

/// A page to show.
#[derive(Debug, PartialEq)]
pub struct Sheet {
    /// A hash over the drawing.
    pub hash: String,
    /// The width in points.
    pub width: f64,
    /// The height in points.
    pub height: f64,
    /// The drawing.
    pub svg: Arc<str>,
}

/// The views that are open.
#[derive(Debug, Default)]
pub(super) struct Views {
    open: Mutex<BTreeMap<View, Open>>,
}

#[derive(Debug, Default)]
struct Open {
    viewers: usize,
    /// The pages shown last, each with the fingerprint of its layout.
    sheets: Vec<(u128, Arc<Sheet>)>,
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

    /// The pages of a layout as sheets. A page that did not change is not drawn again.
    pub(super) fn sheets(&self, view: &View, layout: &Layout) -> Vec<Arc<Sheet>> {
        let before = self.lock().get(view).map(|open| open.sheets.clone()).unwrap_or_default();
        let draw = |page| {
            let fingerprint = layout.fingerprint(page);
            let known = before.iter().find(|(known, _)| *known == fingerprint);
            (fingerprint, known.map_or_else(|| Arc::new(draw(layout, page)), |(_, sheet)| Arc::clone(sheet)))
        };
        let sheets: Vec<(u128, Arc<Sheet>)> = (0..layout.pages()).map(draw).collect();
        let shown = sheets.iter().map(|(_, sheet)| Arc::clone(sheet)).collect();
        if let Some(open) = self.lock().get_mut(view) {
            open.sheets = sheets;
        }
        shown
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<View, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn draw(layout: &Layout, page: usize) -> Sheet {
    let svg = layout.svg(page);
    let hash = blake3::hash(svg.text.as_bytes()).to_hex()[..32].to_owned();
    Sheet { hash, width: svg.width, height: svg.height, svg: svg.text.into() }
}
