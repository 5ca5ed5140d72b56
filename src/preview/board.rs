//! What is shown at present. Those who look on are sent what is newer than what they have seen, so that nothing piles
//! up for a slow one.

use super::state::{Child, Patch, Sheet, Sight, Spot, View};
use crate::diagnostic::{Diagnostic, to_json};
use crate::value::VARIANTS;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The state of the page.
#[derive(Debug)]
pub struct Board {
    state: Mutex<State>,
    /// A number that is another whenever the list changed.
    list: watch::Sender<u64>,
    /// The same for the views.
    views: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct State {
    revision: u64,
    /// What all children share, and when it was last another.
    project: (u64, Value),
    /// None for a child that is gone.
    children: BTreeMap<String, (u64, Option<Child>)>,
    /// The number that each document was given when it was met first: all that an address tells of it, and the
    /// browser's history with it.
    numbers: BTreeMap<String, u64>,
    /// The documents by these numbers, from 1.
    numbered: Vec<String>,
    views: BTreeMap<View, Open>,
}

/// A view that somebody has open.
#[derive(Debug)]
struct Open {
    viewers: usize,
    revision: u64,
    sheets: Vec<Sheet>,
    /// The pages before these: somebody may be fetching one.
    previous: Vec<Sheet>,
    findings: Value,
    sight: Sight,
}

impl Default for Board {
    fn default() -> Self {
        Self { state: Mutex::default(), list: watch::channel(0).0, views: watch::channel(0).0 }
    }
}

impl Board {
    /// What is wrong with what all children share, the packs by id and name, and, where the project cannot be opened,
    /// why.
    pub fn set_project(&self, findings: &[Diagnostic], packs: &[(String, String)], trouble: Option<&str>) {
        let packs: Vec<Value> = packs.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
        let project = json!({
            "findings": list(findings, &[]),
            "forms": packs,
            "trouble": trouble,
            "variants": VARIANTS,
        });
        self.change(&self.list, |state, revision| state.project = (revision, project));
    }

    /// A child is there, or is another.
    pub fn set_child(&self, child: Child) {
        self.change(&self.list, |state, revision| {
            child.documents.iter().for_each(|document| state.meet(&document.id));
            state.children.insert(child.id.clone(), (revision, Some(child)));
        });
    }

    /// A child is gone.
    pub fn remove_child(&self, child: &str) {
        self.change(&self.list, |state, revision| {
            if let Some(entry) = state.children.get_mut(child) {
                *entry = (revision, None);
            }
        });
    }

    /// What a view shows; without pages, those that are shown stay. `spots` says where on the pages each finding has its
    /// place, as far as that is known.
    pub fn set_view(
        &self,
        view: &View,
        sheets: Option<Vec<Sheet>>,
        findings: &[Diagnostic],
        spots: &[Option<Spot>],
        sight: Sight,
    ) {
        let findings = list(findings, spots);
        self.change(&self.views, |state, revision| {
            let Some(open) = state.views.get_mut(view) else { return };
            open.revision = revision;
            open.findings = findings;
            open.sight = sight;
            if let Some(sheets) = sheets {
                open.previous = std::mem::replace(&mut open.sheets, sheets);
            }
        });
    }

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
    pub(super) fn patch(&self, hash: &str) -> Option<Patch> {
        let state = self.lock();
        let sheets = state.views.values().flat_map(|open| open.sheets.iter().chain(&open.previous));
        sheets.flat_map(|sheet| &sheet.patches).find(|patch| patch.hash == hash).cloned()
    }

    /// Somebody opens a view.
    pub(super) fn open(&self, view: &View) {
        self.change(&self.views, |state, revision| {
            let open = state.views.entry(view.clone()).or_insert_with(|| Open {
                viewers: 0,
                revision,
                sheets: Vec::new(),
                previous: Vec::new(),
                findings: Value::Array(Vec::new()),
                sight: Sight::Waiting,
            });
            open.viewers += 1;
        });
    }

    /// Somebody closes a view.
    pub(super) fn close(&self, view: &View) {
        let mut state = self.lock();
        if let Some(open) = state.views.get_mut(view) {
            open.viewers -= 1;
            if open.viewers == 0 {
                state.views.remove(view);
            }
        }
    }

    /// Tells whenever the list changed.
    pub(super) fn list_changes(&self) -> watch::Receiver<u64> {
        self.list.subscribe()
    }

    /// Tells whenever what a view shows changed.
    pub(super) fn view_changes(&self) -> watch::Receiver<u64> {
        self.views.subscribe()
    }

    /// What of the list is newer than a revision; none where nothing is. `seen` is then the one it is of.
    pub(super) fn list_news(&self, seen: &mut u64) -> Option<Value> {
        let state = self.lock();
        let mut news = Map::new();
        let newer: Vec<_> = state.children.iter().filter(|(_, (revision, _))| *revision > *seen).collect();
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
        if state.project.0 > *seen {
            news.insert("project".to_owned(), state.project.1.clone());
        }
        if news.is_empty() {
            return None;
        }
        *seen = state.revision;
        news.insert("seen".to_owned(), json!(state.revision));
        Some(json!({ "list": news }))
    }

    /// What a view shows, where that is newer than a revision.
    pub(super) fn view_news(&self, view: &View, seen: &mut u64) -> Option<Value> {
        let state = self.lock();
        let open = state.views.get(view).filter(|open| open.revision > *seen)?;
        *seen = open.revision;
        Some(json!({ "view": {
            "document": view.document,
            "number": state.numbers.get(&view.document),
            "form": view.form,
            "pages": open.sheets,
            "findings": open.findings,
            "sight": open.sight,
        } }))
    }

    fn change(&self, told: &watch::Sender<u64>, change: impl FnOnce(&mut State, u64)) {
        let mut state = self.lock();
        state.revision += 1;
        let revision = state.revision;
        change(&mut state, revision);
        drop(state);
        told.send_replace(revision);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Gives a document a number, unless it has one.
    fn meet(&mut self, document: &str) {
        if !self.numbers.contains_key(document) {
            self.numbered.push(document.to_owned());
            self.numbers.insert(document.to_owned(), self.numbered.len() as u64);
        }
    }

    /// A child as the page's list shows it: each document with its number.
    fn listed(&self, child: &Child) -> Value {
        let mut listed = json!(child);
        for (listed, document) in listed["documents"].as_array_mut().into_iter().flatten().zip(&child.documents) {
            listed["number"] = json!(self.numbers.get(&document.id));
        }
        listed
    }
}

/// Findings as the page shows them: those of the JSON output, with the line they stand on and the place of each on the
/// pages.
fn list(findings: &[Diagnostic], spots: &[Option<Spot>]) -> Value {
    let mut shown = to_json(findings)["diagnostics"].take();
    let spots = spots.iter().copied().chain(std::iter::repeat(None));
    for ((shown, finding), spot) in shown.as_array_mut().into_iter().flatten().zip(findings).zip(spots) {
        shown["excerpt"] = Value::String(excerpt(finding));
        shown["label"] = Value::String(finding.severity.label().to_owned());
        shown["spot"] = json!(spot);
    }
    shown
}

/// The line of a finding as it is written, the blanks before it too: they are what matters in YAML.
fn excerpt(finding: &Diagnostic) -> String {
    if finding.place.is_whole() {
        return String::new();
    }
    let source = finding.place.source();
    let (line, _) = finding.place.line_column();
    let text = source.text().get(source.line_span(line).range()).unwrap_or_default().trim_end();
    let mut shown: String = text.chars().take(LONGEST_EXCERPT).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// Characters of a line that are shown.
const LONGEST_EXCERPT: usize = 80;

#[cfg(test)]
mod tests {
    use super::{Board, list};
    use crate::diagnostic::Diagnostic;
    use crate::preview::{Child, Document, Standing};
    use crate::source::Source;

    #[test]
    fn a_quoted_line_keeps_the_blanks_before_it() {
        let source =
            Source::new("cases/hana/child.yaml", format!("利用:\n    開始日: 2024-04-01\n  # {}\n", "長".repeat(90)));
        let at = |words: &str| {
            let start = source.text().find(words).expect("written");
            Diagnostic::new(crate::diagnostic::Code::new("value-invalid"), source.place(start..start + 3), "誤り")
        };
        let whole = Diagnostic::new(crate::diagnostic::Code::new("value-invalid"), source.whole(), "誤り");
        let shown = list(&[at("開始日"), at("長"), whole], &[]);
        assert_eq!(shown[0]["excerpt"], "    開始日: 2024-04-01");
        assert_eq!(shown[1]["excerpt"], format!("  # {}…", "長".repeat(76)));
        assert_eq!(shown[2]["excerpt"], "");
    }

    #[test]
    fn a_document_keeps_its_number_while_others_come_and_go() {
        let document = |id: &str| Document {
            id: id.to_owned(),
            title: "個別支援計画",
            name: "2024-03-28".to_owned(),
            date: None,
            draft: None,
            errors: 0,
            warnings: 0,
            standing: Standing::Printed,
        };
        let child = |id: &str, documents: &[&str]| Child {
            id: id.to_owned(),
            name: None,
            reading: None,
            errors: 0,
            warnings: 0,
            documents: documents.iter().map(|id| document(id)).collect(),
        };
        let board = Board::default();
        board.set_child(child("hana", &["hana/plan-2024-03-28"]));
        board.set_child(child("aoi", &["aoi/plan-2024-03-28"]));
        board.set_child(child("hana", &["hana/assessment-2024-03-11", "hana/plan-2024-03-28"]));
        board.remove_child("aoi");
        assert_eq!(board.document(1).as_deref(), Some("hana/plan-2024-03-28"));
        assert_eq!(board.document(2).as_deref(), Some("aoi/plan-2024-03-28"));
        assert_eq!(board.document(3).as_deref(), Some("hana/assessment-2024-03-11"));
        assert!(board.document(0).is_none() && board.document(4).is_none());
        assert!(board.has("hana/plan-2024-03-28") && !board.has("aoi/plan-2024-03-28"));
        let news = board.list_news(&mut 0).expect("news");
        assert_eq!(news["list"]["children"][0]["documents"][1]["number"], 1);
    }
}
