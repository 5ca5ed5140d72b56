//! A new file of a project: what is known of its child goes into it, and nothing that is there is touched.

use super::project::Project;
use super::settings::SetupError;
use super::write::{create, replace};
use crate::case::{self, FileKind, Format};
use crate::directory::Directory;
use crate::scaffold::{NewSheet, SchemaKind, SheetRequest, SheetStyle, make_sheet};
use crate::timeline::Timeline;
use std::fs;
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
        let schema = schema_of(root, request.kind);
        let style = SheetStyle { explained, complete: explained, schema, ..SheetStyle::default() };
        Ok(make_sheet(&timeline, &self.packs, child, request, style)?)
    }
}

/// The schema of a kind of file as it is reached from one of its files; none where it was not written, and of Markdown,
/// which no editor holds against one.
fn schema_of(root: &Path, kind: FileKind) -> Option<String> {
    let schema = SchemaKind::File(kind).path();
    let depth = Path::new(&kind.path("child", "day")).components().count();
    (kind.format() == Format::Yaml && root.join(&schema).is_file()).then(|| format!("{}{schema}", "../".repeat(depth)))
}

/// Writes a new file below `cases/`, or behind what is there where it goes on.
///
/// # Errors
/// When one is there that it does not go on, or the system says no.
pub fn write_sheet(root: &Path, sheet: &NewSheet) -> Result<PathBuf, SetupError> {
    let target = root.join("cases").join(&sheet.path);
    let shown = format!("cases/{}", sheet.path);
    if sheet.goes_on {
        return append(&target, &shown, &sheet.text).map(|()| PathBuf::from(shown));
    }
    create(&target, sheet.text.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => SetupError::new(
            format!("{shown} はもうあります。上書きはしません"),
            "日付が正しいか確かめてください。同じ日の二つ目なら、名前を変えてから作り直してください",
        ),
        _ => SetupError::new(format!("{shown} を書けません({error})"), "フォルダーの権限を確かめてください"),
    })?;
    Ok(PathBuf::from(shown))
}

/// Writes lines behind those of a file, whose own bytes stay as they are.
fn append(target: &Path, shown: &str, lines: &str) -> Result<(), SetupError> {
    let unwritten = |error: io::Error| {
        SetupError::new(format!("{shown} に書き足せません({error})"), "ファイルとフォルダーの権限を確かめてください")
    };
    let own = fs::read_to_string(target).map_err(unwritten)?;
    let mut written = own.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    if written.next().is_some_and(|first| !first.starts_with("- ")) {
        return Err(SetupError::new(
            format!("{shown} は「- 」で始まる行の並びではないので、書き足しません"),
            format!("次の行を自分で足してください:\n{lines}"),
        ));
    }
    let end = if own.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if own.is_empty() || own.ends_with('\n') { "" } else { end };
    replace(target, format!("{own}{gap}{}", lines.replace('\n', end)).as_bytes()).map_err(unwritten)
}
