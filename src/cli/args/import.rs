//! The arguments of `shien import`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArguments {
    #[command(subcommand)]
    pub(in crate::cli) what: ImportWhat,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ImportWhat {
    /// サービス提供記録を、CSV から取り込みます。--write を付けるまでは、書かれるものを示すだけです
    Record(ImportRecordArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportRecordArguments {
    /// 取り込む CSV(UTF-8 か Shift_JIS。タブ区切りでもかまいません)
    #[arg(value_name = "ファイル")]
    pub(in crate::cli) file: PathBuf,
    /// どの列がどの項目かを書いたファイル(省くと、列の名前が項目の名前と同じものを取り込みます)
    #[arg(long, value_name = "ファイル")]
    pub(in crate::cli) columns: Option<PathBuf>,
    /// 児童の列がないとき、すべての行の児童
    #[arg(long, value_name = "児童")]
    pub(in crate::cli) child: Option<String>,
    /// 事業所の id(省くと、その日に利用しているただ一つの事業所)
    #[arg(long, value_name = "事業所")]
    pub(in crate::cli) office: Option<String>,
    /// ファイルに書く。もうある日は変えません
    #[arg(long)]
    pub(in crate::cli) write: bool,
}
