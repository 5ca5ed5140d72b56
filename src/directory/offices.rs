//! Which office of this project a provider's name means.

use super::Directory;
use super::fold::{folded, same};
use super::service::ServiceWording;
use crate::case::child::Use;
use crate::case::party::{PersonRef, Service};
use crate::case::plan::SupportPlan;
use crate::case::provision::ProvidedDay;
use crate::case::{Document, Model};
use crate::record::{Field, TextOr};

impl<'a> Directory<'a> {
    /// The office of this project that a provider's name means: its id, its name, or a 関係機関 of its name.
    #[must_use]
    pub fn office_id(&self, provider: &Field<PersonRef>) -> Option<&'a str> {
        let name = match provider.get()? {
            TextOr::Text(text) => text.as_str(),
            TextOr::Record(written) => written.organisation.get()?,
        };
        self.office_id_of_name(name)
    }

    /// The same for a plain name.
    fn office_id_of_name(&self, name: &str) -> Option<&'a str> {
        let by_id = |name: &str| self.organisation.office(name).and_then(|office| office.id.get());
        let partner = self.child.partner(name).and_then(|partner| partner.name.get());
        let id = by_id(name).or_else(|| self.office_by_name(name)).or_else(|| self.office_by_name(partner?));
        id.map(String::as_str)
    }

    /// The one office of this name, or of this name after its service: ほし for 放課後等デイサービス ほし.
    fn office_by_name(&self, name: &str) -> Option<&'a String> {
        let offices = || self.organisation.offices.iter();
        let whole = |own: &String| same(own, name);
        let part = |own: &String| {
            own.split_whitespace().any(|part| same(part, name)) && !ServiceWording::of(name).is_welfare()
        };
        let one = |fits: &dyn Fn(&String) -> bool| {
            let mut found = offices().filter(|office| office.name.get().is_some_and(fits));
            found.next().filter(|_| found.next().is_none())
        };
        one(&whole).or_else(|| one(&part)).and_then(|office| office.id.get())
    }

    /// What tells one provider from another, inside this project or not.
    #[must_use]
    pub fn provider_key(&self, provider: &Field<PersonRef>) -> Option<String> {
        if let Some(id) = self.office_id(provider) {
            return Some(id.to_owned());
        }
        self.provider_name(provider).map(|name| folded(&name))
    }

    /// Whether a plain name means the provider of this key.
    #[must_use]
    pub fn is_provider(&self, name: &str, key: &str) -> bool {
        self.office_id_of_name(name) == Some(key) || same(name, key)
    }

    /// A provider's name, as a message shows it.
    #[must_use]
    pub fn provider_name(&self, provider: &Field<PersonRef>) -> Option<String> {
        if let Some(id) = self.office_id(provider) {
            return Some(self.organisation_of_id(id).unwrap_or(id).to_owned());
        }
        match provider.get()? {
            TextOr::Text(text) => Some(self.organisation_of_id(text).unwrap_or(text).to_owned()),
            TextOr::Record(written) => written.organisation.get().or(written.name.get()).cloned(),
        }
    }

    /// The service of a 個別支援計画: its own, that of an office with one service, or the one the child uses there.
    #[must_use]
    pub fn service(&self, plan: &SupportPlan) -> Option<Service> {
        if let Some(service) = plan.service.get().and_then(|text| ServiceWording::of(text).service()) {
            return Some(service);
        }
        self.service_at(plan.office.get()?)
    }

    /// The service that a document belongs to: that of a 個別支援計画, else that of its office for this child.
    #[must_use]
    pub fn service_of(&self, document: &Document) -> Option<Service> {
        match &document.model {
            Model::Plan(plan) => self.service(plan),
            _ => self.service_at(document.office()?),
        }
    }

    /// The service of a 利用 at an office of this project: what it says, else that of the office for this child.
    #[must_use]
    pub fn service_used(&self, used: &Use) -> Option<Service> {
        let said = used.service.get().and_then(|text| ServiceWording::of(text).service());
        let office = || match used.office.get()? {
            TextOr::Text(id) => self.service_at(id),
            TextOr::Record(_) => None,
        };
        said.or_else(office)
    }

    /// The service of a day on record: its own word, else that of its office for this child.
    #[must_use]
    pub fn service_of_day(&self, day: &ProvidedDay) -> Option<Service> {
        let own = day.service.get().and_then(|text| ServiceWording::of(text).service());
        own.or_else(|| self.service_at(day.office.get()?))
    }

    /// The only service of an office beside 相談支援, or the one that the child uses there.
    fn service_at(&self, id: &str) -> Option<Service> {
        let office = self.organisation.office(id)?;
        let mut given = office.services.iter().filter(|service| service.value != Service::Consultation);
        if let (Some(only), None) = (given.next(), given.next()) {
            return Some(only.value);
        }
        let used = self.child.uses.iter().filter(|used| used.is_at(id));
        let mut used = used.filter_map(|used| ServiceWording::of(used.service.get()?).service());
        let first = used.next()?;
        used.all(|service| service == first).then_some(first)
    }
}
