//! The arguments of `shien sheet`.

use super::{Children, LimitArguments};
use crate::pipeline::ChildSheet;
use crate::template::context::EasyReader;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct SheetArguments {
    /// 印刷するもの
    #[arg(value_name = "もの", value_enum)]
    pub(in crate::cli) sheet: SheetWord,
    #[command(flatten)]
    pub(in crate::cli) children: Children,
    /// わかりやすい版の元の計画(2024-03-28、plan/2024-03-28 など。省くと、いちばん新しい計画)
    #[arg(long, value_name = "計画")]
    pub(in crate::cli) plan: Option<String>,
    /// 書き出すフォルダー(省くとプロジェクトの output/)
    #[arg(long, value_name = "フォルダー")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// 使う様式(省くと office.yaml の 様式)
    #[arg(long, value_name = "様式")]
    pub(in crate::cli) form: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitArguments,
}

/// A sheet by its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SheetWord {
    /// フェイスシート
    Face,
    /// 受給者証の内容
    Certificate,
    /// わかりやすい計画(本人用)
    EasyChild,
    /// わかりやすい計画(保護者用)
    EasyGuardian,
}

impl SheetWord {
    /// The sheet.
    pub(in crate::cli) fn sheet(self) -> ChildSheet {
        match self {
            Self::Face => ChildSheet::Face,
            Self::Certificate => ChildSheet::Certificate,
            Self::EasyChild => ChildSheet::Easy(EasyReader::Child),
            Self::EasyGuardian => ChildSheet::Easy(EasyReader::Guardian),
        }
    }
}
