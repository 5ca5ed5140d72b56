//! Which service a wording means: plans and certificates call them as people do.

use crate::case::party::Service;
use std::borrow::Cow;

/// What the wording of a service means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceWording {
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

impl ServiceWording {
    /// What a text means.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text: Cow<'_, str> = if text.contains(char::is_whitespace) {
            text.chars().filter(|c| !c.is_whitespace()).collect()
        } else {
            Cow::Borrowed(text)
        };
        match SERVICES.iter().find(|(word, _)| text.contains(word)) {
            Some((_, service)) => Self::Known(*service),
            None if OTHERS.iter().any(|word| text.contains(word)) => Self::Other,
            None => Self::Unclear,
        }
    }

    /// The service, where it is one that an office of this project may give.
    #[must_use]
    pub fn service(self) -> Option<Service> {
        match self {
            Self::Known(service) => Some(service),
            Self::Other | Self::Unclear => None,
        }
    }

    /// Whether it may be this service: what is unclear is told by the provider alone.
    #[must_use]
    pub fn may_be(self, service: Option<Service>) -> bool {
        match self {
            Self::Known(own) => service.is_none_or(|service| service == own),
            Self::Other => false,
            Self::Unclear => true,
        }
    }

    /// Whether it is a welfare service at all.
    #[must_use]
    pub fn is_welfare(self) -> bool {
        self != Self::Unclear
    }
}

#[cfg(test)]
mod tests {
    use super::ServiceWording;
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
            assert_eq!(ServiceWording::of(text), ServiceWording::Known(service), "{text}");
        }
        assert_eq!(ServiceWording::of("日中一時 支援"), ServiceWording::Other);
        assert_eq!(ServiceWording::of("通院"), ServiceWording::Unclear);
    }
}
