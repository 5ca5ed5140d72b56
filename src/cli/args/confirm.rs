//! The arguments of `shien confirm`.

use super::{ChildArgs, date};
use crate::value::Date;
use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct ConfirmArguments {
    #[command(flatten)]
    pub(in crate::cli) child: ChildArgs,
    /// 原案(相談支援なら案)の文書(plan/2024-03-18 など。省くと、まだ確定していないただ一つのもの)
    #[arg(value_name = "文書")]
    pub(in crate::cli) paper: Option<String>,
    /// 確定する計画の作成日。今日の日付で埋めることはしません
    #[arg(long, alias = "日付", value_name = "日付", value_parser = date)]
    pub(in crate::cli) date: Option<Date>,
    /// 確定する計画の作成者(職員の id か氏名。省くと原案の作成者)
    #[arg(long, value_name = "職員")]
    pub(in crate::cli) by: Option<String>,
}
