//! Pages, and what happened while they were made: texts that were shrunk or did not fit, glyphs lost or missing.

use super::inspect::{self, Drawing};
use super::spell::spelled;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use typst::foundations::{Dict, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::syntax::Source;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// The label that `fit` of `lib/` puts on its reports.
const FIT_LABEL: &str = "shien-fit";

/// A document laid out. A copy costs nothing.
#[derive(Debug, Clone)]
pub struct Layout {
    pub(super) document: PagedDocument,
    /// What it was laid out from.
    pub(super) main: Source,
    /// Letters that a reader of the PDF would find more than once.
    doubled: Arc<BTreeSet<String>>,
}

/// A text in a box of a fixed height, or a whole form, that did not fit at its size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The box's label.
    pub field: String,
    /// The place number the text carried; none where it is the whole form.
    pub place: Option<usize>,
    /// What was done.
    pub kind: FitKind,
}

/// What `fit` did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FitKind {
    /// Printed smaller, at this size in points.
    Shrunk(f64),
    /// Too long even at the smallest size: this number stands in the box, and the text in a list on the same sheet.
    Numbered(String),
    /// Too long even at the smallest size: moved to a 別紙.
    Overflow {
        /// How many lines too many, at the smallest size.
        lines: usize,
        /// About how many characters that is.
        characters: usize,
    },
}

impl Layout {
    pub(super) fn new(document: PagedDocument, main: Source) -> Self {
        let (document, doubled) = spelled(document);
        Self { document, main, doubled: Arc::new(doubled) }
    }

    /// Whether it is a copy of another, or that of a copy.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.doubled, &other.doubled)
    }

    /// The number of pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// What `fit` reported, in the order of the print.
    #[must_use]
    pub fn fits(&self) -> Vec<Fit> {
        let label = Label::new(PicoStr::intern(FIT_LABEL)).expect("internal: the label is not empty");
        let found = self.document.introspector().query(&Selector::Label(label));
        found
            .iter()
            .filter_map(|content| match &content.to_packed::<MetadataElem>()?.value {
                Value::Dict(report) => one_fit(report),
                _ => None,
            })
            .collect()
    }

    /// The texts of which a part lies outside its page or its clipped box, each as it stands, in order.
    #[must_use]
    pub fn lost(&self) -> Vec<String> {
        self.document.pages().iter().flat_map(|page| inspect::lost(&page.frame)).collect()
    }

    /// The characters that came out as the missing-glyph box.
    #[must_use]
    pub fn missing_glyphs(&self) -> BTreeSet<char> {
        self.document.pages().iter().flat_map(|page| inspect::missing(&page.frame)).collect()
    }

    /// The letters that no font shows in a way that can be copied and searched: each would be found more than once.
    #[must_use]
    pub fn doubled_letters(&self) -> &BTreeSet<String> {
        &self.doubled
    }

    /// What stands on a page (from 0), as points and strokes: for tests that hold the print against a form.
    #[must_use]
    pub fn drawing(&self, page: usize) -> Drawing {
        inspect::draw(&self.document.pages()[page].frame)
    }
}

fn one_fit(report: &Dict) -> Option<Fit> {
    let text = |key: &str| match report.get(key).ok()? {
        Value::Str(text) => Some(text.to_string()),
        _ => None,
    };
    let number = |key: &str| match report.get(key).ok()? {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    };
    let count = |key: &str| number(key).map(|number| number.max(0.0) as usize);
    let kind = match (number("size"), text("number")) {
        (Some(size), _) => FitKind::Shrunk(size),
        (None, Some(number)) => FitKind::Numbered(number),
        (None, None) => FitKind::Overflow { lines: count("lines")?, characters: count("characters")? },
    };
    Some(Fit { field: text("field")?, place: count("place"), kind })
}
