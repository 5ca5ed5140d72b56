//! What the preview speaks of: the list, the views and their pages in the shape in which they are sent, and the two
//! sides that talk. Plain data, so that whoever makes the pages and whoever serves them need not know each other.

mod list;
mod pages;
mod view;

pub use list::{Faults, FormChoice, ListedChild, ListedDeadline, ListedDocument, PrintState, ProjectState, Tally};
pub use pages::{PageArea, PatchDrawing, ShownPage, ShownPatch};
pub use view::{ShownFinding, Sight, Spot, View, ViewState, shown_findings};

use std::sync::Arc;

/// The side that shows. Called from several threads; it must not wait.
pub trait Screen: Send + Sync {
    /// What all children share is another.
    fn project(&self, project: ProjectState);

    /// A child is there, or is another.
    fn child(&self, child: &ListedChild);

    /// A child's folder is gone.
    fn gone(&self, child: &str);

    /// The pages of a view are others; what is wrong with them is not known yet. Nobody may have it open any more.
    fn ahead(&self, view: &View, pages: Vec<Arc<ShownPage>>);

    /// What a view shows is another. Nobody may have it open any more.
    fn shown(&self, view: &View, state: ViewState);
}

/// The side that makes the pages.
pub trait Backend: Send + Sync {
    /// The first who looks at a view is there.
    fn open(&self, view: &View);

    /// The last who looked at a view is gone.
    fn close(&self, view: &View);

    /// The print of a document, `hana/plan-2024-03-28`, where there is one.
    fn pdf(&self, document: &str) -> Option<Vec<u8>>;
}
