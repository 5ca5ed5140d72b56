//! Which papers follow one another, found once for all papers of a child: who asks it of each of them would otherwise go
//! through all of them again each time.

use super::term::{Term, in_turn};
use crate::case::paper::{Role, State};
use crate::case::plan::SupportPlan;
use crate::case::{Case, Document, Model};
use crate::directory::{Directory, folded};
use crate::value::Date;
use std::collections::HashMap;

/// What papers must have in common to follow one another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Series<'a> {
    kind: &'static str,
    office: Option<&'a str>,
    service: Option<String>,
}

/// The papers of one series.
#[derive(Debug, Default)]
struct Line<'a> {
    /// Those that count, by day and then by name.
    counting: Vec<&'a Document>,
    /// The 個別支援計画 among them, in the order in which they hold.
    terms: Vec<Term<'a, SupportPlan>>,
    /// The paper after the one of a name.
    next: HashMap<&'a str, &'a Document>,
}

/// The papers of a child by their names, by what they were made of and by series.
#[derive(Debug)]
pub(super) struct Descent<'a> {
    directory: &'a Directory<'a>,
    documents: &'a [Document],
    /// By kind and name.
    named: HashMap<(&'a str, &'a str), &'a Document>,
    /// By their kind and the name of their 原案 or 案, in the order of the papers.
    made: HashMap<&'static str, HashMap<&'a str, Vec<&'a Document>>>,
    /// The service of an office, where all of its plans that say one say the same.
    services: HashMap<Option<&'a str>, Option<String>>,
    /// The place in `lines` of each series, and of that of each document.
    places: HashMap<Series<'a>, usize>,
    of_document: Vec<usize>,
    lines: Vec<Line<'a>>,
    has_copies: bool,
}

impl<'a> Descent<'a> {
    /// The papers of a child's folder.
    pub(super) fn of(case: &'a Case, directory: &'a Directory<'a>) -> Self {
        let documents = case.documents.as_slice();
        let mut descent = Self {
            directory,
            documents,
            named: HashMap::new(),
            made: HashMap::new(),
            services: HashMap::new(),
            places: HashMap::new(),
            of_document: Vec::new(),
            lines: Vec::new(),
            has_copies: documents.iter().any(Document::is_copy),
        };
        documents.iter().for_each(|document| descent.name(document));
        documents.iter().filter(|document| !document.broken).for_each(|document| descent.note_service(document));
        documents.iter().for_each(|document| descent.line_up(document));
        for index in 0..descent.lines.len() {
            descent.close(index);
        }
        descent
    }

    fn name(&mut self, document: &'a Document) {
        self.named.entry((document.kind.id, &document.name)).or_insert(document);
        let draft = document.link(Role::Draft).and_then(|link| link.name.get()).filter(|_| !document.broken);
        if let Some(draft) = draft {
            self.made.entry(document.kind.id).or_default().entry(draft).or_default().push(document);
        }
    }

    fn note_service(&mut self, document: &'a Document) {
        let Model::Plan(plan) = &document.model else { return };
        let Some(said) = said(self.directory, plan) else { return };
        let of_office =
            self.services.entry(plan.office.get().map(String::as_str)).or_insert_with(|| Some(said.clone()));
        if of_office.as_ref().is_some_and(|other| *other != said) {
            *of_office = None;
        }
    }

    fn line_up(&mut self, document: &'a Document) {
        let new = self.lines.len();
        let index = *self.places.entry(self.series(document)).or_insert(new);
        if index == new {
            self.lines.push(Line::default());
        }
        self.of_document.push(index);
        if !document.broken && matches!(document.state(), State::Final | State::Always) {
            self.lines[index].counting.push(document);
        }
    }

    fn close(&mut self, index: usize) {
        let line = &mut self.lines[index];
        line.counting.sort_by_key(|document| age(document));
        let plans = line.counting.iter().filter_map(|document| match &document.model {
            Model::Plan(plan) if document.state() == State::Final => Some((*document, plan)),
            _ => None,
        });
        line.terms = in_turn(plans);
        let mut next: HashMap<&'a str, &'a Document> = HashMap::new();
        for document in &self.lines[index].counting {
            if let Some(before) = self.previous(document) {
                next.entry(&before.name).or_insert(document);
            }
        }
        self.lines[index].next = next;
    }

    /// The paper of a kind with this name.
    pub(super) fn named(&self, kind: &str, name: &str) -> Option<&'a Document> {
        self.named.get(&(kind, name)).copied()
    }

    /// What names a paper as what it was made of, in the order of the papers.
    pub(super) fn made_of(&self, draft: &Document) -> &[&'a Document] {
        self.made.get(draft.kind.id).and_then(|of_kind| of_kind.get(draft.name.as_str())).map_or(&[], Vec::as_slice)
    }

    /// Whether a paper is a copy of another company's.
    pub(super) fn has_copies(&self) -> bool {
        self.has_copies
    }

    /// What counts of the series of a paper, by day and then by name.
    pub(super) fn counting_like(&self, document: &Document) -> &[&'a Document] {
        self.line(document).map_or(&[], |line| &line.counting)
    }

    /// The 確定 個別支援計画 of the series of a paper, in the order in which they hold.
    pub(super) fn terms(&self, document: &Document) -> &[Term<'a, SupportPlan>] {
        self.line(document).map_or(&[], |line| &line.terms)
    }

    /// Whether two papers are of one series.
    pub(super) fn is_of_one_series(&self, one: &Document, other: &Document) -> bool {
        match (self.position(one), self.position(other)) {
            (Some(one), Some(other)) => self.of_document[one] == self.of_document[other],
            _ => self.series(one) == self.series(other),
        }
    }

    /// The paper before: the one that is named, else the newest of the same series with an earlier date that counts.
    pub(super) fn previous(&self, document: &Document) -> Option<&'a Document> {
        if let Some(link) = document.link(Role::Previous).filter(|link| link.name.is_set()) {
            let named = self.named(link.kind, link.name.get()?);
            return named.filter(|named| named.name != document.name && !named.broken);
        }
        let counting = self.counting_like(document);
        let earlier = &counting[..counting.partition_point(|other| age(other) < age(document))];
        // A plan that was made of this draft does not come before it, whatever their days say.
        let made_of_it =
            |other: &Document| other.link(Role::Draft).is_some_and(|link| link.name.get() == Some(&document.name));
        earlier.iter().rev().find(|other| other.date.is_some() && !made_of_it(other)).copied()
    }

    /// The paper after: what names this one as 前計画, else the oldest of the same series with a later date that counts.
    pub(super) fn next(&self, document: &Document) -> Option<&'a Document> {
        self.line(document)?.next.get(document.name.as_str()).copied()
    }

    fn line(&self, document: &Document) -> Option<&Line<'a>> {
        let known = self.position(document).and_then(|position| self.of_document.get(position).copied());
        let index = known.or_else(|| self.places.get(&self.series(document)).copied())?;
        self.lines.get(index)
    }

    /// Its place among the documents; none where it is of another folder.
    pub(super) fn position(&self, document: &Document) -> Option<usize> {
        let first = self.documents.as_ptr().addr();
        let index = std::ptr::from_ref(document).addr().checked_sub(first)? / size_of::<Document>();
        self.documents.get(index).filter(|own| std::ptr::eq(*own, document)).map(|_| index)
    }

    /// The 障害児支援利用計画 of a child and the reports on them are one series each, whoever made them.
    fn series<'d>(&self, document: &'d Document) -> Series<'d>
    where
        'a: 'd,
    {
        let kind = document.kind.id;
        let plan = match &document.model {
            Model::ConsultationPlan(_) | Model::ConsultationMonitoring(_) => {
                return Series { kind, office: None, service: None };
            }
            Model::Plan(plan) => Some(plan),
            _ => self.support_plan_of(document),
        };
        Series { kind, office: document.office(), service: plan.and_then(|plan| self.service(plan)) }
    }

    fn support_plan_of(&self, document: &Document) -> Option<&'a SupportPlan> {
        let link = document.link(Role::Subject)?;
        match &self.named(link.kind, link.name.get()?).filter(|named| !named.broken)?.model {
            Model::Plan(plan) => Some(plan),
            _ => None,
        }
    }

    /// The service of a plan. One that does not say it goes with the others of its office where these are of one service.
    fn service(&self, plan: &SupportPlan) -> Option<String> {
        let of_office = || self.services.get(&plan.office.get().map(String::as_str)).cloned().flatten();
        said(self.directory, plan).or_else(of_office)
    }
}

/// The service that a plan says.
fn said(directory: &Directory<'_>, plan: &SupportPlan) -> Option<String> {
    match directory.service(plan) {
        Some(service) => Some(service.label().to_owned()),
        None => plan.service.get().map(|text| folded(text)),
    }
}

/// What papers of one series are sorted by.
fn age(document: &Document) -> (Option<Date>, &String) {
    (document.date, &document.name)
}
