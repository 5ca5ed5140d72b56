//! The arguments of `shien log`.

use super::{Children, LimitArguments, date};
use crate::value::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct LogArguments {
    #[command(flatten)]
    pub(in crate::cli) children: Children,
    /// 誰が読むか。--用途 とも書けます
    #[arg(long = "for", alias = "用途", value_name = "用途", value_enum, default_value_t = LogReader::Submission)]
    pub(in crate::cli) reader: LogReader,
    /// この日から後の計画と見直しだけを示す(期間がこの日にかかる計画は、手順のすべてを示します)
    #[arg(long, value_name = "日付", value_parser = date)]
    pub(in crate::cli) from: Option<Date>,
    /// この日までの計画と見直しだけを示す
    #[arg(long, value_name = "日付", value_parser = date)]
    pub(in crate::cli) to: Option<Date>,
    /// 結果の形
    #[arg(long, value_name = "形", value_enum, default_value_t = LogFormat::Terminal)]
    pub(in crate::cli) format: LogFormat,
    /// 書き出すファイル(省くと画面、PDF は output/ の児童のフォルダー、全員なら output/)
    #[arg(long, value_name = "ファイル")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// 使う様式(省くと office.yaml の 様式)
    #[arg(long, value_name = "様式")]
    pub(in crate::cli) form: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitArguments,
}

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LogReader {
    /// 行政などへ。書かれている事実だけで、検査の結果は載せません
    #[value(name = "提出", alias = "submission")]
    Submission,
    /// 事業所の中で。検査の結果を、その手順のあるべき所に載せます
    #[value(name = "内部", alias = "internal")]
    Internal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LogFormat {
    /// 人が読む形
    Terminal,
    /// 経過の一覧(PDF)
    Pdf,
    /// JSON
    Json,
}
