//! Which office of this project a provider's name means, and which service a wording means.

use super::super::rule::Scope;
use crate::case::child::Child;
use crate::case::party::{Organisation, PersonRef, Service};
use crate::case::plan::SupportPlan;
use crate::record::{Field, TextOr};
use std::borrow::Cow;

/// What the wording of a service means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    /// A service that an office of this project may give.
    Known(Service),
    /// Another welfare service.
    Other,
    /// Anything else: school, treatment, 見守り.
    Unclear,
}

/// The services with the words that mean them. The longer names stand before those that they contain.
const SERVICES: [(&str, Service); 8] = [
    ("居宅訪問型児童発達支援", Service::HomeVisits),
    ("保育所等訪問", Service::NurseryVisits),
    ("放課後等デイ", Service::AfterSchool),
    ("放デイ", Service::AfterSchool),
    ("児童発達支援", Service::ChildDevelopment),
    ("児発", Service::ChildDevelopment),
    ("障害児相談支援", Service::Consultation),
    ("障がい児相談支援", Service::Consultation),
];

/// Other services of 障害者総合支援法 that children use.
const OTHERS: [&str; 8] = [
    "短期入所",
    "ショートステイ",
    "居宅介護",
    "行動援護",
    "同行援護",
    "重度障害者等包括支援",
    "移動支援",
    "日中一時支援",
];

impl Wording {
    pub(super) fn of(text: &str) -> Self {
        let text: Cow<'_, str> =
            if text.contains(char::is_whitespace) { folded(text).collect() } else { Cow::Borrowed(text) };
        match SERVICES.iter().find(|(word, _)| text.contains(word)) {
            Some((_, service)) => Self::Known(*service),
            None if OTHERS.iter().any(|word| text.contains(word)) => Self::Other,
            None => Self::Unclear,
        }
    }

    /// Whether it may be this service: what is unclear is told by the provider alone.
    pub(super) fn may_be(self, service: Option<Service>) -> bool {
        match self {
            Self::Known(own) => service.is_none_or(|service| service == own),
            Self::Other => false,
            Self::Unclear => true,
        }
    }

    /// Whether it is a welfare service at all.
    pub(super) fn is_welfare(self) -> bool {
        self != Self::Unclear
    }
}

/// The name of a service, as the law has it.
pub(super) fn label(service: Service) -> &'static str {
    match service {
        Service::ChildDevelopment => "児童発達支援",
        Service::AfterSchool => "放課後等デイサービス",
        Service::NurseryVisits => "保育所等訪問支援",
        Service::HomeVisits => "居宅訪問型児童発達支援",
        Service::Consultation => "障害児相談支援",
    }
}

/// The offices of this project and the organisations around the child.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offices<'a> {
    organisation: &'a Organisation,
    child: &'a Child,
}

impl<'a> Offices<'a> {
    pub(super) fn of(scope: &Scope<'a>) -> Self {
        Self { organisation: &scope.organisation.value, child: &scope.case.child.value }
    }

    /// The office of this project that a provider's name means: its id, its name, or a 関係機関 of its name.
    pub(super) fn id(&self, provider: &Field<PersonRef>) -> Option<&'a str> {
        let name = match provider.get()? {
            TextOr::Text(text) => text.as_str(),
            TextOr::Record(written) => written.organisation.get()?,
        };
        self.id_of_name(name)
    }

    /// The same for a plain name.
    fn id_of_name(&self, name: &str) -> Option<&'a str> {
        let by_id = |name: &str| self.organisation.office(name).and_then(|office| office.id.get());
        let partner = self.child.partner(name).and_then(|partner| partner.name.get());
        let id = by_id(name).or_else(|| self.by_name(name)).or_else(|| self.by_name(partner?));
        id.map(String::as_str)
    }

    /// The one office of this name, or of this name after its service: ほし for 放課後等デイサービス ほし.
    fn by_name(&self, name: &str) -> Option<&'a String> {
        let offices = || self.organisation.offices.iter();
        let whole = |own: &String| same(own, name);
        let part =
            |own: &String| own.split_whitespace().any(|part| same(part, name)) && !Wording::of(name).is_welfare();
        let one = |fits: &dyn Fn(&String) -> bool| {
            let mut found = offices().filter(|office| office.name.get().is_some_and(fits));
            found.next().filter(|_| found.next().is_none())
        };
        one(&whole).or_else(|| one(&part)).and_then(|office| office.id.get())
    }

    /// What tells one provider from another, inside this project or not.
    pub(super) fn key(&self, provider: &Field<PersonRef>) -> Option<String> {
        if let Some(id) = self.id(provider) {
            return Some(id.to_owned());
        }
        let name = self.name(provider)?;
        Some(folded(&name).collect())
    }

    /// Whether a plain name means the provider of this key.
    pub(super) fn is_named(&self, name: &str, key: &str) -> bool {
        self.id_of_name(name) == Some(key) || same(name, key)
    }

    /// A provider's name, as a message shows it.
    pub(super) fn name(&self, provider: &Field<PersonRef>) -> Option<String> {
        if let Some(id) = self.id(provider) {
            return Some(self.name_of_id(id));
        }
        match provider.get()? {
            TextOr::Text(text) => {
                let partner = self.child.partner(text).and_then(|partner| partner.name.get());
                Some(partner.unwrap_or(text).clone())
            }
            TextOr::Record(written) => written.organisation.get().or(written.name.get()).cloned(),
        }
    }

    /// An office's name, or its id where it has none.
    pub(super) fn name_of_id(&self, id: &str) -> String {
        let name = self.organisation.office(id).and_then(|office| office.name.get().cloned());
        name.unwrap_or_else(|| id.to_owned())
    }

    /// The service of a 個別支援計画: its own, that of an office with one service, or the one the child uses there.
    pub(super) fn service(&self, plan: &SupportPlan) -> Option<Service> {
        if let Some(Wording::Known(service)) = plan.service.get().map(|text| Wording::of(text)) {
            return Some(service);
        }
        let id = plan.office.get()?;
        let office = self.organisation.office(id)?;
        let mut given = office.services.iter().filter(|service| service.value != Service::Consultation);
        if let (Some(only), None) = (given.next(), given.next()) {
            return Some(only.value);
        }
        let used = self.child.uses.iter().filter(|used| match used.office.get() {
            Some(TextOr::Text(office)) => office == id,
            _ => false,
        });
        let mut used = used.filter_map(|used| match Wording::of(used.service.get()?) {
            Wording::Known(service) => Some(service),
            _ => None,
        });
        let first = used.next()?;
        used.all(|service| service == first).then_some(first)
    }
}

/// Names compare without white space and without the width of their digits and letters.
fn folded(text: &str) -> impl Iterator<Item = char> {
    const WIDTH: u32 = '！' as u32 - '!' as u32;
    text.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '！'..='～' => char::from_u32(c as u32 - WIDTH).unwrap_or(c),
        c => c,
    })
}

fn same(a: &str, b: &str) -> bool {
    folded(a).eq(folded(b))
}

#[cfg(test)]
mod tests {
    use super::Wording;
    use crate::case::party::Service;

    #[test]
    fn a_service_is_known_by_its_usual_names() {
        for (text, service) in [
            ("放課後等デイサービス", Service::AfterSchool),
            ("放デイ(集団)", Service::AfterSchool),
            ("児童発達支援", Service::ChildDevelopment),
            ("居宅訪問型児童発達支援", Service::HomeVisits),
            ("保育所等訪問支援", Service::NurseryVisits),
        ] {
            assert_eq!(Wording::of(text), Wording::Known(service), "{text}");
        }
        assert_eq!(Wording::of("日中一時 支援"), Wording::Other);
        assert_eq!(Wording::of("通院"), Wording::Unclear);
    }
}
