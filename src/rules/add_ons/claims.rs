//! The 加算 that records claim: interviews by their 加算, days of the サービス提供記録 by theirs and by their 延長, sessions of a
//! 専門的支援実施計画.

use super::super::facts::Facts;
use super::SESSIONS;
use crate::case::Model;
use crate::case::interview::Interview;
use crate::case::party::Service;
use crate::record::Field;
use crate::source::Place;
use crate::tariff::{self, AddOnName, TariffEntry};
use crate::timeline::{ProvidedLine, Term};
use crate::value::{Date, TimeRange};

/// An 加算 that is claimed for something on a day.
#[derive(Debug, Clone)]
pub(super) struct AddOnClaim<'a> {
    /// As it is written.
    pub(super) name: AddOnName,
    /// What that is on this day.
    pub(super) entry: &'static TariffEntry,
    /// The day.
    pub(super) day: Date,
    /// The office.
    pub(super) office: Option<&'a str>,
    /// The service, where it is known.
    pub(super) service: Option<Service>,
    /// The hours of what it is claimed for, where they are written.
    pub(super) hours: Option<TimeRange>,
    /// Where it is written.
    pub(super) place: Place,
}

impl<'a> AddOnClaim<'a> {
    fn new(name: AddOnName, day: Date, office: Option<&'a str>, place: Place) -> Option<Self> {
        let entry = tariff::claimed(&name, day)?;
        Some(Self { name, entry, day, office, service: None, hours: None, place })
    }

    /// The 個別支援計画 that holds on its day.
    pub(super) fn term(&self, facts: &Facts<'a>) -> Option<Term<'a, crate::case::plan::SupportPlan>> {
        let terms = facts.timeline.support_terms_at(self.office, self.service);
        terms.iter().find(|term| term.contains(self.day)).copied()
    }
}

/// Every claim of a child, by day; what two papers claim for one day and office is one claim.
pub(super) fn of<'a>(facts: &Facts<'a>) -> Vec<AddOnClaim<'a>> {
    let mut claims: Vec<AddOnClaim<'a>> = interviews(facts);
    claims.extend(facts.timeline.provided().iter().flat_map(of_day));
    claims.extend(sessions(facts));
    claims.sort_by_key(|claim| claim.day);
    let mut single: Vec<AddOnClaim<'a>> = Vec::new();
    for claim in claims {
        let same = |other: &&AddOnClaim<'a>| {
            other.day == claim.day
                && other.office == claim.office
                && other.name.covers(&claim.name)
                && other.place.source().path() != claim.place.source().path()
        };
        if !single.iter().any(|other| same(&other)) {
            single.push(claim);
        }
    }
    single
}

fn interviews<'a>(facts: &Facts<'a>) -> Vec<AddOnClaim<'a>> {
    let all = facts.timeline.papers().filter_map(|document| match &document.model {
        Model::Interview(interview) => Some(interview),
        _ => None,
    });
    let claims = all.flat_map(|interview: &'a Interview| {
        let (names, place) = match interview.add_on.spanned() {
            Some((text, span)) => (AddOnName::all(text), Some(span.place())),
            None => (Vec::new(), None),
        };
        names.into_iter().filter_map(move |name| {
            let moment = interview.moment.get()?;
            let hours = moment.start.zip(moment.end).map(|(start, end)| TimeRange { start, end });
            let claim = AddOnClaim::new(name, moment.date, office(&interview.office), place.clone()?)?;
            Some(AddOnClaim { hours, ..claim })
        })
    });
    claims.collect()
}

fn of_day<'a>(day: &ProvidedLine<'a>) -> Vec<AddOnClaim<'a>> {
    let line = day.line;
    let named = line.value.add_ons.iter().filter_map(|text| Some((AddOnName::of(&text.value)?, text.span.place())));
    let extended = line.extension.spanned().and_then(|(_, span)| Some((AddOnName::of("延長支援加算")?, span.place())));
    let mut claims: Vec<(AddOnName, Place)> = named.collect();
    if let Some(extended) = extended.filter(|(name, _)| !claims.iter().any(|(own, _)| own.base == name.base)) {
        claims.push(extended);
    }
    let own = claims.into_iter().filter_map(|(name, place)| {
        let claim = AddOnClaim::new(name, day.day, office(&line.value.office), place)?;
        Some(AddOnClaim { service: day.service, hours: line.hours.get().copied(), ..claim })
    });
    own.collect()
}

fn sessions<'a>(facts: &Facts<'a>) -> Vec<AddOnClaim<'a>> {
    let all = facts.timeline.specialist_plans().flat_map(|(document, plan)| {
        plan.sessions.iter().filter_map(move |session| {
            let day = session.date.get().copied()?;
            let claim = AddOnClaim::new(AddOnName::of(SESSIONS)?, day, document.office(), session.span.place())?;
            Some((document, claim))
        })
    });
    all.map(|(document, claim)| AddOnClaim { service: facts.directory.service_of(document), ..claim }).collect()
}

fn office(field: &Field<String>) -> Option<&str> {
    field.get().map(String::as_str)
}
