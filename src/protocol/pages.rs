//! The pages of a document as they are put together on the screen.

use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A page.
#[derive(Debug, Serialize)]
pub struct ShownPage {
    /// A hash over what it looks like.
    pub hash: String,
    /// The width in points.
    pub width: f64,
    /// The height in points.
    pub height: f64,
    /// What it is put together from, the lowest first.
    pub patches: Vec<ShownPatch>,
}

/// A part of a page, and where it lies on it.
#[derive(Debug, Clone, Serialize)]
pub struct ShownPatch {
    /// Where.
    #[serde(flatten)]
    pub area: PageArea,
    /// What.
    #[serde(flatten, serialize_with = "pointed_at")]
    pub drawing: Arc<PatchDrawing>,
}

fn pointed_at<S: Serializer>(drawing: &Arc<PatchDrawing>, serializer: S) -> Result<S::Ok, S::Error> {
    drawing.as_ref().serialize(serializer)
}

/// A part of a page, in points, sent to the thousandth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PageArea {
    /// From the left.
    #[serde(serialize_with = "thousandths")]
    pub x: f64,
    /// From the top.
    #[serde(serialize_with = "thousandths")]
    pub y: f64,
    /// The width.
    #[serde(serialize_with = "thousandths")]
    pub width: f64,
    /// The height.
    #[serde(serialize_with = "thousandths")]
    pub height: f64,
}

fn thousandths<S: Serializer>(points: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((points * 1000.0).round() / 1000.0)
}

/// What a patch looks like, drawn when somebody asks for it first.
#[derive(Serialize)]
pub struct PatchDrawing {
    /// A hash over what it looks like, which is also its address.
    pub hash: String,
    #[serde(skip)]
    drawn: OnceLock<Arc<str>>,
    /// How it is drawn; none once it is.
    #[serde(skip)]
    draw: Mutex<Option<DrawPatch>>,
}

/// Draws a patch.
type DrawPatch = Box<dyn FnOnce() -> String + Send>;

impl PatchDrawing {
    /// A drawing that is not drawn yet.
    #[must_use]
    pub fn new(hash: String, draw: impl FnOnce() -> String + Send + 'static) -> Self {
        Self { hash, drawn: OnceLock::new(), draw: Mutex::new(Some(Box::new(draw))) }
    }

    /// The drawing as SVG. The first time it may take a millisecond.
    #[must_use]
    pub fn svg(&self) -> Arc<str> {
        let draw = || self.draw.lock().unwrap_or_else(PoisonError::into_inner).take().map(|draw| draw());
        Arc::clone(self.drawn.get_or_init(|| draw().unwrap_or_default().into()))
    }

    /// The same, where it is drawn already.
    #[must_use]
    pub fn drawn(&self) -> Option<Arc<str>> {
        self.drawn.get().cloned()
    }
}

impl fmt::Debug for PatchDrawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PatchDrawing").field("hash", &self.hash).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{PageArea, PatchDrawing, ShownPatch};
    use serde_json::json;
    use std::sync::Arc;

    #[test]
    fn a_patch_is_sent_by_its_place_and_hash() {
        let drawing = Arc::new(PatchDrawing::new("ab".to_owned(), || "<svg/>".to_owned()));
        let area = PageArea { x: 1.0 / 3.0, y: 2.0, width: 30.0, height: 4.00049 };
        let patch = ShownPatch { area, drawing };
        assert_eq!(json!(patch), json!({ "hash": "ab", "x": 0.333, "y": 2.0, "width": 30.0, "height": 4.0 }));
        assert!(patch.drawing.drawn().is_none(), "drawn when it is asked for");
        assert!(Arc::ptr_eq(&patch.drawing.svg(), &patch.drawing.svg()), "drawn once");
        assert_eq!(patch.drawing.drawn().as_deref(), Some("<svg/>"));
    }
}
