//! People as a sheet names them: with what they are to the child, or with their 職種.

use crate::case::event::Event;
use crate::case::party::PersonRef;
use crate::directory::{Directory, Somebody, Titles};
use crate::record::{Field, Spanned, TextOr};
use crate::value::Date;

/// `佐藤 恵(母)`, `鈴木 一郎(児童発達支援管理責任者)`, `みどり小学校`.
pub(super) fn named<'a>(directory: &Directory<'a>, person: &'a PersonRef, day: Option<Date>) -> String {
    let id = match person {
        TextOr::Text(id) => Some(id),
        TextOr::Record(person) => person.staff.get(),
    };
    let known = id.and_then(|id| directory.called(id)).map(str::to_owned);
    let name = known.unwrap_or_else(|| directory.name_of(person));
    if let Some(relation) = relation(directory, &name) {
        return with_role(&name, &relation);
    }
    let titles = day.map(|day| directory.titles(person, day));
    match titles {
        Some(Titles::Held(_, duties)) => with_role(&name, &duties.join("・")),
        _ => name,
    }
}

/// The same of many, but for one of whom nothing is said.
pub(super) fn all_named<'a>(
    directory: &Directory<'a>,
    people: impl Iterator<Item = &'a Spanned<PersonRef>>,
    day: Option<Date>,
) -> Vec<String> {
    people.map(|person| named(directory, &person.value, day)).filter(|name| !name.is_empty()).collect()
}

/// The same of somebody who may not be written.
pub(super) fn one_named<'a>(
    directory: &Directory<'a>,
    person: &'a Field<PersonRef>,
    day: Option<Date>,
) -> Option<String> {
    person.get().map(|person| named(directory, person, day)).filter(|name| !name.is_empty())
}

/// Staff by their ids.
pub(super) fn staff_named(directory: &Directory<'_>, ids: &[&String], day: Option<Date>) -> Vec<String> {
    let one = |id: &&String| match directory.employment(id) {
        Some((_, staff)) => {
            let duties: Vec<&str> = day.map(|day| staff.duties_on(day).collect()).unwrap_or_default();
            with_role(staff.name.get().map_or("氏名のない職員", String::as_str), &duties.join("・"))
        }
        None => (*id).clone(),
    };
    ids.iter().map(one).collect()
}

/// Who signed, with 続柄, and who wrote it for them.
pub(super) fn signers(directory: &Directory<'_>, event: &Event) -> Vec<String> {
    let signer = event.signer.get().map(|name| match relation(directory, name) {
        Some(relation) => with_role(name, &relation),
        None => name.clone(),
    });
    let proxy = event.proxy.get().and_then(|proxy| {
        let name = proxy.name.get()?;
        let said = proxy.relation.get().cloned().or_else(|| relation(directory, name));
        Some(format!("代筆 {}", with_role(name, &said.unwrap_or_default())))
    });
    signer.into_iter().chain(proxy).collect()
}

/// What somebody of the family is to the child; none of a word that is no name (保護者).
fn relation(directory: &Directory<'_>, name: &str) -> Option<String> {
    let is_name = |own: &Field<String>| own.get().is_some_and(|own| crate::directory::same(own, name));
    match directory.find(name)? {
        Somebody::Child(child) => is_name(&child.name).then(|| "本人".to_owned()),
        Somebody::Guardian(guardian) => guardian.filter(|own| is_name(&own.name))?.relation.get().cloned(),
        Somebody::Relative(relative) => relative.relation.get().cloned(),
        Somebody::Contact(contact) => contact.relation.get().cloned(),
        Somebody::Staff(_) => None,
    }
}

fn with_role(name: &str, role: &str) -> String {
    if role.is_empty() || role == name { name.to_owned() } else { format!("{name}({role})") }
}
