//! 議事録 of a 個別支援会議 and of a サービス担当者会議: the draft that is discussed, and who belongs there.

use super::super::fill::{Fill, Filling};
use super::super::known::{SheetFacts, text};
use crate::case::Document;
use crate::case::party::PersonRef;
use crate::record::TextOr;
use crate::value::Date;

/// A 個別支援会議.
pub(super) fn filling(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("日時", "議長");
    filling.set("種類", Some("個別支援会議".into()));
    let drafts = known.timeline.support_plans().map(|(document, _)| document);
    let draft = known.open_draft(drafts);
    let plan = draft.and_then(|draft| {
        known.timeline.support_plans().find(|(document, _)| document.name == draft.name).map(|(_, plan)| plan)
    });
    let rows = plan.into_iter().flat_map(|plan| plan.rows.iter());
    let staff = rows.flat_map(|row| row.staff.iter()).filter_map(|person| employed(known, &person.value));
    let mut ids: Vec<&str> = known.author.into_iter().collect();
    for id in staff {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let people = ids.into_iter().map(Fill::from).chain(known.guardians()).chain(known.child());
    filling.set("出席者", Some(people.collect()));
    about(&mut filling, draft, "個別支援計画原案");
    filling
}

/// A サービス担当者会議.
pub(super) fn care_filling(known: &SheetFacts<'_>) -> Filling {
    let mut filling = known.head("日時", "議長");
    filling.set("種類", Some("サービス担当者会議".into()));
    filling.set("記録者", known.author.map(Fill::from));
    let drafts = known.timeline.consultation_plans().map(|(document, _)| document);
    let draft = known.open_draft(drafts);
    let plan = draft.and_then(|draft| {
        known.timeline.consultation_plans().find(|(document, _)| document.name == draft.name).map(|(_, plan)| plan)
    });
    let services = plan.into_iter().flat_map(|plan| plan.needs.iter()).flat_map(|need| need.services.iter());
    let mut contacts: Vec<Filling> = Vec::new();
    for service in services.filter(|service| !service.is_informal()) {
        let Some(name) = text(&service.contact) else { continue };
        let office = match service.provider.get() {
            Some(TextOr::Text(id)) => Some(Fill::from(id.as_str())),
            _ => None,
        };
        if known.author.is_some_and(|author| known.directory().name_of_id(author) == Some(name)) {
            continue;
        }
        let contact = Filling::with([("氏名", Some(name.into())), ("所属", office)]);
        if !contacts.contains(&contact) {
            contacts.push(contact);
        }
    }
    let people = known.author.map(Fill::from).into_iter().chain(contacts.into_iter().map(Fill::from));
    filling.set("出席者", Some(people.chain(known.guardians()).chain(known.child()).collect()));
    about(&mut filling, draft, "障害児支援利用計画案");
    filling
}

/// The draft, and that it is on the agenda.
fn about(filling: &mut Filling, draft: Option<&Document>, title: &str) {
    let Some(draft) = draft else { return };
    filling.set("計画", Some(draft.name.as_str().into()));
    let made = draft.date.map(Date::to_wareki).map(|day| format!("({day}作成)")).unwrap_or_default();
    filling.set("議題", Some(format!("{title}{made}の検討").into()));
}

/// The id of somebody who is a member of staff.
fn employed<'a>(known: &SheetFacts<'_>, somebody: &'a PersonRef) -> Option<&'a str> {
    match somebody {
        TextOr::Text(id) => known.directory().employment(id).map(|_| id.as_str()),
        TextOr::Record(record) => text(&record.staff),
    }
}
