//! Which 受給者証 holds on a day, and what it gives.

use super::Timeline;
use crate::case::child::{Child, GrantedService, RecipientCertificate};
use crate::case::party::Service;
use crate::directory::ServiceWording;
use crate::record::Spanned;
use crate::value::Date;

/// A service that a 受給者証 gives, with the days on which it does.
#[derive(Debug, Clone, Copy)]
pub struct Grant<'a> {
    /// The certificate.
    pub certificate: &'a RecipientCertificate,
    /// The service with its 支給量.
    pub granted: &'a Spanned<GrantedService>,
    /// What its wording means.
    pub service: Service,
    /// The first day; open where none is written.
    pub start: Option<Date>,
    /// The last day; open where none is written.
    pub end: Option<Date>,
}

impl Grant<'_> {
    /// Whether it holds on a day.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }
}

/// 種類 of the 受給者証 for 障害児通所支援.
pub const DAY_SERVICES: &str = "通所";

/// The 受給者証 of a kind that a paper of some day shows: the one whose 給付決定期間 holds; where none is known to, the next one
/// to come, else the last one there was.
#[must_use]
pub fn certificate_shown<'a>(child: &'a Child, kind: &str, day: Option<Date>) -> Option<&'a RecipientCertificate> {
    let Some(day) = day else { return of_kind(child, kind).next_back() };
    let period = |own: &&RecipientCertificate| own.period.get().cloned().unwrap_or_default();
    holding(of_kind(child, kind), day)
        .or_else(|| of_kind(child, kind).find(|own| period(own).contains(day)))
        .or_else(|| of_kind(child, kind).find(|own| period(own).start.get().is_some_and(|start| *start > day)))
        .or_else(|| of_kind(child, kind).next_back())
}

/// The first whose 給付決定期間 is known to hold on a day.
fn holding<'a>(
    mut certificates: impl Iterator<Item = &'a RecipientCertificate>,
    day: Date,
) -> Option<&'a RecipientCertificate> {
    certificates.find(|own| own.period.get().is_some_and(|period| period.start.is_set() && period.contains(day)))
}

fn of_kind<'a>(child: &'a Child, kind: &str) -> impl DoubleEndedIterator<Item = &'a RecipientCertificate> {
    let all = child.recipient_certificates.iter().map(|certificate| &certificate.value);
    all.filter(move |own| own.kind.get().is_some_and(|word| word.contains(kind)))
}

impl<'a> Timeline<'a> {
    /// The 受給者証 whose 給付決定期間 holds on a day: that for 通所 where several do.
    #[must_use]
    pub fn certificate_on(&self, day: Date) -> Option<&'a RecipientCertificate> {
        let child = &self.case.child.value;
        let all = child.recipient_certificates.iter().map(|certificate| &certificate.value);
        holding(of_kind(child, DAY_SERVICES), day).or_else(|| holding(all, day))
    }

    /// Every service that the certificates give, each with its own days: its 適用 within the 給付決定期間.
    #[must_use]
    pub fn grants(&self) -> Vec<Grant<'a>> {
        let certificates = self.case.child.value.recipient_certificates.iter().map(|certificate| &certificate.value);
        let of = |certificate: &'a RecipientCertificate| {
            certificate.services.iter().filter_map(move |granted| {
                let service = ServiceWording::of(granted.kind.get()?).service()?;
                let periods = [certificate.period.get(), granted.period.get()];
                let starts = periods.iter().flatten().filter_map(|period| period.start.get().copied());
                let ends = periods.iter().flatten().filter_map(|period| period.end.get().copied());
                Some(Grant { certificate, granted, service, start: starts.max(), end: ends.min() })
            })
        };
        certificates.flat_map(of).collect()
    }
}
