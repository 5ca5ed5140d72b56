//! Which documents somebody looks at, on which form, and the pages that are shown of them.

use crate::typeset::Layout;
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

/// A page to show. It is drawn when it is first asked for: most changes are seen on one page of several.
pub struct Sheet {
    /// A hash over what it looks like.
    pub hash: String,
    /// The width in points.
    pub width: f64,
    /// The height in points.
    pub height: f64,
    layout: Layout,
    page: usize,
    drawn: OnceLock<Arc<str>>,
}

impl Sheet {
    fn new(layout: &Layout, page: usize, hash: String) -> Self {
        let (width, height) = layout.size(page);
        Self { hash, width, height, layout: layout.clone(), page, drawn: OnceLock::new() }
    }

    /// The page as SVG.
    #[must_use]
    pub fn svg(&self) -> Arc<str> {
        Arc::clone(self.drawn.get_or_init(|| self.layout.svg(self.page).into()))
    }
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet").field("hash", &self.hash).finish_non_exhaustive()
    }
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

    /// The pages of a layout. One that looks as before is the one before.
    pub(super) fn sheets(&self, view: &View, layout: &Layout) -> Vec<Arc<Sheet>> {
        let hashes: Vec<String> = (0..layout.pages()).map(|page| format!("{:032x}", layout.look(page))).collect();
        let mut open = self.lock();
        let before = open.get(view).map(|open| open.sheets.clone()).unwrap_or_default();
        let sheet = |(page, hash): (usize, String)| {
            let known = before.iter().find(|known| known.hash == hash).cloned();
            known.unwrap_or_else(|| Arc::new(Sheet::new(layout, page, hash)))
        };
        let sheets: Vec<Arc<Sheet>> = hashes.into_iter().enumerate().map(sheet).collect();
        if let Some(open) = open.get_mut(view) {
            open.sheets.clone_from(&sheets);
        }
        sheets
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<View, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
