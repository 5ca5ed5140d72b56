//! Which 受給者証 holds on a day, and what it gives.

use super::Timeline;
use crate::case::child::{GrantedService, RecipientCertificate};
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

impl<'a> Timeline<'a> {
    /// The 受給者証 whose 給付決定期間 holds on a day: that for 通所 where several do.
    #[must_use]
    pub fn certificate_on(&self, day: Date) -> Option<&'a RecipientCertificate> {
        let holds = |certificate: &&RecipientCertificate| {
            certificate.period.get().is_some_and(|period| period.start.is_set() && period.contains(day))
        };
        let all = self.case.child.value.recipient_certificates.iter().map(|certificate| &certificate.value);
        all.filter(holds).min_by_key(|one| !one.kind.get().is_some_and(|kind| kind.contains("通所")))
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
