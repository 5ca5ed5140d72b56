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

    /// The name of an organisation: of 関係機関 or an office by its id, or as written out.
    pub(super) fn organisation_name(&self, item: &PersonRef) -> String {
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
        let name = staff.as_ref().map(|staff| staff.name.clone()).or_else(|| person.name.get().cloned());
        // An organisation alone is who it is; beside a name it is where the person comes from.
        let organisation = person.organisation.get().cloned();
        let (name, organisation) = match name {
            Some(name) => (name, organisation),
            None => (organisation.or_else(|| person.staff.get().cloned()).unwrap_or_default(), None),
        };
        let role = person.role.get().cloned().or_else(|| staff.and_then(|staff| staff.role));
        let role: Vec<String> = organisation.into_iter().chain(role).collect();
        PersonContext { name, role: (!role.is_empty()).then(|| role.join(" ")) }
    }

    fn staff(&self, id: &str) -> Option<PersonContext> {
        let staff = self.organisation.staff(id)?;
        let duties: Vec<&str> = self.day.into_iter().flat_map(|day| staff.duties_on(day)).collect();
        let role = (!duties.is_empty()).then(|| duties.join("・"));
        Some(PersonContext { name: staff.name.get().cloned().unwrap_or_else(|| id.to_owned()), role })
    }
}
