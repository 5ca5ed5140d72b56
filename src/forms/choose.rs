//! Which form a document prints on: the command line's, the document's, the child's, the office's, the project's.

use super::STANDARD;
use super::form::Form;
use super::store::Packs;
use crate::case::party::Organisation;
use crate::case::{Case, Document, Loaded, Model};
use crate::record::{Field, TextOr};
use crate::source::{Place, Span};
use std::collections::BTreeMap;

/// Why a document has no form.
#[derive(Debug)]
pub struct NoForm {
    /// What is wrong, as one sentence.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where the form was named.
    pub place: Place,
}

/// The form of a document.
///
/// # Errors
/// When there is no such form.
pub fn choose(
    packs: &Packs,
    case: &Case,
    document: &Document,
    organisation: &Loaded<Organisation>,
    form_override: Option<&str>,
) -> Result<Form, NoForm> {
    let title = document.kind.title;
    let office = document.office().and_then(|id| organisation.value.office(id));
    let (named, place) = form_override
        .map(|named| (named, document.place(None)))
        .or_else(|| document.form().spanned().map(|(named, span)| (named.as_str(), document.place(Some(span)))))
        .or_else(|| pick(&case.child.value.forms, title).map(|(named, span)| (named, case.child.place(Some(span)))))
        .or_else(|| pick(&office?.forms, title).map(|(named, span)| (named, organisation.place(Some(span)))))
        .or_else(|| pick(&organisation.value.forms, title).map(|(named, span)| (named, organisation.place(Some(span)))))
        .unwrap_or((STANDARD, document.place(None)));
    packs
        .form(named, document.form_title(), service(case, document).as_deref(), document.date)
        .map_err(|(message, help)| NoForm { message, help, place })
}

fn pick<'a>(forms: &'a Field<TextOr<BTreeMap<String, String>>>, title: &str) -> Option<(&'a str, Span)> {
    let (forms, span) = forms.spanned()?;
    match forms {
        TextOr::Text(pack) => Some((pack, span)),
        TextOr::Record(by_title) => by_title.get(title).map(|pack| (pack.as_str(), span)),
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
