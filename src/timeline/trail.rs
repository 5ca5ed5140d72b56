//! What happened to a paper: the lines of `events.yaml` by paper and part.

use crate::case::event::{Event, EventKind};
use crate::case::paper::Part;
use crate::case::party::Person;
use crate::case::{Document, Loaded, version};
use crate::record::{List, Node, Spanned, TextOr, Value};
use crate::source::{Place, Span};
use crate::value::{Date, half_width};
use serde::Serialize;
use std::collections::HashMap;

/// The paper trail of a child.
#[derive(Debug)]
pub struct Trail<'a> {
    /// The lines about each paper, or about a part of it; none where one cannot be read.
    lines: HashMap<&'a str, Option<Vec<&'a Spanned<Event>>>>,
    /// Whether of some line nobody knows what it is about.
    is_doubtful: bool,
}

/// Whether a part of a paper is consented to.
#[derive(Debug)]
pub enum Consent<'a> {
    /// A line about it cannot be read: nothing can be said.
    Unknown,
    /// By nobody yet.
    Missing,
    /// By these lines, at least one, which nothing has taken back since.
    Given(Vec<&'a Spanned<Event>>),
    /// A 不同意 or a 取消 came last.
    Withdrawn(&'a Spanned<Event>),
}

/// How a 版 that was signed stands to the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// The same.
    Same,
    /// The paper was changed since.
    Changed,
    /// No 版 was written down.
    Unnamed,
    /// The paper has no such part any more.
    Gone,
}

/// A 同意, 不同意 or 取消, with what it is about.
#[derive(Debug)]
pub struct Signature<'a> {
    /// The line.
    pub event: &'a Spanned<Event>,
    /// The name of the 別表; none for the main sheet.
    pub schedule: Option<String>,
    /// The 版 that was signed, where it is written.
    pub signed: Option<String>,
    /// The 版 of the same part today; none where the paper has no such part.
    pub current: Option<String>,
    /// How the two stand to each other.
    pub matches: Match,
}

impl<'a> Trail<'a> {
    /// The trail; none where there is no file or it cannot be read whole: then nothing can be said of what is not in it.
    #[must_use]
    pub fn of(events: Option<&'a Loaded<List<Event>>>) -> Option<Self> {
        let file = events.filter(|file| !file.broken)?;
        // A line that is no record has been reported and left out.
        let is_record = |line: &Node| matches!(line.value, Value::Map(_));
        let whole = matches!(&file.tree.value, Value::List(lines) if lines.iter().all(is_record));
        (whole && !file.value.is_unread()).then(|| Self {
            lines: by_target(&file.value),
            is_doubtful: file.value.iter().any(|line| line.target.span().is_some() && !line.target.is_set()),
        })
    }

    /// A place in the file.
    #[must_use]
    pub fn place_at(&self, span: Span) -> Place {
        span.place()
    }

    /// The lines about a paper, or about a part of it, in the order of their days; none where a line about it, or about
    /// what nobody knows, cannot be read. A line without a day stands where it was written.
    #[must_use]
    pub fn about(&self, target: &str) -> Option<Vec<&'a Spanned<Event>>> {
        if self.is_doubtful {
            return None;
        }
        self.lines.get(target).map_or_else(|| Some(Vec::new()), Clone::clone)
    }

    /// Whether a part of a paper is consented to. Who signs, and whether by 代筆, makes no difference here.
    #[must_use]
    pub fn consent(&self, document: &Document, part: &Part<'_>) -> Consent<'a> {
        let Some(lines) = self.about(&part.target(document)) else { return Consent::Unknown };
        lines.into_iter().fold(Consent::Missing, |consent, event| match (event.kind.get(), consent) {
            (Some(EventKind::Consented), Consent::Given(mut given)) => {
                given.push(event);
                Consent::Given(given)
            }
            (Some(EventKind::Consented), _) => Consent::Given(vec![event]),
            (_, _) if event.is_withdrawal() => Consent::Withdrawn(event),
            (_, consent) => consent,
        })
    }

    /// Everybody to whom a paper was 交付, with the line; none where that cannot be said.
    #[must_use]
    pub fn deliveries(&self, document: &Document) -> Option<Vec<(&'a Spanned<Event>, &'a TextOr<Person>)>> {
        self.deliveries_of(&document.id())
    }

    /// The same of a paper or a part, as events name it. A line that says that none is needed hands nothing over.
    #[must_use]
    pub fn deliveries_of(&self, target: &str) -> Option<Vec<(&'a Spanned<Event>, &'a TextOr<Person>)>> {
        let lines = self.about(target)?.into_iter();
        let handed = lines.filter(|event| event.kind.get() == Some(&EventKind::Delivered) && !event.is_waiver());
        let handed: Vec<_> = handed.collect();
        if handed.iter().any(|event| event.recipients.is_unread()) {
            return None;
        }
        let all = handed.into_iter();
        Some(all.flat_map(|event| event.value.recipients.iter().map(move |to| (event, &to.value))).collect())
    }
}

/// The lines about each target, in the order of their days.
fn by_target(events: &List<Event>) -> HashMap<&str, Option<Vec<&Spanned<Event>>>> {
    let mut targets: HashMap<&str, Vec<&Spanned<Event>>> = HashMap::new();
    for event in events.iter() {
        if let Some(target) = event.target.get() {
            targets.entry(target.trim()).or_default().push(event);
        }
    }
    targets.into_iter().map(|(target, lines)| (target, in_order(lines))).collect()
}

/// The lines of one target by their days, one without a day behind the one before it; none where one cannot be read.
fn in_order(lines: Vec<&Spanned<Event>>) -> Option<Vec<&Spanned<Event>>> {
    if lines.iter().any(|line| line.kind.span().is_some() && !line.kind.is_set()) {
        return None;
    }
    let mut day = None;
    let mut dated: Vec<(Option<Date>, &Spanned<Event>)> = Vec::with_capacity(lines.len());
    for line in lines {
        day = line.date.get().copied().or(day);
        dated.push((day, line));
    }
    dated.sort_by_key(|(day, _)| *day);
    Some(dated.into_iter().map(|(_, line)| line).collect())
}

/// The consents, refusals and revocations of a document and of its parts, in the order in which they were written down;
/// also of a file of which some lines cannot be read.
#[must_use]
pub(super) fn signatures<'a>(events: Option<&'a Loaded<List<Event>>>, document: &Document) -> Vec<Signature<'a>> {
    let id = document.id();
    let parts: Vec<(Option<String>, String)> =
        document.paper().parts().iter().map(|part| (part.schedule_name(), part.content.version())).collect();
    let signed = |event: &Event| event.kind.get() == Some(&EventKind::Consented) || event.is_withdrawal();
    let lines = events.into_iter().flat_map(|events| events.value.iter());
    let about = lines.filter(|event| signed(event)).filter_map(|event| {
        let schedule = match event.target.get()?.trim().strip_prefix(&id)? {
            "" => None,
            part => Some(part.strip_prefix("#別表/")?.to_owned()),
        };
        let current = parts.iter().find(|(name, _)| *name == schedule).map(|(_, version)| version.clone());
        let signed = event.version.get().map(|signed| half_width(signed.trim()).to_lowercase());
        let matches = match (&signed, &current) {
            (_, None) => Match::Gone,
            (None, Some(_)) => Match::Unnamed,
            (Some(signed), Some(current)) if version::is(signed, current) => Match::Same,
            _ => Match::Changed,
        };
        Some(Signature { event, schedule, signed, current, matches })
    });
    about.collect()
}
