//! A child at which nobody looks, and of which many papers wait: they hold nothing of it, and it is read when the first of
//! them has its turn.

use super::judgement::Judgement;
use crate::case::{Case, Document};
use crate::pipeline::checked::Checked;
use crate::pipeline::project::Project;
use crate::pipeline::request::document_id;
use crate::pipeline::settings::Settings;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The document that a job is about.
#[derive(Debug, Clone)]
pub(super) enum JobSubject {
    /// As it was read.
    Held(JobPaper),
    /// As it will be read.
    Resting(Arc<RestingChild>),
}

/// A document of a case that was read.
#[derive(Debug, Clone)]
pub(super) struct JobPaper {
    pub(super) case: Arc<Case>,
    pub(super) judgement: Arc<Judgement>,
    /// Its index in the case.
    pub(super) document: usize,
}

/// A child that is read once for all of its papers that wait, as long as one of them is under way.
#[derive(Debug)]
pub(super) struct RestingChild {
    id: String,
    read: Mutex<Weak<Checked>>,
}

/// What a thread read last of a child at rest: its next paper is most often of the same one.
pub(super) type InHand = Option<Arc<Checked>>;

impl JobSubject {
    pub(super) fn of(case: &Arc<Case>, judgement: &Arc<Judgement>, document: usize) -> Self {
        Self::Held(JobPaper { case: Arc::clone(case), judgement: Arc::clone(judgement), document })
    }
}

impl JobPaper {
    /// The document.
    pub(super) fn document(&self) -> &Document {
        &self.case.documents[self.document]
    }
}

impl RestingChild {
    pub(super) fn new(id: &str) -> Arc<Self> {
        Arc::new(Self { id: id.to_owned(), read: Mutex::default() })
    }

    /// The child's folder.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// One of its documents, by its id; none where it is gone by now, which will be told.
    pub(super) fn paper(
        &self,
        document: &str,
        project: &Project,
        settings: &Settings,
        in_hand: &mut InHand,
    ) -> Option<JobPaper> {
        let checked = Arc::clone(in_hand.insert(self.wake(project, settings)));
        let case = Arc::clone(&checked.case);
        let index = case.documents.iter().position(|own| document_id(&case, own) == document)?;
        Some(JobPaper { judgement: Arc::new(Judgement::known(&checked)), case, document: index })
    }

    fn wake(&self, project: &Project, settings: &Settings) -> Arc<Checked> {
        // Held while it is read, so that a second thread waits for it and does not read it too.
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.upgrade().unwrap_or_else(|| {
            let checked = Arc::new(project.judged_again(&self.id, settings));
            *read = Arc::downgrade(&checked);
            checked
        })
    }
}
