//! The schemas of a project's files, and how its editor is told of them.

use super::project::Project;
use super::settings::SetupError;
use super::write::{create, replace};
use crate::scaffold::{SCHEMA_FOLDER, SchemaKind, editor_settings, schema_of};
use serde_json::Value;
use std::fs;
use std::io;
use std::path::Path;

/// The settings of VS Code.
pub const EDITOR_SETTINGS: &str = ".vscode/settings.json";

/// How the editor's settings were met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditorBinding {
    /// There were none, and they are written.
    Written(&'static str),
    /// They bind the schemas already.
    Bound,
    /// There are others, which are left as they are.
    Left(&'static str),
}

impl Project {
    /// The schema of a kind of file, with the boxes of every pack.
    #[must_use]
    pub fn schema(&self, kind: SchemaKind) -> Value {
        schema_of(kind, &self.packs)
    }

    /// The schemas that lie in the project and are not those of this program and these packs, by their paths.
    #[must_use]
    pub fn stale_schemas(&self, root: &Path) -> Vec<String> {
        let paths = SchemaKind::all().filter_map(|kind| {
            let path = kind.path();
            let there = fs::read(root.join(&path)).ok()?;
            (there != self.schema_text(kind)).then_some(path)
        });
        paths.collect()
    }

    /// Writes the schemas that are not there or are not those of this program and these packs: what was written.
    ///
    /// # Errors
    /// When the system says no.
    pub fn write_schemas(&self, root: &Path) -> Result<Vec<String>, SetupError> {
        let mut written = Vec::new();
        for kind in SchemaKind::all() {
            let path = kind.path();
            let (target, text) = (root.join(&path), self.schema_text(kind));
            if fs::read(&target).is_ok_and(|there| there == text) {
                continue;
            }
            replace(&target, &text).map_err(|error| unwritten(&path, &error))?;
            written.push(path);
        }
        Ok(written)
    }

    /// Tells VS Code of the schemas, where it has no settings here.
    ///
    /// # Errors
    /// When the system says no.
    pub fn bind_editor(&self, root: &Path) -> Result<EditorBinding, SetupError> {
        let text = format!("{:#}\n", editor_settings());
        match create(&root.join(EDITOR_SETTINGS), text.as_bytes()) {
            Ok(()) => Ok(EditorBinding::Written(EDITOR_SETTINGS)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let own = fs::read_to_string(root.join(EDITOR_SETTINGS)).unwrap_or_default();
                let is_bound = own.contains(SCHEMA_FOLDER);
                Ok(if is_bound { EditorBinding::Bound } else { EditorBinding::Left(EDITOR_SETTINGS) })
            }
            Err(error) => Err(unwritten(EDITOR_SETTINGS, &error)),
        }
    }

    fn schema_text(&self, kind: SchemaKind) -> Vec<u8> {
        format!("{:#}\n", self.schema(kind)).into_bytes()
    }
}

fn unwritten(path: &str, error: &io::Error) -> SetupError {
    SetupError::new(format!("{path} を書けません({error})"), "フォルダーの権限を確かめてください")
}
