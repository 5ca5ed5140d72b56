//! What `schema` takes.

use crate::case::FileKind;
use crate::record::nearest_id;
use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaArguments {
    /// ファイルの種類(office、child、events、plan など。省くとすべて)
    #[arg(value_name = "種類", value_parser = file_kind)]
    pub(in crate::cli) kind: Option<FileKind>,
    /// .shien/schema/ に書き、VS Code の設定がなければ作る(エディターが、書いている途中で間違いを示します)
    #[arg(long)]
    pub(in crate::cli) write: bool,
}

fn file_kind(text: &str) -> Result<FileKind, String> {
    let word = |kind: &FileKind| kind.name().trim_end_matches(".yaml");
    FileKind::all().find(|kind| word(kind) == text.trim_end_matches(".yaml")).ok_or_else(|| {
        let known: Vec<&str> = FileKind::all().map(|kind| kind.name().trim_end_matches(".yaml")).collect();
        match nearest_id(text, known.iter().copied()) {
            Some(near) => format!("`{near}` ではありませんか"),
            None => format!("指定できるもの: {}", known.join("、")),
        }
    })
}
