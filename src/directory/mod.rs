//! Who is who and what is where: the people and organisations of an office and of one child, under every name they have.
//!
//! Files name somebody by an id, by a name, by a 続柄 or by a 立場, with and without blanks, in one form of a kanji or
//! another. Whoever asks whether two of them are the same, or what a name on paper has to be, asks here.

mod consultants;
mod fold;
mod managers;
mod offices;
mod party;
mod posts;
mod service;
mod somebody;

pub use consultants::Consultants;
pub use fold::{folded, same};
pub use managers::Rank;
pub use party::{Party, words};
pub use posts::{Holder, Post};
pub use service::ServiceWording;
pub use somebody::Somebody;

use crate::case::child::Child;
use crate::case::party::{Office, Organisation, PersonRef, Staff};
use crate::case::{Case, Document};
use crate::record::TextOr;
use crate::value::Date;

/// The people and organisations that a child's files may mean.
#[derive(Debug, Clone, Copy)]
pub struct Directory<'a> {
    organisation: &'a Organisation,
    child: &'a Child,
    documents: &'a [Document],
}

impl<'a> Directory<'a> {
    /// That of a child: the offices of the project, who stands around the child, and the 相談支援 that made its
    /// 障害児支援利用計画.
    #[must_use]
    pub fn new(organisation: &'a Organisation, case: &'a Case) -> Self {
        Self { organisation, child: &case.child.value, documents: &case.documents }
    }

    /// The offices of the project.
    #[must_use]
    pub fn organisation(&self) -> &'a Organisation {
        self.organisation
    }

    /// The child.
    #[must_use]
    pub fn child(&self) -> &'a Child {
        self.child
    }

    /// The 相談支援 of the child.
    #[must_use]
    pub fn consultants(&self) -> Consultants {
        Consultants::of(self, self.documents)
    }

    /// The member of staff with this id, and the office.
    #[must_use]
    pub fn employment(&self, id: &str) -> Option<(&'a Office, &'a Staff)> {
        self.organisation.employment(id)
    }

    /// Every member of staff of every office.
    pub fn staff(&self) -> impl Iterator<Item = &'a Staff> + use<'a> {
        self.organisation.offices.iter().flat_map(|office| office.value.staff.iter()).map(|staff| &staff.value)
    }

    /// The office that made a paper: one of the project, or the one that the paper describes.
    #[must_use]
    pub fn office_of<'d>(&self, document: &'d Document) -> Option<&'d Office>
    where
        'a: 'd,
    {
        let known = document.office().and_then(|id| self.organisation.office(id));
        known.or_else(|| document.written_office())
    }

    /// What a paper calls an office, for its id or as a paper describes it; the id where nothing more is known.
    #[must_use]
    pub fn office_name(&self, document: &Document) -> Option<String> {
        let known = self.office_of(document).and_then(|office| office.name.get());
        let called = || document.office().map(|id| self.organisation_called(id).unwrap_or(id));
        known.map(String::as_str).or_else(called).map(str::to_owned)
    }

    /// The name that stands behind an id: that of a member of staff, of an office, of a 関係機関. Ids are told apart by
    /// the place they stand in; where two of different kinds are the same, the office's own come first.
    #[must_use]
    pub fn name_of_id(&self, id: &str) -> Option<&'a str> {
        let staff = self.employment(id).and_then(|(_, staff)| staff.name.get());
        staff.map(String::as_str).or_else(|| self.organisation_of_id(id))
    }

    /// The same of organisations only.
    #[must_use]
    pub fn organisation_of_id(&self, id: &str) -> Option<&'a str> {
        let office = self.organisation.office(id).and_then(|office| office.name.get());
        let partner = || self.child.partner(id).and_then(|partner| partner.name.get());
        office.or_else(partner).map(String::as_str)
    }

    /// What a paper calls the organisation with this id: its name, else who or what it is there for. No paper shows an id.
    #[must_use]
    pub fn organisation_called(&self, id: &str) -> Option<&'a str> {
        let office = || self.organisation.office(id).map(|_| "名称のない事業所");
        let partner = || {
            let partner = self.child.partner(id)?;
            Some(partner.contact.get().or(partner.role.get()).map_or("名称のない機関", String::as_str))
        };
        self.organisation_of_id(id).or_else(office).or_else(partner)
    }

    /// What a paper calls whoever has this id: a member of staff, else an organisation.
    #[must_use]
    pub fn called(&self, id: &str) -> Option<&'a str> {
        let staff = self.employment(id).map(|(_, staff)| staff.name.get().map_or("氏名のない職員", String::as_str));
        staff.or_else(|| self.organisation_called(id))
    }

    /// A person's name: that of the member of staff, or what is written.
    #[must_use]
    pub fn name_of(&self, person: &PersonRef) -> String {
        let by_id = |id: &str| self.name_of_id(id).unwrap_or(id).to_owned();
        match person {
            TextOr::Text(id) => by_id(id),
            TextOr::Record(person) => {
                let written = person.name.get().or(person.organisation.get()).or_else(|| person.titles().next());
                person.staff.get().map(|id| by_id(id)).or_else(|| written.cloned()).unwrap_or_default()
            }
        }
    }

    /// What a person is on a day: the 職種 of the member of staff, or what is written with the name.
    #[must_use]
    pub fn titles(&self, person: &'a PersonRef, day: Date) -> Titles<'a> {
        let held = |staff: &'a Staff, id: &str| {
            let name = staff.name.get().map_or(id, String::as_str).to_owned();
            Titles::Held(name, staff.duties_on(day).collect())
        };
        let with_id = |id: &str| self.employment(id).map_or(Titles::Nobody, |(_, staff)| held(staff, id));
        match person {
            TextOr::Text(id) => with_id(id),
            TextOr::Record(person) => {
                if person.staff.is_set() {
                    return with_id(person.staff.get().map_or("", String::as_str));
                }
                let Some(name) = person.name.get() else { return Titles::Nobody };
                let written: Vec<&str> = person.titles().map(String::as_str).collect();
                match self.find_staff(name) {
                    _ if !written.is_empty() => Titles::Held(name.clone(), written),
                    Some(staff) => held(staff, name),
                    None => Titles::Unsaid(name),
                }
            }
        }
    }
}

/// What is known of a person's 職種.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Titles<'a> {
    /// The name, and the 職種; there may be none on that day.
    Held(String, Vec<&'a str>),
    /// A name, of which nobody says what it is.
    Unsaid(&'a str),
    /// An id that nobody has, or nothing at all.
    Nobody,
}
