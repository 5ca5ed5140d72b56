//! The children and documents with their states, as the listener was told them last.

use super::listener::{ChildState, DocumentState, Listener, Standing, Tally};
use crate::case::plan::Status;
use crate::case::{self, KINDS, Model, consult, meeting};
use crate::pipeline::document::Checked;
use crate::pipeline::print::document_id;
use crate::value::Date;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is known of every child.
#[derive(Debug, Default)]
pub(super) struct Roster {
    children: Mutex<BTreeMap<String, Child>>,
}

#[derive(Debug)]
struct Child {
    name: Option<String>,
    reading: Option<String>,
    tally: Tally,
    documents: Vec<Document>,
    told: Option<ChildState>,
}

#[derive(Debug)]
struct Document {
    id: String,
    title: &'static str,
    name: String,
    date: Option<Date>,
    draft: Option<&'static str>,
    /// What is wrong in its file.
    checked: Tally,
    /// What is wrong in its print.
    printed: Tally,
    standing: Standing,
}

impl Roster {
    /// A case was checked. The documents that it no longer has are returned.
    pub(super) fn judged(&self, checked: &Checked, listener: &dyn Listener) -> Vec<String> {
        let case = &checked.case;
        let mut children = self.lock();
        let before = children.remove(&case.id);
        let (told, before) = before.map_or((None, Vec::new()), |child| (child.told, child.documents));
        let mut before: BTreeMap<String, Document> =
            before.into_iter().map(|document| (document.id.clone(), document)).collect();
        let tally = |own: &dyn Fn(&Path) -> bool| {
            Tally::of(checked.findings.iter().filter(|finding| own(finding.place.source().path())))
        };
        let mut order: Vec<&case::Document> = case.documents.iter().collect();
        order.sort_by_key(|document| step(document));
        let documents = order.into_iter().map(|document| {
            let id = document_id(case, document);
            let known = before.remove(&id);
            let (printed, standing) =
                known.map_or((Tally::default(), Standing::Waiting), |known| (known.printed, known.standing));
            let checked = tally(&|path| path == document.source.path());
            let (title, name, draft) = (document.kind.title, document.name.clone(), draft(&document.model));
            Document { id, title, name, date: document.date, draft, checked, printed, standing }
        });
        let documents = documents.collect();
        let others = tally(&|path| case.documents.iter().all(|document| document.source.path() != path));
        let (name, reading) = (case.child.value.name.get().cloned(), case.child.value.reading.get().cloned());
        let new = Child { name, reading, tally: others, documents, told };
        let child = children.entry(case.id.clone()).or_insert(new);
        tell(&case.id, child, listener);
        before.into_keys().collect()
    }

    /// A document was printed, or was not.
    pub(super) fn printed(&self, child: &str, id: &str, tally: Tally, standing: Standing, listener: &dyn Listener) {
        let mut children = self.lock();
        let Some(entry) = children.get_mut(child) else { return };
        let Some(document) = entry.documents.iter_mut().find(|document| document.id == id) else { return };
        document.printed = tally;
        document.standing = standing;
        tell(child, entry, listener);
    }

    /// A child is gone. Its documents are returned.
    pub(super) fn gone(&self, child: &str, listener: &dyn Listener) -> Vec<String> {
        let gone = self.lock().remove(child);
        if gone.is_some() {
            listener.gone(child);
        }
        gone.into_iter().flat_map(|child| child.documents).map(|document| document.id).collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Child>> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a document stands in the trail: by its date, on one day by the order in which papers come about (a 原案 is
/// discussed and a plan that holds comes out of it), then by its name. What has no date comes first: there is one of it.
fn step(document: &case::Document) -> (Option<Date>, usize, &str) {
    let kind = |id: &str| KINDS.iter().position(|kind| kind.id == id).unwrap_or(KINDS.len());
    let own = kind(document.kind.id);
    let after_meeting = match &document.model {
        Model::Plan(plan) if plan.status.get() != Some(&Status::Draft) => Some(kind(meeting::KIND.id)),
        Model::ConsultationPlan(plan) if !plan.is_draft() => Some(kind(consult::meeting::KIND.id)),
        _ => None,
    };
    // Twice as far apart, so that a plan finds room behind the meeting.
    (document.date, after_meeting.map_or(own * 2, |meeting| meeting * 2 + 1), &document.name)
}

fn draft(model: &Model) -> Option<&'static str> {
    match model {
        Model::Plan(plan) => (plan.status.get() == Some(&Status::Draft)).then_some("原案"),
        Model::ConsultationPlan(plan) => plan.is_draft().then_some("案"),
        _ => None,
    }
}

/// Tells the listener, where something is new. Under the lock, so that no state overtakes a later one.
fn tell(id: &str, child: &mut Child, listener: &dyn Listener) {
    let document = |document: &Document| DocumentState {
        id: document.id.clone(),
        title: document.title,
        name: document.name.clone(),
        date: document.date,
        draft: document.draft,
        tally: document.checked.and(document.printed),
        standing: document.standing,
    };
    let documents = child.documents.iter().map(document).collect();
    let (name, reading) = (child.name.clone(), child.reading.clone());
    let state = ChildState { id: id.to_owned(), name, reading, tally: child.tally, documents };
    if child.told.as_ref() != Some(&state) {
        listener.child(&state);
        child.told = Some(state);
    }
}
