//! How people and places are written out: a staff id becomes a name with its 職種 on the day of the document.

use crate::case::party::{Person, PersonRef};
use crate::directory::Directory;
use crate::record::{List, TextOr};
use crate::value::Date;
use serde::Serialize;

/// A person as a template sees one.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PersonContext {
    /// The name, or the 職種 where only that is written.
    pub(super) name: String,
    /// 所属, 立場 and 職種 as far as they are written; of a member of staff the 職種. None where nothing is.
    pub(super) role: Option<String>,
    /// Where the person comes from: 所属, or the office of a member of staff.
    pub(super) affiliation: Option<String>,
    /// 立場 and 職種.
    pub(super) duty: Option<String>,
}

pub(super) struct People<'a> {
    pub(super) directory: Directory<'a>,
    pub(super) day: Option<Date>,
}

impl People<'_> {
    /// A person named in a document.
    pub(super) fn person(&self, person: &PersonRef) -> PersonContext {
        match person {
            TextOr::Text(text) => self.staff(text).unwrap_or_else(|| PersonContext::named(text.clone())),
            TextOr::Record(person) => self.written_out(person),
        }
    }

    /// The people of a list, without those of whom nothing is said.
    pub(super) fn list(&self, people: &List<PersonRef>) -> Vec<PersonContext> {
        let people = people.iter().map(|person| self.person(&person.value));
        people.filter(|person| !person.name.is_empty() || person.role.is_some()).collect()
    }

    /// The organisations of a list: ids of 関係機関 and of offices become names.
    pub(super) fn organisations(&self, list: &List<PersonRef>) -> Vec<String> {
        list.iter().map(|item| self.organisation_name(&item.value)).collect()
    }

    /// The name of an organisation: of 関係機関 or an office by its id, or as written out.
    pub(super) fn organisation_name(&self, item: &PersonRef) -> String {
        match item {
            TextOr::Text(id) => self.name_behind(id),
            TextOr::Record(person) => {
                let staff = person.staff.get().and_then(|id| self.staff(id)).map(|staff| staff.name);
                let parts = [person.organisation.get(), staff.as_ref(), person.name.get()];
                let name = parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
                let affiliation = person.affiliation.get().map(|id| self.name_behind(id));
                match joined(affiliation.into_iter().chain(person.titles().cloned()), " ") {
                    Some(said) if name.is_empty() => said,
                    Some(said) => format!("{name}（{said}）"),
                    None => name,
                }
            }
        }
    }

    /// The name of a 関係機関 or an office, for its id or for its name itself.
    fn name_behind(&self, id: &str) -> String {
        self.directory.organisation_called(id).unwrap_or(id).to_owned()
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
        let written = person.affiliation.get().map(|id| self.name_behind(id));
        let affiliation = joined(organisation.into_iter().chain(written), " ");
        let duty = joined(person.titles().cloned(), " ");
        let (office, own) = staff.map_or((None, None), |staff| (staff.affiliation, staff.duty));
        let duty = duty.or(own);
        let role = joined(affiliation.iter().chain(&duty).cloned(), " ");
        PersonContext { name, role, affiliation: affiliation.or(office), duty }
    }

    fn staff(&self, id: &str) -> Option<PersonContext> {
        let (office, staff) = self.directory.employment(id)?;
        let duties = self.day.into_iter().flat_map(|day| staff.duties_on(day)).map(str::to_owned);
        let duty = joined(duties, "・");
        Some(PersonContext {
            name: self.directory.called(id).unwrap_or(id).to_owned(),
            role: duty.clone(),
            affiliation: office.name.get().cloned(),
            duty,
        })
    }
}

impl PersonContext {
    fn named(name: String) -> Self {
        Self { name, role: None, affiliation: None, duty: None }
    }
}

/// The words with something between them; none where there is no word.
fn joined(words: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(between))
}
