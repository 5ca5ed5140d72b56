//! Which 個別支援計画 of a child are its newest: what another child's plan may have been copied from, or into.

use super::folder::{FileRole, Folder};
use super::kind::Kind;
use super::load::{load_files, read_files};
use super::{Case, Document, find_files, plan};
use crate::source::{Files, visiting};
use crate::value::Date;

/// Plans this many months older than the newest are no longer what the child goes by.
const MONTHS: u32 = 6;

impl Case {
    /// The newest 個別支援計画: by their names those of the last six months up to the newest, so that the plans of two offices
    /// and a 原案 are among them.
    #[must_use]
    pub fn newest_plans(&self) -> Vec<&Document> {
        let plans = || self.documents.iter().filter(|document| is_plan(document.kind));
        let first = first_name(plans().map(|document| document.name.as_str()));
        plans().filter(|document| document.name >= first).collect()
    }
}

/// Loads `child.yaml` and the newest 個別支援計画 of a child, which is all that is held against other children.
#[must_use]
pub fn load_newest_plans(files: &dyn Files, id: &str) -> Case {
    visiting(files, |files| load_newest(files, id))
}

fn load_newest(files: &dyn Files, id: &str) -> Case {
    let mut folder: Folder = find_files(files, id);
    let names = folder.files.iter().filter_map(|file| match &file.role {
        FileRole::Document { kind, name, .. } if is_plan(kind) => Some(name.as_str()),
        _ => None,
    });
    let first = first_name(names);
    folder.files.retain(|file| match &file.role {
        FileRole::Child => true,
        FileRole::Events => false,
        FileRole::Document { kind, name, .. } => is_plan(kind) && *name >= first,
    });
    load_files(read_files(files, folder))
}

fn is_plan(kind: &Kind) -> bool {
    kind.id == plan::KIND.id
}

/// The first name that counts; all where the newest is no date.
fn first_name<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let newest = names.max().and_then(|name| name.get(..10)?.parse::<Date>().ok());
    newest.map_or_else(String::new, |newest| newest.minus_months(MONTHS).to_string())
}
