//! Whose the folder is, and whether prints can be written.

use super::HealthRemark;
use crate::pipeline::place::output_folder;
use crate::source::is_strangers;
use std::io;
use std::path::Path;

const SUBJECT: &str = "フォルダー";
const PRINTS: &str = "書き出し";

pub(super) fn look(root: &Path) -> Vec<HealthRemark> {
    let place = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let shown = place.display().to_string();
    let own = if is_strangers(&root.join("cases")) {
        let remedy = "ほかのフォルダーのつもりなら、--project で指定してください";
        HealthRemark::doubtful(SUBJECT, format!("{shown} の cases/ は、このパソコンの別の利用者のものです"), remedy)
    } else {
        HealthRemark::good(SUBJECT, shown)
    };
    vec![own, prints(root)]
}

/// Whether a file can be made where prints go; the folder is not made for it.
fn prints(root: &Path) -> HealthRemark {
    let folder = match output_folder(root, None) {
        Ok(folder) => folder,
        Err(error) => return HealthRemark::bad(PRINTS, error.message, error.hint),
    };
    let there = if folder.is_dir() { folder.as_path() } else { root };
    match try_file(there) {
        Ok(()) => HealthRemark::good(PRINTS, format!("{} に書けます", folder.display())),
        Err(error) => HealthRemark::bad(
            PRINTS,
            format!("{} に書けません({error})", folder.display()),
            "フォルダーの権限と空きを確かめるか、build の --out で別のフォルダーを指定してください",
        ),
    }
}

/// Makes a file that is gone when it is closed.
fn try_file(folder: &Path) -> io::Result<()> {
    tempfile::Builder::new().prefix(".shien-").tempfile_in(folder).map(drop)
}
