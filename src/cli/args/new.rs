//! What `new` takes.

use super::date;
use crate::case::FileKind;
use crate::record::nearest_id;
use crate::value::{Date, Moment};
use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct NewArguments {
    /// 作るファイルの種類(child、assessment、plan、meeting、monitoring、interview、record、specialist、consult-basic、consult-plan、consult-meeting、consult-monitoring)
    #[arg(value_name = "種類", value_parser = file_kind)]
    pub(in crate::cli) kind: FileKind,
    /// 児童(cases/ の下のフォルダー名か氏名。child では、これから作るフォルダーの名前)
    #[arg(value_name = "児童")]
    pub(in crate::cli) case: String,
    /// 作成日・実施日・開催日時。2024-03-28 や "2024-03-25 10:00-11:00"
    #[arg(long, value_name = "日付", value_parser = moment)]
    pub(in crate::cli) date: Option<Moment>,
    /// 作った職員(id か氏名。省くと、その日に一人だけいる児童発達支援管理責任者か相談支援専門員)
    #[arg(long, value_name = "職員")]
    pub(in crate::cli) by: Option<String>,
    /// 事業所の id(一つに決まるときは省けます)
    #[arg(long, value_name = "事業所")]
    pub(in crate::cli) office: Option<String>,
    /// 個別支援計画を途中で変更するときの、新しい計画の初めの日。--change とも書けます
    #[arg(long = "変更", alias = "change", value_name = "日付", value_parser = date)]
    pub(in crate::cli) change: Option<Date>,
    /// 説明のコメントと、書かなくてもよい空の欄を省く
    #[arg(long)]
    pub(in crate::cli) minimal: bool,
}

/// The files that `new` makes.
fn made() -> impl Iterator<Item = FileKind> {
    FileKind::all().filter(|kind| !matches!(kind, FileKind::Organisation | FileKind::Events))
}

/// Under which word a kind is asked for.
fn word(kind: FileKind) -> &'static str {
    kind.name().trim_end_matches(".yaml")
}

fn file_kind(text: &str) -> Result<FileKind, String> {
    made().find(|kind| word(*kind) == text).ok_or_else(|| {
        let known: Vec<&str> = made().map(word).collect();
        match nearest_id(text, known.iter().copied()) {
            Some(near) => format!("`{near}` ではありませんか"),
            None => format!("指定できるもの: {}", known.join("、")),
        }
    })
}

fn moment(text: &str) -> Result<Moment, String> {
    text.parse()
}
