//! The arguments of `init`.

use crate::case::party::Service;
use crate::directory::ServiceWording;
use crate::starter::{Colleague, colleague, named_id};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct InitArguments {
    /// 作るフォルダー、または足りないものを足すフォルダー(省くと、今いるフォルダー)
    #[arg(value_name = "フォルダー", required_if_eq("example", "true"))]
    pub(in crate::cli) folder: Option<PathBuf>,
    /// 架空の児童の入った見本を、新しいフォルダーに作る
    #[arg(long, conflicts_with_all = ["office", "service", "manager", "staff", "form"])]
    pub(in crate::cli) example: bool,
    /// 事業所の短い名前(半角の英数字)と名称
    #[arg(long, value_name = "midori:名称", value_parser = named_id)]
    pub(in crate::cli) office: Option<(String, String)>,
    /// サービス(児発、放デイ、保育所等訪問支援、居宅訪問型児童発達支援、相談。「,」で並べられます)
    #[arg(long, value_name = "サービス", value_parser = service, value_delimiter = ',')]
    pub(in crate::cli) service: Vec<Service>,
    /// 児童発達支援管理責任者の短い名前(半角の英数字)と氏名。相談支援だけの事業所では、相談支援専門員
    #[arg(long, value_name = "yamada:氏名", value_parser = named_id)]
    pub(in crate::cli) manager: Option<(String, String)>,
    /// ほかの職員(何度でも書けます)
    #[arg(long, value_name = "kimura:氏名:職種", value_parser = colleague)]
    pub(in crate::cli) staff: Vec<Colleague>,
    /// 印刷に使う様式(省くと standard。一覧は shien forms)
    #[arg(long, value_name = "様式")]
    pub(in crate::cli) form: Option<String>,
    /// git の記録を始めず、git の設定もしない
    #[arg(long)]
    pub(in crate::cli) no_git: bool,
}

/// A service under its name or one of the usual short ones.
pub(in crate::cli) fn service(text: &str) -> Result<Service, String> {
    match ServiceWording::of(text).service() {
        Some(service) => Ok(service),
        None if text.contains("相談") => Ok(Service::Consultation),
        None => Err("児発、放デイ、保育所等訪問支援、居宅訪問型児童発達支援、相談 のどれかを書きます".to_owned()),
    }
}
