//! What an 加算 wants to be shared with others: with the 児童相談所 and its like at intervals, and the minutes of offices.

use super::super::duty::Deed;
use super::super::{Done, Duty, Term, Timeline, What};
use crate::case::event::EventKind;
use crate::case::meeting::MeetingKind;
use crate::case::paper::State;
use crate::case::party::PersonRef;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::directory::{Directory, words};
use crate::record::TextOr;
use crate::tariff::{self, AddOnName, Evidence, Requirement};
use crate::value::{Date, Month};

/// Days within which minutes are handed round. No text names any; a month later it is no longer prompt.
const DAYS: u64 = 30;

/// Every contact that 個別サポート加算(Ⅱ) of a 個別支援計画 asks for while it is the one that holds.
pub(super) fn of_support<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    if document.state() != State::Final || timeline.is_received(document) {
        return Vec::new();
    }
    let terms = timeline.support_terms(document);
    let Some(at) = terms.iter().position(|term| std::ptr::eq(term.document, document)) else { return Vec::new() };
    let (term, Some(months)) = (&terms[at], interval(&terms[at])) else { return Vec::new() };
    let run = terms[..=at].iter().rev().take_while(|term| interval(term).is_some());
    let begun = run.last().map_or(term.start, |first| first.start);
    let one = |since: Date, due: Date, done: Done| Duty {
        opens: Some(since),
        due: Some(due),
        counts_on: Some(due),
        done,
        ..Duty::new(What::SupportShare, timeline, document)
    };
    let shares = shares(timeline);
    let mut since =
        shares.iter().flatten().rev().find_map(|deed| deed.day.filter(|day| *day <= begun)).unwrap_or(begun);
    let mut duties = Vec::new();
    loop {
        let due = due(since, months);
        if term.end.is_some_and(|end| end < due) {
            return duties;
        }
        let next = shares.as_ref().map(|deeds| deeds.iter().find(|deed| deed.day.is_some_and(|day| since < day)));
        let (done, went_on) = match next {
            None => (Done::Unknown, None),
            Some(None) => (Done::No, None),
            Some(Some(deed)) => (Done::By(deed.clone()), deed.day),
        };
        if term.start <= due {
            duties.push(one(since, due, done));
        }
        match went_on {
            Some(day) => since = day,
            None => return duties,
        }
    }
}

/// The last day for the next contact: from April 2024 on it was counted in months, before that in years.
fn due(since: Date, months: u32) -> Date {
    let counted = Date::new(2024, 4, 1).map_or(since, |new| since.max(new));
    counted.plus_months(months)
}

/// The months between two contacts that a plan's 加算 allows; none where it places no such 加算.
fn interval(term: &Term<'_, SupportPlan>) -> Option<u32> {
    let placed = tariff::placed_in(term.plan).into_iter();
    placed.filter_map(|placed| wanted(&placed.name, term.start)?.months()).min()
}

fn wanted(name: &AddOnName, day: Date) -> Option<&'static Requirement> {
    tariff::claimed(name, day)?.requirement(Evidence::Trail)
}

/// Every contact with such an agency, by day: lines of `events.yaml` and minutes of 関係機関連携会議. None where a line cannot
/// be read.
fn shares(timeline: &Timeline<'_>) -> Option<Vec<Deed>> {
    let events = timeline.trail().and(timeline.case.events.as_ref())?;
    let mut deeds: Vec<Deed> = Vec::new();
    for line in events.value.iter() {
        let informed = line.kind.get() == Some(&EventKind::Informed);
        if line.kind.is_unread() || (informed && (line.date.is_unread() || line.value.recipients.is_unread())) {
            return None;
        }
        let mut to = line.value.recipients.iter().map(|to| &to.value);
        if informed && to.any(|to| is_agency(timeline.directory(), to)) {
            deeds.push(Deed { day: line.date.get().copied(), place: line.span.place() });
        }
    }
    for document in timeline.papers() {
        let Model::Meeting(meeting) = &document.model else { continue };
        let mut present = meeting.present.iter().map(|person| &person.value);
        if meeting.kind.get() == Some(&MeetingKind::Partners) && present.any(|one| is_agency(timeline.directory(), one))
        {
            deeds.push(Deed { day: document.date, place: document.place(document.paper().dated()) });
        }
    }
    deeds.sort_by_key(|deed| deed.day);
    Some(deeds)
}

/// What stands in the names of those with whom 個別サポート加算(Ⅱ) shares.
const AGENCIES: [&str; 16] = [
    "児童相談所",
    "児相",
    "要保護",
    "要対協",
    "家庭センター",
    "子ども家庭",
    "こども家庭",
    "家庭支援",
    "福祉事務所",
    "福祉課",
    "支援課",
    "保健",
    "市役所",
    "区役所",
    "役場",
    "医",
];
/// How the names of a municipality end.
const MUNICIPALITIES: [char; 4] = ['市', '区', '町', '村'];

fn is_agency(directory: &Directory<'_>, person: &PersonRef) -> bool {
    let known = |word: &str| directory.organisation_of_id(word).unwrap_or(word).to_owned();
    let mut names: Vec<String> = words(person).into_iter().map(known).collect();
    if let TextOr::Record(record) = person {
        names.extend(record.organisation.get().cloned());
    }
    names.iter().any(|name| AGENCIES.iter().any(|word| name.contains(word)) || name.ends_with(MUNICIPALITIES))
}

/// Minutes of 事業所間連携会議 that an 加算 wants to go round.
pub(super) fn of_minutes<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Model::Meeting(meeting) = &document.model else { return Vec::new() };
    let Some(day) = document.date.filter(|_| meeting.kind.get() == Some(&MeetingKind::Offices)) else {
        return Vec::new();
    };
    if timeline.is_received(document) || !is_claimed(timeline, document, day) {
        return Vec::new();
    }
    let done = match timeline.trail().and_then(|trail| Some((trail, trail.about(&document.id())?))) {
        None => Done::Unknown,
        Some((trail, lines)) => {
            let handed = [EventKind::Informed, EventKind::Delivered];
            let handed = lines.into_iter().filter(|line| line.kind.get().is_some_and(|kind| handed.contains(kind)));
            Done::by(handed.map(|line| Deed { day: line.date.get().copied(), place: trail.place_at(line.span) }))
        }
    };
    vec![Duty {
        opens: Some(day),
        due: Some(day.plus_days(DAYS)),
        done,
        ..Duty::new(What::MinutesShare, timeline, document)
    }]
}

/// Whether the plan of that day, or a record of that month, has an 加算 that lives on minutes.
fn is_claimed(timeline: &Timeline<'_>, document: &Document, day: Date) -> bool {
    let lives = |name: &AddOnName| {
        tariff::claimed(name, day).is_some_and(|entry| {
            entry.requirement(Evidence::Minutes).is_some() && entry.requirement(Evidence::Trail).is_some()
        })
    };
    let terms = timeline.support_terms_at(document.office(), None);
    let placed = terms.iter().filter(|term| term.contains(day)).flat_map(|term| tariff::placed_in(term.plan));
    let lines = timeline.provided_in(Month::of(day)).iter().flat_map(|line| line.line.value.add_ons.iter());
    placed.map(|placed| placed.name).any(|name| lives(&name))
        || lines.filter_map(|text| AddOnName::of(&text.value)).any(|name| lives(&name))
}
