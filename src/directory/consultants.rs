//! The 相談支援 of a child, as far as the files know it.

use super::Directory;
use super::party::{Party, words};
use crate::case::party::{PersonRef, Service};
use crate::case::{Document, Model};
use crate::record::Field;

/// What stands in the name of every such office, in its 役割 and in the words for its staff.
const CONSULTATION: &str = "相談支援";

/// The offices that made this child's 障害児支援利用計画, and the 関係機関 that are 相談支援 by name or 役割.
#[derive(Debug, Default)]
pub struct Consultants {
    /// Those of this child.
    own: Vec<Party>,
    /// The offices of the project that give 障害児相談支援.
    project: Vec<Party>,
}

impl Consultants {
    pub(super) fn of(directory: &Directory<'_>, documents: &[Document]) -> Self {
        let partners = directory.child.partners.iter().filter(|partner| {
            let texts = [&partner.name, &partner.role].into_iter().filter_map(Field::get);
            texts.into_iter().any(|text| text.contains(CONSULTATION) || text.contains("障害児支援利用計画"))
        });
        let plans = documents.iter().filter(|document| matches!(document.model, Model::ConsultationPlan(_)));
        let authors = plans.filter_map(|document| directory.office_of(document)).map(Party::of_office);
        let own = authors.chain(partners.map(|partner| Party::of_partner(partner))).collect();
        let offices = directory.organisation.offices.iter();
        let giving = offices.filter(|office| office.services.iter().any(|kind| kind.value == Service::Consultation));
        Self { own, project: giving.map(|office| Party::of_office(office)).collect() }
    }

    /// Whether none is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.own.is_empty()
    }

    /// What to write as 相手.
    #[must_use]
    pub fn reference(&self) -> String {
        self.own.first().map_or_else(|| "障害児相談支援事業者".to_owned(), Party::reference)
    }

    /// Whether a recipient is the 相談支援, or somebody of it.
    #[must_use]
    pub fn includes(&self, recipient: &PersonRef) -> bool {
        words(recipient).iter().any(|word| word.contains(CONSULTATION))
            || self.own.iter().chain(&self.project).any(|office| office.is(recipient))
    }
}
