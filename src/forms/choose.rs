//! Which form a document prints on: the command line's, the document's, the child's, the office's, the project's.

use super::form::Form;
use super::store::Packs;
use super::{COMPARISON, LOG, STANDARD};
use crate::case::party::{Office, Organisation, Service};
use crate::case::{Case, Document, Loaded};
use crate::diagnostic::{Code, Diagnostic};
use crate::directory::Directory;
use crate::record::{Field, TextOr};
use crate::source::{Place, Span};
use crate::value::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a document has no form.
#[derive(Debug)]
pub struct NoForm {
    /// What is wrong, as one sentence.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where the form was named.
    pub place: Place,
    /// What is wrong with a pack on the way to it: then that is the cause, and this only its consequence.
    pub cause: Option<Box<Diagnostic>>,
}

impl NoForm {
    /// The finding that says why: of the pack that could not be read, else of the name.
    #[must_use]
    pub fn finding(self) -> Diagnostic {
        match self.cause {
            Some(cause) => *cause,
            None => Diagnostic::new(Code::FORM_UNKNOWN, self.place, self.message).help(self.help),
        }
    }
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
    directory: &Directory<'_>,
    form_override: Option<&str>,
) -> Result<Arc<Form>, NoForm> {
    let titles = [document.form_title(), document.kind.title];
    let (named, place) = named(case, document, organisation, form_override, &titles);
    packs
        .form(named, document.form_title(), directory.service_of(document).map(Service::label), document.date)
        .map_err(|(message, help)| NoForm { message, help, place, cause: packs.cause(named, document.date) })
}

/// The form on which a document of an office will print that is not there yet; none where there is no such form.
#[must_use]
pub fn choose_for_new(
    packs: &Packs,
    directory: &Directory<'_>,
    office: Option<&Office>,
    titles: FormTitles<'_>,
    day: Date,
) -> Option<Arc<Form>> {
    let organisation = directory.organisation();
    let named = [Some(&directory.child().forms), office.map(|office| &office.forms), Some(&organisation.forms)];
    let own = |forms| pick(forms, titles.of_form).or_else(|| pick(forms, titles.of_kind));
    let named = named.into_iter().flatten().find_map(own);
    let service = office.and_then(|office| office.services.first()).map(|service| service.value.label());
    packs.form(named.map_or(STANDARD, |(pack, _)| pack), titles.of_form, service, Some(day)).ok()
}

/// The names under which a document finds its form.
#[derive(Debug, Clone, Copy)]
pub struct FormTitles<'a> {
    /// That of its kind.
    pub of_kind: &'a str,
    /// That of the form itself, which is asked for first: a 計画案 has one of its own.
    pub of_form: &'a str,
}

/// The form of a comparison whose newer side is a document: the one named for 新旧対照表, else that of the document's
/// pack. No municipality has a form of its own for it, so that a pack without one is no fault.
///
/// # Errors
/// When there is no such form.
pub fn choose_comparison(
    packs: &Packs,
    case: &Case,
    document: &Document,
    organisation: &Loaded<Organisation>,
    directory: &Directory<'_>,
    form_override: Option<&str>,
) -> Result<Arc<Form>, NoForm> {
    let (named, place) = named(case, document, organisation, form_override, &[COMPARISON, document.kind.title]);
    let service = directory.service_of(document).map(Service::label);
    let form = |pack: &str| packs.form(pack, COMPARISON, service, document.date);
    let found = match packs.get(named) {
        Some(_) => form(named).or_else(|_| form(STANDARD)),
        None => form(named),
    };
    found.map_err(|(message, help)| NoForm { message, help, place, cause: packs.cause(named, document.date) })
}

/// The form of the sheet of the plans of some children on a day: the one that the project names for it, else that of its pack.
/// No municipality has a form of its own for it, so that a pack without one is no fault.
///
/// # Errors
/// When there is no such form.
pub fn choose_log(
    packs: &Packs,
    organisation: &Loaded<Organisation>,
    day: Date,
    form_override: Option<&str>,
) -> Result<Arc<Form>, NoForm> {
    choose_sheet(packs, organisation, LOG, day, form_override)
}

/// The same of any sheet that is no document's, by its name.
///
/// # Errors
/// When there is no such form.
pub fn choose_sheet(
    packs: &Packs,
    organisation: &Loaded<Organisation>,
    title: &str,
    day: Date,
    form_override: Option<&str>,
) -> Result<Arc<Form>, NoForm> {
    let own = pick(&organisation.value.forms, title);
    let named = form_override.or(own.map(|(named, _)| named)).unwrap_or(STANDARD);
    let place = organisation.place(own.map(|(_, span)| span));
    let form = |pack: &str| packs.form(pack, title, None, Some(day));
    let found = match packs.get(named) {
        Some(_) => form(named).or_else(|_| form(STANDARD)),
        None => form(named),
    };
    found.map_err(|(message, help)| NoForm { message, help, place, cause: packs.cause(named, Some(day)) })
}

/// The pack that is named for one of these titles, and where.
fn named<'a>(
    case: &'a Case,
    document: &'a Document,
    organisation: &'a Loaded<Organisation>,
    form_override: Option<&'a str>,
    titles: &[&str],
) -> (&'a str, Place) {
    let office = document.office().and_then(|id| organisation.value.office(id));
    let any = |forms: &'a Field<TextOr<BTreeMap<String, String>>>| titles.iter().find_map(|title| pick(forms, title));
    form_override
        .map(|named| (named, document.place(None)))
        .or_else(|| document.form().spanned().map(|(named, span)| (named.as_str(), span.place())))
        .or_else(|| any(&case.child.value.forms).map(|(named, span)| (named, span.place())))
        .or_else(|| any(&office?.forms).map(|(named, span)| (named, span.place())))
        .or_else(|| any(&organisation.value.forms).map(|(named, span)| (named, span.place())))
        .unwrap_or((STANDARD, document.place(None)))
}

fn pick<'a>(forms: &'a Field<TextOr<BTreeMap<String, String>>>, title: &str) -> Option<(&'a str, Span)> {
    let (forms, span) = forms.spanned()?;
    match forms {
        TextOr::Text(pack) => Some((pack, span)),
        TextOr::Record(by_title) => by_title.get(title).map(|pack| (pack.as_str(), span)),
    }
}
