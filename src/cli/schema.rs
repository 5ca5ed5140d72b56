//! `shien schema`.

use super::Verdict;
use super::args::SchemaArguments;
use super::terminal::Terminal;
use crate::pipeline::{EditorBinding, Project, SetupError};
use crate::scaffold::{SchemaKind, editor_settings};
use std::path::Path;

pub(super) fn run(
    project: &Project,
    root: &Path,
    arguments: &SchemaArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    if !arguments.write {
        terminal.json(&match arguments.kind {
            Some(kind) => project.schema(kind),
            None => SchemaKind::all().map(|kind| (kind.name().to_owned(), project.schema(kind))).collect(),
        });
        return Ok(Verdict::Fine);
    }
    for path in project.write_schemas(root)? {
        terminal.line(&format!("{path} を書きました"));
    }
    match project.bind_editor(root)? {
        EditorBinding::Written(path) => terminal.line(&format!("{path} を作りました")),
        EditorBinding::Bound => {}
        EditorBinding::Left(path) => {
            terminal.line(&format!("{path} はもうあるので、書き換えません。次の設定を足してください:"));
            terminal.json(&editor_settings());
        }
    }
    Ok(Verdict::Fine)
}
