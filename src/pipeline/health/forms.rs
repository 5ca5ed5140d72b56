//! Which forms the offices print on, in which edition, and what of them is the office's own.

use super::HealthRemark;
use crate::case::party::Organisation;
use crate::forms::{Pack, STANDARD};
use crate::pipeline::project::Project;
use crate::pipeline::settings::Settings;
use crate::record::{Field, TextOr};
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

const SUBJECT: &str = "様式";

pub(super) fn look(project: &Project, settings: &Settings) -> Vec<HealthRemark> {
    let day = settings.day();
    named(&project.organisation.value).into_iter().map(|id| one(project, &id, day)).collect()
}

/// The packs that the settings of the offices name.
fn named(organisation: &Organisation) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let offices = organisation.offices.iter().map(|office| &office.value.forms);
    for forms in [&organisation.forms].into_iter().chain(offices) {
        ids.extend(ids_of(forms));
    }
    if ids.is_empty() {
        ids.insert(STANDARD.to_owned());
    }
    ids
}

fn ids_of(forms: &Field<TextOr<BTreeMap<String, String>>>) -> Vec<String> {
    match forms.get() {
        None => Vec::new(),
        Some(TextOr::Text(id)) => vec![id.clone()],
        Some(TextOr::Record(by_title)) => by_title.values().cloned().collect(),
    }
}

fn one(project: &Project, id: &str, day: Date) -> HealthRemark {
    let Some(pack) = project.packs().get(id) else {
        return HealthRemark::bad(
            SUBJECT,
            format!("様式 `{id}` がありません"),
            "使える様式は shien forms で見られます",
        );
    };
    let words = described(project, pack);
    let period = pack.manifest.period.get();
    let end = period.and_then(|period| period.end.get()).filter(|end| **end < day);
    match end {
        None => HealthRemark::good(SUBJECT, words),
        Some(end) => HealthRemark::doubtful(
            SUBJECT,
            format!("{words} は {end} までの版です"),
            "新しい様式が出ていないか、市町村に確かめてください。一覧は shien forms",
        ),
    }
}

/// Name and edition of a pack, and what of it the office has made its own.
fn described(project: &Project, pack: &Pack) -> String {
    let name = pack.manifest.name.get().map_or("(名称なし)", String::as_str);
    let edition = pack.manifest.edition.get().map_or(String::new(), |edition| format!("({edition}版)"));
    let own = project.packs().own_files(&pack.id);
    let own = if own.is_empty() {
        String::new()
    } else {
        format!("。この事業所のファイル {} つを使います", own.len())
    };
    format!("{} {name}{edition}{own}", pack.id)
}
