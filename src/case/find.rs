//! Which children there are.

use super::entry::{barred, copied, file_copy, folder_copy, is_passed};
use super::file_names::OFFICE_FILE;
use super::names;
use crate::diagnostic::Diagnostic;
use crate::source::Files;
use std::io;
use std::path::Path;

/// The ids of the children below `cases/`, sorted. A link that is not followed, and a copy, become findings.
///
/// # Errors
/// When `cases/` itself cannot be listed.
pub fn find(files: &dyn Files, findings: &mut Vec<Diagnostic>) -> io::Result<Vec<String>> {
    let folder = Path::new("cases");
    let entries = files.list(folder)?;
    let mut children = Vec::new();
    for entry in &entries {
        let path = folder.join(&entry.name);
        let copy = if entry.is_folder { folder_copy(&entry.name, &entries) } else { file_copy(&entry.name, &entries) };
        if entry.name == OFFICE_FILE {
            continue;
        }
        match (copy, &entry.blocked) {
            (Some(copy), _) if entry.is_folder || copy.original == OFFICE_FILE => {
                findings.push(copied(&path, &copy, &entries));
            }
            _ if is_passed(entry) => {}
            (_, Some(barrier)) => findings.push(barred(&path, barrier)),
            (_, None) if entry.is_folder => children.push(entry.name.clone()),
            // A README and the like may stand beside the children.
            (_, None) => {}
        }
    }
    findings.append(&mut names::check(&children));
    Ok(children)
}
