//! Copies of a 障害児支援利用計画 for the guardian and for everybody who has a service in it.

use super::super::duty::Deed;
use super::super::{Done, Duty, Timeline, What, Whom};
use super::{adopted, excuse, own_plan, starts};
use crate::case::Document;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::party::PersonRef;
use crate::directory::{Party, ServiceWording, words};
use crate::record::TextOr;
use crate::source::Span;

/// Words that mean all who have a service in the plan.
const ALL_PROVIDERS: [&str; 16] = [
    "事業者",
    "事業所",
    "各事業者",
    "各事業所",
    "提供事業者",
    "提供事業所",
    "サービス事業者",
    "サービス事業所",
    "サービス提供事業者",
    "サービス提供事業所",
    "通所支援事業者",
    "障害児通所支援事業者",
    "担当者",
    "サービス担当者",
    "福祉サービス等の担当者",
    "関係機関",
];

pub(super) fn of_plan<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(plan) = own_plan(timeline, document).filter(|plan| !plan.is_draft()) else { return Vec::new() };
    let one = |whom: Whom, is_owed: bool| Duty {
        // What is no welfare service is told what the family wants it to know: there is no day.
        due: starts(document).filter(|_| is_owed),
        done: done(timeline, document, &whom),
        whom,
        ..Duty::new(What::PlanDelivery, timeline, document)
    };
    let providers = providers(timeline, document, plan).into_iter();
    let providers = providers.map(|provider| one(Whom::Provider(provider.party, provider.span), provider.is_welfare));
    std::iter::once(one(Whom::Guardian, true)).chain(providers).collect()
}

/// A copy of the 案 for the guardian.
pub(super) fn of_draft<'a>(timeline: &Timeline<'a>, document: &'a Document) -> Vec<Duty<'a>> {
    let Some(_) = own_plan(timeline, document).filter(|plan| plan.is_draft()) else { return Vec::new() };
    vec![Duty {
        whom: Whom::Guardian,
        due: adopted(timeline, document),
        done: done(timeline, document, &Whom::Guardian),
        excuse: excuse(timeline, document),
        ..Duty::new(What::DraftDelivery, timeline, document)
    }]
}

fn done(timeline: &Timeline<'_>, document: &Document, whom: &Whom) -> Done {
    let Some(trail) = timeline.trail() else { return Done::Unknown };
    let Some(deliveries) = trail.deliveries(document) else { return Done::Unknown };
    let all = |recipient: &PersonRef| words(recipient).iter().any(|word| ALL_PROVIDERS.contains(word));
    let to = |recipient: &PersonRef| match whom {
        Whom::Nobody | Whom::Child => false,
        Whom::Guardian => timeline.directory().is_guardian(recipient),
        Whom::Provider(party, _) => all(recipient) || party.is(recipient),
    };
    let deeds = deliveries.into_iter().filter(|(_, recipient)| to(recipient));
    Done::by(deeds.map(|(event, _)| Deed { day: event.date.get().copied(), place: trail.place_at(event.span) }))
}

/// Who has a service in a plan.
struct Provider {
    party: Party,
    /// The first place where it is named.
    span: Span,
    /// Whether one of its services is 通所支援 or another welfare service.
    is_welfare: bool,
}

/// Everybody who has a service in a plan, once.
fn providers(timeline: &Timeline<'_>, document: &Document, plan: &ConsultationPlan) -> Vec<Provider> {
    let mut providers: Vec<Provider> = Vec::new();
    let services = plan.needs.iter().flat_map(|need| need.value.services.iter());
    for service in services.filter(|service| !service.is_informal()) {
        let Some((provider, span)) = service.provider.spanned() else { continue };
        if matches!(provider, TextOr::Text(id) if document.office() == Some(id)) {
            continue;
        }
        let party = timeline.directory().party(provider);
        let is_welfare = service.kind.get().is_none_or(|kind| ServiceWording::of(kind).is_welfare());
        match providers.iter_mut().find(|known| known.party.label() == party.label()) {
            Some(known) => known.is_welfare |= is_welfare,
            None if party.label().is_empty() => {}
            None => providers.push(Provider { party, span, is_welfare }),
        }
    }
    providers
}
