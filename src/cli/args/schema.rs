//! What `schema` takes.

use crate::record::nearest_id;
use crate::scaffold::SchemaKind;
use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaArguments {
    /// ファイルの種類(office、child、events、plan、pack など。省くとすべて)
    #[arg(value_name = "種類", value_parser = schema_kind)]
    pub(in crate::cli) kind: Option<SchemaKind>,
    /// .shien/schema/ に書き、VS Code の設定がなければ作る(エディターが、書いている途中で間違いを示します)
    #[arg(long)]
    pub(in crate::cli) write: bool,
}

fn schema_kind(text: &str) -> Result<SchemaKind, String> {
    SchemaKind::all().find(|kind| kind.word() == text.trim_end_matches(".yaml")).ok_or_else(|| {
        let known: Vec<&str> = SchemaKind::all().map(SchemaKind::word).collect();
        match nearest_id(text, known.iter().copied()) {
            Some(near) => format!("`{near}` ではありませんか"),
            None => format!("指定できるもの: {}", known.join("、")),
        }
    })
}
