//! A new file of a project: what is known of its child goes into it, and nothing that is there is touched.

use super::project::Project;
use super::settings::SetupError;
use super::write::create;
use crate::case::{self, FileKind, Format};
use crate::directory::Directory;
use crate::scaffold::{NewSheet, SheetRequest, SheetStyle, make_sheet, schema_path};
use crate::timeline::Timeline;
use std::io;
use std::path::{Path, PathBuf};

impl Project {
    /// Makes a new file of a child: its text, and where it belongs. Nothing is written.
    ///
    /// # Errors
    /// When a day is missing, or it is not plain whose paper it is to be.
    pub fn new_sheet(
        &self,
        root: &Path,
        child: &str,
        request: &SheetRequest<'_>,
        explained: bool,
    ) -> Result<NewSheet, SetupError> {
        let case = case::load_case(self.files.as_ref(), child);
        let directory = Directory::new(&self.organisation.value, &case);
        let timeline = Timeline::new(&case, &directory);
        let style = SheetStyle { explained, schema: schema_of(root, request.kind), added: Vec::new() };
        Ok(make_sheet(&timeline, &self.packs, child, request, style)?)
    }
}

/// The schema of a kind of file as it is reached from one of its files; none where it was not written, and of Markdown,
/// which no editor holds against one.
fn schema_of(root: &Path, kind: FileKind) -> Option<String> {
    let schema = schema_path(kind);
    let depth = Path::new(&kind.path("child", "day")).components().count();
    (kind.format() == Format::Yaml && root.join(&schema).is_file()).then(|| format!("{}{schema}", "../".repeat(depth)))
}

/// Writes a new file below `cases/`.
///
/// # Errors
/// When one is there already, or the system says no.
pub fn write_sheet(root: &Path, sheet: &NewSheet) -> Result<PathBuf, SetupError> {
    let target = root.join("cases").join(&sheet.path);
    let shown = format!("cases/{}", sheet.path);
    create(&target, sheet.text.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => SetupError::new(
            format!("{shown} はもうあります。上書きはしません"),
            "日付が正しいか確かめてください。同じ日の二つ目なら、名前を変えてから作り直してください",
        ),
        _ => SetupError::new(format!("{shown} を書けません({error})"), "フォルダーの権限を確かめてください"),
    })?;
    Ok(PathBuf::from(shown))
}
