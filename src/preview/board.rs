//! What is shown at present. Those who look on are sent what is newer than what they have seen, so that nothing piles
//! up for a slow one.

use crate::protocol::{ListedChild, PatchDrawing, ProjectState, Screen, ShownPage, Sight, View, ViewState};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The state of the page.
#[derive(Debug)]
pub struct Board {
    state: Mutex<BoardState>,
    /// A number that is another whenever the list changed.
    list: watch::Sender<u64>,
    /// The same for the views.
    views: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct BoardState {
    serial: u64,
    /// What all children share, and when it was last another.
    project: (u64, Option<ProjectState>),
    /// None for a child that is gone.
    children: BTreeMap<String, (u64, Option<ListedChild>)>,
    /// The number that each document was given when it was met first: all that an address tells of it, and the
    /// browser's history with it.
    numbers: BTreeMap<String, u64>,
    /// The documents by these numbers, from 1.
    numbered: Vec<String>,
    views: BTreeMap<View, BoardView>,
}

/// What one who looks on was sent of a view last.
#[derive(Debug, Default)]
pub(super) struct SentView {
    serial: u64,
    /// The drawings of its pages.
    hashes: BTreeSet<String>,
}

/// So many bytes of drawings are sent along with the pages.
const MOST_ALONG: usize = 200_000;

/// A view that somebody has open.
#[derive(Debug)]
struct BoardView {
    viewers: usize,
    serial: u64,
    pages: Vec<Arc<ShownPage>>,
    /// The pages before these: somebody may be fetching one.
    previous: Vec<Arc<ShownPage>>,
    /// The last that was told, without its pages.
    state: ViewState,
}

impl Default for Board {
    fn default() -> Self {
        Self { state: Mutex::default(), list: watch::channel(0).0, views: watch::channel(0).0 }
    }
}

impl Screen for Board {
    fn project(&self, project: ProjectState) {
        self.change(&self.list, |state, serial| state.project = (serial, Some(project)));
    }

    fn child(&self, child: &ListedChild) {
        self.change(&self.list, |state, serial| {
            child.documents.iter().for_each(|document| state.meet(&document.id));
            state.children.insert(child.id.clone(), (serial, Some(child.clone())));
        });
    }

    fn gone(&self, child: &str) {
        self.change(&self.list, |state, serial| {
            if let Some(entry) = state.children.get_mut(child) {
                *entry = (serial, None);
            }
        });
    }

    fn ahead(&self, view: &View, pages: Vec<Arc<ShownPage>>) {
        self.change_view(view, |shown| shown.show(pages));
    }

    fn shown(&self, view: &View, mut told: ViewState) {
        self.change_view(view, |shown| {
            told.pages.take().into_iter().for_each(|pages| shown.show(pages));
            shown.state = told;
        });
    }
}

impl Board {
    /// The document to which a number was given, whether it is still there or not.
    pub(super) fn document(&self, number: u64) -> Option<String> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.lock().numbered.get(index).cloned()
    }

    /// Whether the list has a document.
    pub(super) fn has(&self, document: &str) -> bool {
        let state = self.lock();
        let child = document.split_once('/').and_then(|(child, _)| state.children.get(child));
        child
            .and_then(|(_, child)| child.as_ref())
            .is_some_and(|child| child.documents.iter().any(|d| d.id == document))
    }

    /// A part of a page that is shown, or was before the last change.
    pub(super) fn drawing(&self, hash: &str) -> Option<Arc<PatchDrawing>> {
        let state = self.lock();
        let pages = state.views.values().flat_map(|shown| shown.pages.iter().chain(&shown.previous));
        let mut drawings = pages.flat_map(|page| &page.patches).map(|patch| &patch.drawing);
        drawings.find(|drawing| drawing.hash == hash).cloned()
    }

    /// Somebody opens a view; whether nobody had it open.
    pub(super) fn open(&self, view: &View) -> bool {
        self.change(&self.views, |state, serial| {
            let shown = state.views.entry(view.clone()).or_insert_with(|| BoardView {
                viewers: 0,
                serial,
                pages: Vec::new(),
                previous: Vec::new(),
                state: ViewState::bare(Sight::Waiting),
            });
            shown.viewers += 1;
            shown.viewers == 1
        })
    }

    /// Somebody closes a view; whether nobody has it open any more.
    pub(super) fn close(&self, view: &View) -> bool {
        let mut state = self.lock();
        let Some(shown) = state.views.get_mut(view) else { return false };
        shown.viewers -= 1;
        let is_last = shown.viewers == 0;
        if is_last {
            state.views.remove(view);
        }
        is_last
    }

    /// Tells whenever the list changed.
    pub(super) fn list_changes(&self) -> watch::Receiver<u64> {
        self.list.subscribe()
    }

    /// Tells whenever what a view shows changed.
    pub(super) fn view_changes(&self) -> watch::Receiver<u64> {
        self.views.subscribe()
    }

    /// What of the list is newer than a serial; none where nothing is. `seen` is then the one it is of.
    pub(super) fn list_news(&self, seen: &mut u64) -> Option<Value> {
        let state = self.lock();
        let mut news = Map::new();
        let newer: Vec<_> = state.children.iter().filter(|(_, (serial, _))| *serial > *seen).collect();
        let children: Vec<Value> =
            newer.iter().filter_map(|(_, (_, child))| Some(state.listed(child.as_ref()?))).collect();
        let gone: Vec<&str> =
            newer.iter().filter(|(_, (_, child))| child.is_none()).map(|(id, _)| id.as_str()).collect();
        if !children.is_empty() {
            news.insert("children".to_owned(), json!(children));
        }
        if !gone.is_empty() {
            news.insert("gone".to_owned(), json!(gone));
        }
        if let (serial, Some(project)) = &state.project
            && serial > seen
        {
            news.insert("project".to_owned(), json!(project));
        }
        if news.is_empty() {
            return None;
        }
        *seen = state.serial;
        news.insert("seen".to_owned(), json!(state.serial));
        Some(json!({ "list": news }))
    }

    /// What a view shows, where that is newer than a serial. Drawings that are new since the last time and are there are
    /// sent along: who is shown a text that is being written need not ask for them.
    pub(super) fn view_news(&self, view: &View, sent: &mut SentView) -> Option<Value> {
        let state = self.lock();
        let shown = state.views.get(view).filter(|shown| shown.serial > sent.serial)?;
        let patches = || shown.pages.iter().flat_map(|page| &page.patches);
        let mut room = if sent.hashes.is_empty() { 0 } else { MOST_ALONG };
        let mut drawings: BTreeMap<&str, Value> = BTreeMap::new();
        for drawing in patches().map(|patch| &patch.drawing).filter(|drawing| !sent.hashes.contains(&drawing.hash)) {
            if let Some(svg) = drawing.drawn().filter(|svg| svg.len() <= room) {
                room -= svg.len();
                drawings.insert(&drawing.hash, json!(&*svg));
            }
        }
        let pages: Vec<&ShownPage> = shown.pages.iter().map(Arc::as_ref).collect();
        let news = json!({ "view": {
            "document": view.document,
            "number": state.numbers.get(&view.document),
            "form": view.form,
            "pages": pages,
            "drawings": drawings,
            "findings": shown.state.findings,
            "sight": shown.state.sight,
        } });
        let hashes = patches().map(|patch| patch.drawing.hash.clone()).collect();
        *sent = SentView { serial: shown.serial, hashes };
        Some(news)
    }

    fn change_view(&self, view: &View, change: impl FnOnce(&mut BoardView)) {
        self.change(&self.views, |state, serial| {
            let Some(shown) = state.views.get_mut(view) else { return };
            shown.serial = serial;
            change(shown);
        });
    }

    fn change<T>(&self, told: &watch::Sender<u64>, change: impl FnOnce(&mut BoardState, u64) -> T) -> T {
        let mut state = self.lock();
        state.serial += 1;
        let serial = state.serial;
        let changed = change(&mut state, serial);
        drop(state);
        told.send_replace(serial);
        changed
    }

    fn lock(&self) -> MutexGuard<'_, BoardState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BoardView {
    /// Other pages. The same pages once more leave those before them where they are.
    fn show(&mut self, pages: Vec<Arc<ShownPage>>) {
        if pages.iter().map(|page| &page.hash).ne(self.pages.iter().map(|page| &page.hash)) {
            self.previous = std::mem::replace(&mut self.pages, pages);
        }
    }
}

impl BoardState {
    /// Gives a document a number, unless it has one.
    fn meet(&mut self, document: &str) {
        if !self.numbers.contains_key(document) {
            self.numbered.push(document.to_owned());
            self.numbers.insert(document.to_owned(), self.numbered.len() as u64);
        }
    }

    /// A child as the page's list shows it: each document with its number.
    fn listed(&self, child: &ListedChild) -> Value {
        let mut listed = json!(child);
        for (listed, document) in listed["documents"].as_array_mut().into_iter().flatten().zip(&child.documents) {
            listed["number"] = json!(self.numbers.get(&document.id));
        }
        listed
    }
}

#[cfg(test)]
mod tests {
    use super::Board;
    use crate::protocol::{Faults, ListedChild, ListedDocument, PrintState, Screen, Tally, View};

    fn child(id: &str, documents: &[&str]) -> ListedChild {
        let document = |id: &&str| ListedDocument {
            id: (*id).to_owned(),
            title: "個別支援計画",
            name: "2024-03-28".to_owned(),
            date: None,
            draft: None,
            faults: Faults::default(),
            print: PrintState::Printed,
        };
        let (id, documents) = (id.to_owned(), documents.iter().map(document).collect());
        ListedChild { id, name: None, reading: None, tally: Tally::default(), documents, deadlines: Vec::new() }
    }

    #[test]
    fn a_document_keeps_its_number_while_others_come_and_go() {
        let board = Board::default();
        board.child(&child("hana", &["hana/plan-2024-03-28"]));
        board.child(&child("aoi", &["aoi/plan-2024-03-28"]));
        board.child(&child("hana", &["hana/assessment-2024-03-11", "hana/plan-2024-03-28"]));
        board.gone("aoi");
        assert_eq!(board.document(1).as_deref(), Some("hana/plan-2024-03-28"));
        assert_eq!(board.document(2).as_deref(), Some("aoi/plan-2024-03-28"));
        assert_eq!(board.document(3).as_deref(), Some("hana/assessment-2024-03-11"));
        assert!(board.document(0).is_none() && board.document(4).is_none());
        assert!(board.has("hana/plan-2024-03-28") && !board.has("aoi/plan-2024-03-28"));
        let news = board.list_news(&mut 0).expect("news");
        assert_eq!(news["list"]["children"][0]["documents"][1]["number"], 1);
    }

    #[test]
    fn a_view_is_made_for_the_first_who_looks_and_until_the_last_has_gone() {
        let board = Board::default();
        let view = View { document: "hana/plan-2024-03-28".to_owned(), form: None };
        assert!(board.open(&view) && !board.open(&view));
        assert!(!board.close(&view) && board.close(&view) && !board.close(&view));
        assert!(board.open(&view), "and once more for whoever comes then");
    }
}
