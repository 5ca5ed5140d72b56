//! `child.yaml`: the office with its service, where there is one.

use super::super::fill::{Fill, Filling};
use super::super::known::{SheetFacts, text};
use crate::case::party::Service;

pub(super) fn filling(known: &SheetFacts<'_>) -> Filling {
    let services = known.office.map(|office| &office.services);
    let service = services.and_then(|services| match &services[..] {
        [only] if only.value != Service::Consultation => Some(Fill::from(only.value.label())),
        _ => None,
    });
    let used = Filling::with([
        ("事業所", known.office.and_then(|office| text(&office.id)).map(Fill::from)),
        ("サービス", service.clone()),
    ]);
    let granted = Filling::with([("種類", service)]);
    let certificate =
        Filling::with([("種類", Some("通所".into())), ("サービス", Some([granted].into_iter().collect()))]);
    Filling::with([
        ("受給者証", Some([certificate].into_iter().collect())),
        ("利用", Some([used].into_iter().collect())),
    ])
}
