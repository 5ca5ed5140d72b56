//! The 加算 of 障害児通所支援 under every name that they have: since when and until when there is one, what has to be written
//! where, how often, and beside what it cannot be. One file, `kasan.yaml`; rules ask it, and look for no 加算 in words themselves.

mod clash;
mod entry;
mod limit;
mod name;
mod placing;
mod requirement;

pub use clash::{Clash, Overlap};
pub use entry::{TariffEntry, UnitPrice};
pub use limit::Limit;
pub use name::{AddOnName, Tier};
pub use placing::{PlacedAddOn, placed_in, places};
pub use requirement::{Evidence, Requirement, Surety};

use crate::case::party::Service;
use crate::record::{self, List, Spanned};
use crate::source::Source;
use crate::value::Date;
use std::sync::LazyLock;

/// Every entry, as the file has them.
static ENTRIES: LazyLock<List<TariffEntry>> = LazyLock::new(|| {
    let text = include_str!("kasan.yaml");
    let source = Source::new("(内蔵)kasan.yaml", text);
    let mut findings = Vec::new();
    let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
    let entries = record::read(&source, &mut tree, &mut findings);
    assert!(findings.is_empty(), "internal: kasan.yaml: {findings:?}");
    entries
});

/// Every 加算, level by level.
pub fn entries() -> impl Iterator<Item = &'static TariffEntry> {
    ENTRIES.iter().map(|entry: &Spanned<TariffEntry>| &entry.value)
}

/// The entries that a written name means: of one level where it names one, else of all of them.
pub fn meant(name: &AddOnName) -> impl Iterator<Item = &'static TariffEntry> {
    entries().filter(move |entry| entry.is(name))
}

/// The entry under which something of a day is claimed: one that holds on that day where there is one.
#[must_use]
pub fn claimed(name: &AddOnName, day: Date) -> Option<&'static TariffEntry> {
    meant(name).find(|entry| entry.holds_on(day)).or_else(|| meant(name).next())
}

/// How often at most an 加算 may be claimed in a month in which the child was there on so many days.
#[must_use]
pub fn most_in_month(entry: &TariffEntry, service: Option<Service>, days: usize) -> Option<u32> {
    entry.limit()?.in_month(service, days)
}

#[cfg(test)]
mod tests {
    use super::{AddOnName, Evidence, Surety, claimed, entries, meant, most_in_month};
    use crate::case::party::Service;
    use crate::value::Date;

    fn name(text: &str) -> AddOnName {
        AddOnName::of(text).unwrap_or_else(|| panic!("{text} is known"))
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn the_file_is_whole() {
        assert!(entries().count() > 30);
        for entry in entries() {
            let title = entry.title();
            assert!(entry.name().ends_with("加算"), "{title}");
            assert!(entry.services().next().is_some(), "{title} is of some service");
            for requirement in entry.requirements() {
                let said = [requirement.what.get(), requirement.source.get()];
                assert!(said.iter().all(|text| text.is_some_and(|text| !text.is_empty())), "{title}: {requirement:?}");
                assert!(requirement.evidence.is_set() && requirement.surety.is_set(), "{title}: {requirement:?}");
            }
            for clash in entry.clashes() {
                let other = clash.name.get().unwrap_or_else(|| panic!("{title}: a name"));
                assert!(entries().any(|entry| entry.name() == other), "{title}: {other} is in the list");
            }
            if let Some(limit) = entry.limit() {
                assert!(limit.surety().is_some() && limit.source().is_some(), "{title}: {limit:?}");
            }
            if let Some(now) = entry.now() {
                assert!(
                    entries().any(|entry| entry.name() == now && entry.holds_on(day("2026-04-01"))),
                    "{title}: {now}"
                );
                assert!(!entry.holds_on(day("2024-04-01")), "{title} has ended");
            }
            assert_eq!(entries().filter(|other| other.title() == title).count(), 1, "{title} stands once");
        }
    }

    #[test]
    fn the_names_of_2023_hold_until_march_2024() {
        for old in ["家庭連携加算", "事業所内相談支援加算"] {
            let entry = claimed(&name(old), day("2024-03-31")).expect("an entry");
            assert!(entry.holds_on(day("2024-03-31")) && !entry.holds_on(day("2024-04-01")), "{old}");
            assert_eq!(entry.now(), Some("家族支援加算"), "{old}");
        }
        assert!(!claimed(&name("家族支援加算"), day("2024-03-31")).expect("an entry").holds_on(day("2024-03-31")));
    }

    #[test]
    fn the_most_in_a_month_goes_by_the_days_where_the_notice_says_so() {
        let session = meant(&name("専門的支援実施加算")).next().expect("an entry");
        for (service, days, most) in [
            (Service::AfterSchool, 0, 2),
            (Service::AfterSchool, 5, 2),
            (Service::AfterSchool, 6, 4),
            (Service::AfterSchool, 11, 4),
            (Service::AfterSchool, 12, 6),
            (Service::ChildDevelopment, 11, 4),
            (Service::ChildDevelopment, 12, 6),
        ] {
            assert_eq!(most_in_month(session, Some(service), days), Some(most), "{service:?} {days}");
        }
        // Nobody knows the service: the most that any gives.
        assert_eq!(most_in_month(session, None, 3), Some(6));
        let family = meant(&name("家族支援加算(Ⅰ)")).next().expect("an entry");
        assert_eq!(most_in_month(family, None, 3), Some(4));
        let transport = meant(&name("送迎加算")).next().expect("an entry");
        assert_eq!(most_in_month(transport, None, 3), None);
    }

    #[test]
    fn what_one_source_says_bears_no_error() {
        let sure = |surety: Surety| surety.bears_an_error();
        assert!(sure(Surety::Read) && sure(Surety::Agreed) && sure(Surety::Guide));
        assert!(!sure(Surety::OneSource) && !sure(Surety::Unconfirmed));
        let shared = meant(&name("個別サポート加算(Ⅱ)")).next().expect("an entry");
        assert_eq!(shared.requirement(Evidence::Trail).and_then(|trail| trail.months()), Some(6));
    }
}
