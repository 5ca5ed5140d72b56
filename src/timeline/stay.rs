//! The child at one of our offices: what the first plan is owed for.

use super::Timeline;
use super::uses::Uses;
use crate::case::child::Use;
use crate::case::party::Service;
use crate::record::{Spanned, TextOr};
use crate::source::Span;
use crate::value::Date;

/// The child at an office of this project, in one of its services, from its first day until it leaves. Contracts that follow
/// on one another are one stay; who left and comes back begins another.
#[derive(Debug, Clone)]
pub struct Stay<'a> {
    /// Where it is written: the 利用 with which it begins.
    pub span: Span,
    /// The id of the office.
    pub office: &'a str,
    /// The service; none where nobody says which.
    pub service: Option<Service>,
    /// Its 利用, in order.
    pub uses: Uses<'a>,
}

impl Stay<'_> {
    /// 契約日 of the first contract.
    #[must_use]
    pub fn contracted(&self) -> Option<Date> {
        self.uses.iter().next()?.contracted.get().copied()
    }

    /// The first day.
    #[must_use]
    pub fn started(&self) -> Option<Date> {
        self.uses.iter().next()?.started.get().copied()
    }
}

impl<'a> Timeline<'a> {
    /// The stays of the child, as 利用 has them.
    pub fn stays(&self) -> impl Iterator<Item = &Stay<'a>> {
        self.stays.iter()
    }

    pub(super) fn stays_written(&self) -> Vec<Stay<'a>> {
        let mut written: Vec<&'a Spanned<Use>> = self.case.child.value.uses.iter().collect();
        written.sort_by_key(|used| used.started.get().copied());
        let mut stays: Vec<Stay<'a>> = Vec::new();
        for used in written {
            let Some(office) = self.own_office(used) else { continue };
            let service = self.directory.service_used(used);
            let same = |stay: &&mut Stay<'_>| stay.office == office && stay.service == service;
            match stays.iter_mut().rev().find(same).filter(|stay| goes_on(stay, used)) {
                Some(stay) => stay.uses.add(used),
                None => stays.push(Stay { span: used.span, office, service, uses: Uses::only(used) }),
            }
        }
        stays
    }

    /// The office of a 利用, where it is one of this project that keeps its own papers: who only names an office, to write to
    /// it, does not write down its staff.
    fn own_office(&self, used: &'a Use) -> Option<&'a str> {
        let Some(TextOr::Text(id)) = used.office.get() else { return None };
        self.directory.organisation().office(id).filter(|office| !office.staff.is_empty())?;
        Some(id)
    }
}

/// Whether a 利用 takes up a stay without a day between.
fn goes_on(stay: &Stay<'_>, used: &Use) -> bool {
    let ended = stay.uses.last_day();
    ended.zip(used.started.get().copied()).is_none_or(|(ended, started)| started <= ended.next())
}
