//! Who is meant by 相手 of an event: a guardian, an organisation, the 相談支援, under any of the names that files use.

use super::super::rule::Scope;
use crate::case::child::{Child, Partner, Standing};
use crate::case::party::{Office, Person, PersonRef, Service};
use crate::case::{Document, Model};
use crate::record::{Field, TextOr};

/// The texts by which somebody is written down: one word, or the parts of a record.
pub(in super::super) fn words(person: &TextOr<Person>) -> Vec<&str> {
    match person {
        TextOr::Text(text) => vec![text],
        TextOr::Record(person) => {
            let positions = [&person.role, &person.affiliation, &person.occupation];
            let parts = [&person.staff, &person.name].into_iter().chain(positions).chain([&person.organisation]);
            parts.filter_map(Field::get).map(String::as_str).collect()
        }
    }
}

/// Whether two names are the same but for their spaces and the forms of their kanji: 佐藤 恵 and 佐藤恵.
pub(super) fn same(one: &str, other: &str) -> bool {
    squeezed(one) == squeezed(other)
}

fn squeezed(text: &str) -> String {
    let is_form = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    text.chars().filter(|c| !c.is_whitespace() && !is_form(*c)).collect()
}

/// Whether this is a guardian of the child: 保護者, a name, a 続柄 or a 区分 of child.yaml. Where the child has no guardian the
/// applicant is the person, and 本人 is meant.
pub(in super::super) fn is_guardian(child: &Child, recipient: &TextOr<Person>) -> bool {
    let words = words(recipient);
    let guardian = |word: &str| {
        word.contains("保護者")
            || child.guardians.iter().any(|guardian| {
                let own = [&guardian.name, &guardian.relation].into_iter().filter_map(Field::get);
                own.into_iter().any(|own| same(own, word))
                    || guardian.standing.get().is_some_and(|own| standing(*own) == word)
            })
    };
    let applicant = |word: &str| word == "本人" || child.name.get().is_some_and(|name| same(name, word));
    words.iter().any(|word| guardian(word) || (child.guardians.is_empty() && applicant(word)))
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Parent => "親権者",
        Standing::FosterParent => "里親",
        Standing::InstitutionHead => "施設長",
        Standing::LegalGuardian => "未成年後見人",
    }
}

/// An organisation under every name that may mean it.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Organisation {
    /// Ids, of itself and of its staff: the whole word.
    ids: Vec<String>,
    /// Names: also within a longer text (放課後等デイサービス ほし 鈴木様).
    names: Vec<String>,
}

impl Organisation {
    /// Who provides a service: an id of an office or of 関係機関, a name, or one written out.
    pub(in super::super) fn of(scope: &Scope<'_>, provider: &PersonRef) -> Self {
        let TextOr::Text(text) = provider else {
            let names = words(provider).into_iter().map(str::to_owned).collect();
            return Self { ids: Vec::new(), names };
        };
        let office = scope.organisation.value.office(text).map(Self::of_office);
        let partner = || scope.case.child.value.partner(text).map(Self::of_partner);
        office.or_else(partner).unwrap_or_else(|| Self { ids: Vec::new(), names: vec![text.clone()] })
    }

    /// An office of the project.
    pub(in super::super) fn of_office(office: &Office) -> Self {
        let staff = || office.staff.iter();
        let ids = std::iter::once(&office.id).chain(staff().map(|staff| &staff.id));
        let names = std::iter::once(&office.name).chain(staff().map(|staff| &staff.name));
        let texts = |fields: &mut dyn Iterator<Item = &Field<String>>| fields.filter_map(Field::get).cloned().collect();
        Self { ids: texts(&mut ids.into_iter()), names: texts(&mut names.into_iter()) }
    }

    fn of_partner(partner: &Partner) -> Self {
        let own = |field: &Field<String>| field.get().cloned().into_iter().collect();
        Self { ids: own(&partner.id), names: own(&partner.name) }
    }

    /// The name for messages.
    pub(in super::super) fn label(&self) -> &str {
        self.names.first().or(self.ids.first()).map_or("", String::as_str)
    }

    /// What to write as 相手: the id where there is one.
    pub(in super::super) fn reference(&self) -> String {
        self.ids.first().cloned().unwrap_or_else(|| format!("{{名称: {}}}", self.label()))
    }

    /// Whether a recipient is this organisation or somebody of it.
    pub(in super::super) fn is(&self, recipient: &TextOr<Person>) -> bool {
        words(recipient).iter().any(|word| {
            let word = squeezed(word);
            self.ids.contains(&word)
                || self.names.iter().map(|name| squeezed(name)).any(|name| !name.is_empty() && word.contains(&name))
        })
    }
}

/// The 相談支援 of a child, as far as the files know it.
pub(in super::super) struct Consultants {
    offices: Vec<Organisation>,
}

/// What stands in the name of every such office, in its 役割 and in the words for its staff.
const CONSULTATION: &str = "相談支援";

impl Consultants {
    /// The offices that made this child's 障害児支援利用計画, and the 関係機関 that are 相談支援 by name or 役割.
    pub(in super::super) fn of(scope: &Scope<'_>) -> Self {
        let partners = scope.case.child.value.partners.iter().filter(|partner| {
            let texts = [&partner.name, &partner.role].into_iter().filter_map(Field::get);
            texts.into_iter().any(|text| text.contains(CONSULTATION) || text.contains("障害児支援利用計画"))
        });
        let authors =
            scope.case.documents.iter().filter(|document| matches!(document.model, Model::ConsultationPlan(_)));
        let authors = authors.filter_map(|document| author_of(scope, document));
        Self { offices: authors.chain(partners.map(|partner| Organisation::of_partner(partner))).collect() }
    }

    /// Whether none is known.
    pub(in super::super) fn is_unknown(&self) -> bool {
        self.offices.is_empty()
    }

    /// What to write as 相手.
    pub(in super::super) fn reference(&self) -> String {
        self.offices.first().map_or_else(|| "障害児相談支援事業者".to_owned(), Organisation::reference)
    }

    /// Whether a recipient is the 相談支援, or somebody of it.
    pub(in super::super) fn includes(&self, scope: &Scope<'_>, recipient: &TextOr<Person>) -> bool {
        let project = scope.organisation.value.offices.iter();
        let mut project =
            project.filter(|office| office.services.iter().any(|kind| kind.value == Service::Consultation));
        words(recipient).iter().any(|word| word.contains(CONSULTATION))
            || self.offices.iter().any(|office| office.is(recipient))
            || project.any(|office| Organisation::of_office(office).is(recipient))
    }
}

/// The office that made a paper: one of the project, or the one that the paper describes.
fn author_of(scope: &Scope<'_>, document: &Document) -> Option<Organisation> {
    let office = document.office().and_then(|id| scope.organisation.value.office(id));
    office.or_else(|| document.written_office()).map(Organisation::of_office)
}
