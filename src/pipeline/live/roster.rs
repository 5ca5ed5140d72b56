//! The children and documents with their states, as the screen was told them last.

use crate::case::plan::Status;
use crate::case::{Document, KINDS, Model, consult, meeting};
use crate::pipeline::checked::Checked;
use crate::pipeline::request::document_id;
use crate::protocol::{Faults, ListedChild, ListedDeadline, ListedDocument, PrintState, Screen, Tally};
use crate::value::Date;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the list shows of every child. The screen is told under its lock, so that no state overtakes a later one.
#[derive(Debug, Default)]
pub(super) struct Roster {
    children: Mutex<BTreeMap<String, ListedChild>>,
}

impl Roster {
    /// A case was checked. The documents that it no longer has are returned.
    pub(super) fn checked(
        &self,
        checked: &Checked,
        deadlines: Vec<ListedDeadline>,
        screen: &dyn Screen,
    ) -> Vec<String> {
        let mut children = self.lock();
        let before = children.get(&checked.case.id);
        let old = before.map_or(&[][..], |child| &child.documents);
        let child = ListedChild { deadlines, ..listed(checked, old) };
        let is_gone = |id: &String| child.documents.iter().all(|document| document.id != *id);
        let gone = old.iter().map(|document| document.id.clone()).filter(is_gone).collect();
        if before != Some(&child) {
            screen.child(&child);
            children.insert(child.id.clone(), child);
        }
        gone
    }

    /// A document was printed, or was not; the print has these findings.
    pub(super) fn printed(&self, child: &str, id: &str, tally: Tally, print: PrintState, screen: &dyn Screen) {
        let mut children = self.lock();
        let Some(child) = children.get_mut(child) else { return };
        let Some(document) = child.documents.iter_mut().find(|document| document.id == id) else { return };
        if (document.faults.print, document.print) != (tally, print) {
            (document.faults.print, document.print) = (tally, print);
            screen.child(child);
        }
    }

    /// A child is gone. Its documents are returned.
    pub(super) fn gone(&self, child: &str, screen: &dyn Screen) -> Vec<String> {
        let Some(gone) = self.lock().remove(child) else { return Vec::new() };
        screen.gone(child);
        gone.documents.into_iter().map(|document| document.id).collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, ListedChild>> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A child after a check; what is known of its prints stays.
fn listed(checked: &Checked, before: &[ListedDocument]) -> ListedChild {
    let case = &checked.case;
    let tally = |own: &dyn Fn(&Path) -> bool| {
        Tally::of(checked.findings.iter().filter(|finding| own(finding.place.source().path())))
    };
    let mut order: Vec<&Document> = case.documents.iter().collect();
    order.sort_by_key(|document| step(document));
    let documents = order.into_iter().map(|document| {
        let id = document_id(case, document);
        let known = before.iter().find(|known| known.id == id);
        ListedDocument {
            title: document.kind.title,
            name: document.name.clone(),
            date: document.date_in_words(),
            draft: draft(&document.model),
            faults: Faults {
                file: tally(&|path| path == document.source.path()),
                print: known.map_or_else(Tally::default, |known| known.faults.print),
            },
            print: known.map_or(PrintState::Waiting, |known| known.print),
            id,
        }
    });
    ListedChild {
        id: case.id.clone(),
        name: case.child.value.name.get().cloned(),
        reading: case.child.value.reading.get().cloned(),
        tally: tally(&|path| case.documents.iter().all(|document| document.source.path() != path)),
        documents: documents.collect(),
        deadlines: Vec::new(),
    }
}

/// Where a document stands in the trail: by its date, on one day by the order in which papers come about (a 原案 is
/// discussed and a plan that holds comes out of it), then by its name. What has no date comes first: there is one of it.
fn step(document: &Document) -> (Option<Date>, usize, &str) {
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
