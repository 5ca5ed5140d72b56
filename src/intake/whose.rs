//! Whose records a row is of: the office, and its service where it has several.

use crate::case::child::Use;
use crate::case::party::Office;
use crate::directory::{Directory, folded};
use crate::record::TextOr;
use crate::timeline::Timeline;
use crate::value::Date;

/// The id of the office that a cell names by its id or its name.
pub(super) fn office_named(directory: &Directory<'_>, cell: &str) -> Result<String, String> {
    let is = |office: &Office| {
        let own = [office.id.get(), office.name.get()];
        own.into_iter().flatten().any(|own| folded(own) == folded(cell))
    };
    let office = directory.organisation().offices.iter().find(|office| is(&office.value));
    let id = office.and_then(|office| office.id.get().cloned());
    id.ok_or_else(|| format!("事業所「{cell}」は office.yaml にありません"))
}

/// The one office of the project that the child used on a day.
pub(super) fn office_used(timeline: &Timeline<'_>, day: Date) -> Result<String, String> {
    let runs = |used: &&Use| {
        used.started.get().is_none_or(|start| *start <= day) && used.ended.get().is_none_or(|end| day <= *end)
    };
    let id = |used: &Use| match used.office.get() {
        Some(TextOr::Text(id)) => timeline.directory().organisation().office(id).map(|_| id.clone()),
        _ => None,
    };
    let mut ids: Vec<String> = timeline.uses().iter().filter(runs).filter_map(id).collect();
    ids.dedup();
    match ids.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(format!("{day} に利用している事業所が child.yaml の「利用」にありません(--office で指定できます)")),
        several => Err(format!("事業所が一つに決まりません({})。--office で指定してください", several.join("、"))),
    }
}

/// The service, where the office has several and the child uses one of them.
pub(super) fn service_at(directory: &Directory<'_>, office: &str) -> Option<String> {
    let several = directory.organisation().office(office)?.services.len() > 1;
    let own = directory.child().uses.iter().filter(|used| used.is_at(office));
    let mut services: Vec<&String> = own.filter_map(|used| used.service.get()).collect();
    services.dedup();
    (several && services.len() == 1).then(|| services[0].clone())
}
