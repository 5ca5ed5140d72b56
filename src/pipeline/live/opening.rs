//! Opening again what all children share, and telling of it.

use crate::font::Fonts;
use crate::forms;
use crate::pipeline::build::ProgramFault;
use crate::pipeline::cache::Cache;
use crate::pipeline::project::Project;
use crate::pipeline::settings::SetupError;
use crate::protocol::{FormChoice, ProjectState, shown_findings};
use crate::source::Files;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// What all children share, and what is known of the prints made with it.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    pub(super) project: Arc<Project>,
    pub(super) cache: Arc<Cache>,
}

/// Opens the files below the project's folder.
pub(super) type Opener = Box<dyn Fn(&Path) -> Box<dyn Files> + Send>;

/// Opens a project. A fault of this program is an error like any other.
pub(super) fn open(files: &Opener, root: &Path, fonts: Arc<Fonts>) -> Result<Project, SetupError> {
    let open = || Project::assemble(&|| files(root), fonts);
    catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|fault| Err(unopened(fault.as_ref())))
}

/// What the screen is told of a project.
pub(super) fn state(project: &Project) -> ProjectState {
    let form = |pack: &forms::Pack| FormChoice {
        id: pack.id.clone(),
        name: pack.manifest.name.get().cloned().unwrap_or_else(|| pack.id.clone()),
    };
    let forms = project.packs().iter().map(form).collect();
    ProjectState::open(shown_findings(&project.findings, |_| None), forms)
}

/// What is said when this program itself failed at what all children share.
fn unopened(fault: &(dyn Any + Send)) -> SetupError {
    let ProgramFault { words, .. } = ProgramFault::new("", None, fault);
    SetupError::new(
        format!("office.yaml か様式を読む途中で、このプログラムの不具合により止まりました({words})"),
        "ファイルを直すと、もう一度読みます。この文とファイルを添えて、プログラムの配布元に知らせてください",
    )
}
