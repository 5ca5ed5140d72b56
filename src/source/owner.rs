//! Whose a folder is.

use std::path::Path;

/// Whether a folder is known to belong to another user of this machine than the one who runs the program.
#[must_use]
pub fn is_strangers(folder: &Path) -> bool {
    // The same question that git asks before it trusts a repository.
    gix::sec::identity::is_path_owned_by_current_user(folder).is_ok_and(|own| !own)
}
