//! An organisation under every name that may mean it, and the words by which a recipient is written down.

use super::Directory;
use super::fold::folded;
use crate::case::child::Partner;
use crate::case::party::{Office, PersonRef};
use crate::record::{Field, TextOr};

/// The texts by which somebody is written down: one word, or the parts of a record.
#[must_use]
pub fn words(person: &PersonRef) -> Vec<&str> {
    match person {
        TextOr::Text(text) => vec![text],
        TextOr::Record(person) => {
            let positions = [&person.role, &person.affiliation, &person.occupation];
            let parts = [&person.staff, &person.name].into_iter().chain(positions).chain([&person.organisation]);
            parts.filter_map(Field::get).map(String::as_str).collect()
        }
    }
}

/// An organisation: an office of the project, a 関係機関, or one that is only named.
#[derive(Debug, Clone, Default)]
pub struct Party {
    /// Ids, of itself and of its staff: the whole word.
    ids: Vec<String>,
    /// Names: also within a longer text (放課後等デイサービス ほし 鈴木様).
    names: Vec<String>,
    /// The same, folded.
    folded: Vec<String>,
}

impl Party {
    fn new(ids: Vec<String>, names: Vec<String>) -> Self {
        let folded = names.iter().map(|name| folded(name)).filter(|name| !name.is_empty()).collect();
        Self { ids, names, folded }
    }

    /// An office of the project.
    pub(super) fn of_office(office: &Office) -> Self {
        let staff = || office.staff.iter();
        let ids = std::iter::once(&office.id).chain(staff().map(|staff| &staff.id));
        let names = std::iter::once(&office.name).chain(staff().map(|staff| &staff.name));
        let texts = |fields: &mut dyn Iterator<Item = &Field<String>>| fields.filter_map(Field::get).cloned().collect();
        Self::new(texts(&mut ids.into_iter()), texts(&mut names.into_iter()))
    }

    pub(super) fn of_partner(partner: &Partner) -> Self {
        let own = |field: &Field<String>| field.get().cloned().into_iter().collect();
        Self::new(own(&partner.id), own(&partner.name))
    }

    /// The name for messages.
    #[must_use]
    pub fn label(&self) -> &str {
        self.names.first().or(self.ids.first()).map_or("", String::as_str)
    }

    /// What to write as 相手: the id where there is one.
    #[must_use]
    pub fn reference(&self) -> String {
        self.ids.first().cloned().unwrap_or_else(|| format!("{{名称: {}}}", self.label()))
    }

    /// Whether a recipient is this organisation or somebody of it.
    #[must_use]
    pub fn is(&self, recipient: &PersonRef) -> bool {
        words(recipient).iter().any(|word| {
            let plain = folded(word);
            self.ids.iter().any(|id| id == word.trim()) || self.folded.iter().any(|name| plain.contains(name))
        })
    }
}

impl Directory<'_> {
    /// Who provides a service: an id of an office or of 関係機関, a name, or one written out.
    #[must_use]
    pub fn party(&self, provider: &PersonRef) -> Party {
        let TextOr::Text(text) = provider else {
            return Party::new(Vec::new(), words(provider).into_iter().map(str::to_owned).collect());
        };
        let office = self.organisation.office(text).map(Party::of_office);
        let partner = || self.child.partner(text).map(Party::of_partner);
        office.or_else(partner).unwrap_or_else(|| Party::new(Vec::new(), vec![text.clone()]))
    }
}
