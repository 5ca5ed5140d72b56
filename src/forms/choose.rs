//! Which form a document prints on: the command line's, the document's, the child's, the office's, the project's.

use super::form::Form;
use super::store::Packs;
use super::STANDARD;
use crate::case::party::Organisation;
use crate::case::{Case, Document, Model};
use crate::record::{Field, TextOr};
use std::collections::BTreeMap;

/// The form of a document.
///
/// # Errors
/// When there is no such form: a sentence and what to do.
pub fn choose(
    packs: &Packs,
    case: &Case,
    document: &Document,
    organisation: &Organisation,
    form_override: Option<&str>,
) -> Result<Form, (String, String)> {
    let title = document.kind.title;
    let office = document.office().and_then(|id| organisation.office(id));
    let named = form_override
        .or_else(|| own(&document.model))
        .or_else(|| pick(&case.child.value.forms, title))
        .or_else(|| pick(&office?.forms, title))
        .or_else(|| pick(&organisation.forms, title))
        .unwrap_or(STANDARD);
    packs.form(named, title, service(case, document).as_deref(), document.date)
}

fn own(model: &Model) -> Option<&str> {
    match model {
        Model::Assessment(assessment) => &assessment.form,
        Model::Plan(plan) => &plan.form,
        Model::Meeting(meeting) => &meeting.form,
        Model::Interview(interview) => &interview.form,
        Model::Monitoring(monitoring) => &monitoring.form,
    }
    .get()
    .map(String::as_str)
}

fn pick<'a>(forms: &'a Field<TextOr<BTreeMap<String, String>>>, title: &str) -> Option<&'a str> {
    match forms.get()? {
        TextOr::Text(pack) => Some(pack),
        TextOr::Record(by_title) => by_title.get(title).map(String::as_str),
    }
}

/// The service a document belongs to: its own, or the one for which the child uses that office.
fn service(case: &Case, document: &Document) -> Option<String> {
    if let Model::Plan(plan) = &document.model
        && let Some(service) = plan.service.get()
    {
        return Some(service.clone());
    }
    let office = document.office()?;
    let uses_it = |place: &Field<TextOr<crate::case::party::Office>>| matches!(place.get(), Some(TextOr::Text(id)) if id == office);
    case.child.value.uses.iter().find(|used| uses_it(&used.office)).and_then(|used| used.service.get().cloned())
}
