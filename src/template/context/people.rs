//! How people and places are written out: a staff id becomes a name with its 職種 on the day of the document.

use crate::case::child::Child;
use crate::case::party::{Organisation, Person, PersonRef};
use crate::record::{List, TextOr};
use crate::value::Date;
use serde::Serialize;

/// A person as a template sees one.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PersonContext {
    /// The name, or the 職種 where only that is written.
    pub(super) name: String,
    /// 職種 or 立場, or none.
    pub(super) role: Option<String>,
}

pub(super) struct People<'a> {
    pub(super) organisation: &'a Organisation,
    pub(super) child: &'a Child,
    pub(super) day: Option<Date>,
}

impl People<'_> {
    /// A person named in a document.
    pub(super) fn person(&self, person: &PersonRef) -> PersonContext {
        match person {
            TextOr::Text(text) => self.staff(text).unwrap_or_else(|| PersonContext { name: text.clone(), role: None }),
            TextOr::Record(person) => self.written_out(person),
        }
    }

    /// The people of a list.
    pub(super) fn list(&self, people: &List<PersonRef>) -> Vec<PersonContext> {
        people.iter().map(|person| self.person(&person.value)).collect()
    }

    /// The organisations of a list: ids of 関係機関 and of offices become names.
    pub(super) fn organisations(&self, list: &List<PersonRef>) -> Vec<String> {
        list.iter().map(|item| self.organisation_name(&item.value)).collect()
    }

    fn organisation_name(&self, item: &PersonRef) -> String {
        match item {
            TextOr::Text(id) => {
                let partner = self.child.partner(id).and_then(|partner| partner.name.get());
                let office = || self.organisation.office(id).and_then(|office| office.name.get());
                partner.or_else(office).unwrap_or(id).clone()
            }
            TextOr::Record(person) => {
                let parts = [&person.organisation, &person.name].into_iter().filter_map(|field| field.get().cloned());
                parts.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// A person written out, or a member of staff with more said.
    pub(super) fn written_out(&self, person: &Person) -> PersonContext {
        let staff = person.staff.get().and_then(|id| self.staff(id));
        let role = person.role.get().cloned();
        match staff {
            Some(staff) => PersonContext { name: staff.name, role: role.or(staff.role) },
            None => {
                let name = person.name.get().or(person.organisation.get()).or(person.staff.get()).cloned();
                PersonContext { name: name.unwrap_or_default(), role }
            }
        }
    }

    fn staff(&self, id: &str) -> Option<PersonContext> {
        let staff = self.organisation.staff(id)?;
        let role = self.day.and_then(|day| staff.duty_on(day)).map(str::to_owned);
        Some(PersonContext { name: staff.name.get().cloned().unwrap_or_else(|| id.to_owned()), role })
    }
}
