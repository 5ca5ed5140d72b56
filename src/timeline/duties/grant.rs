//! The end of a 給付決定: it is renewed, or the use ends with it.

use super::super::duty::Deed;
use super::super::{Done, Duty, Grant, Timeline, What};

pub(super) fn renewal<'a>(timeline: &Timeline<'a>, grant: &Grant<'a>) -> Vec<Duty<'a>> {
    let Some(end) = grant.end else { return Vec::new() };
    let renews = |other: &&Grant<'_>| {
        other.service == grant.service && other.contains(end.next()) && other.granted.span != grant.granted.span
    };
    let grants = timeline.grants();
    let done = Done::by(grants.iter().filter(renews).map(|next| Deed { day: None, place: next.granted.span.place() }));
    vec![Duty {
        due: Some(end),
        counts_on: Some(end.next()),
        done,
        ..Duty::of_grant(What::GrantRenewal, timeline, *grant)
    }]
}
