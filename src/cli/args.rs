//! The arguments.

use crate::case::{KINDS, Kind};
use crate::outline::{Paper, papers};
use crate::pipeline::Range;
use crate::value::Date;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "shien",
    version,
    about = "障害児支援の計画・記録を検査し、標準様式の PDF に印刷します",
    after_help = "終了コード: 0 問題なし(警告はあってもよい)、1 内容にエラーがある、2 呼び出し方か設定が違う",
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(super) struct Arguments {
    /// プロジェクトのフォルダー(省くと、今いる所から上へ cases/ を探します)
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// 色を付けるか
    #[arg(long = "color", global = true, value_enum, default_value_t = Colour::Auto)]
    pub(super) colour: Colour,
    /// 期限を過ぎたかを判断する日(省くと今日。環境変数 SHIEN_AS_OF でも決められます)
    #[arg(long, global = true, value_name = "DATE", value_parser = date, env = "SHIEN_AS_OF", hide_env = true)]
    pub(super) as_of: Option<Date>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// 端末なら付ける
    Auto,
    /// いつも付ける
    Always,
    /// 付けない
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 検査して PDF に印刷します(cases/ → output/)
    Build(BuildArguments),
    /// 検査だけします
    Check(CheckArguments),
    /// 前の計画との違いを、新旧対照で示します
    Diff(DiffArguments),
    /// 保存するたびに検査して印刷し、紙面をブラウザーに表示します
    Watch(WatchArguments),
    /// 使える様式を示します
    Forms(FormsArguments),
    /// 規則の一覧を示します
    Rules,
    /// 規則を説明します
    Explain {
        /// 規則の名前(例: required-missing)
        code: String,
    },
    /// 計画と見直しの歩みを、古い順に示します
    Log(LogArguments),
    /// 文書を項目ごとの日本語の行にします(git diff から呼ばれます)
    Textconv(TextconvArguments),
}

#[derive(Debug, Args)]
pub(super) struct LogArguments {
    /// 児童(cases/ の下のフォルダー名)
    #[arg(value_name = "CASE")]
    pub(super) case: String,
    /// 結果の形
    #[arg(long, value_enum, default_value_t = LogFormat::Terminal)]
    pub(super) format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// 人が読む形
    Terminal,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub(super) struct TextconvArguments {
    /// ファイルの種類
    #[arg(long, value_name = "KIND", value_parser = paper, required_unless_present_any = ["install", "uninstall"])]
    pub(super) kind: Option<Paper>,
    /// 読むファイル
    #[arg(value_name = "FILE", required_unless_present_any = ["install", "uninstall"])]
    pub(super) file: Option<PathBuf>,
    /// git diff、git log -p、git show が日本語の行を示すように、この複製の git を設定する
    #[arg(long, conflicts_with_all = ["kind", "file", "uninstall"])]
    pub(super) install: bool,
    /// 設定を元に戻す
    #[arg(long, conflicts_with_all = ["kind", "file"])]
    pub(super) uninstall: bool,
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) selection: Selection,
    /// 書きかけでも「未完成」と刷り込んで印刷する
    #[arg(long)]
    pub(super) draft: bool,
    /// 書き出すフォルダー(省くとプロジェクトの output/)
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// 元の文書や児童がなくなった印刷を、書き出したフォルダーから消す
    #[arg(long)]
    pub(super) prune: bool,
    /// 電源が切れたときの備えを省いて速く書く(すぐ捨てる印刷に)
    #[arg(long)]
    pub(super) no_sync: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) selection: Selection,
    /// 組版までして、欄からあふれる文も調べる
    #[arg(long)]
    pub(super) print: bool,
    /// 結果の形
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct WatchArguments {
    /// 児童(cases/ の下のフォルダー名。省くと全員)
    #[arg(value_name = "CASE")]
    pub(super) cases: Vec<String>,
    /// 表示に使うポート(省くと空いている番号)
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) port: u16,
    /// 表示をせず、PDF だけを作り直す
    #[arg(long)]
    pub(super) no_browser_page: bool,
}

/// Which documents, on which form, with how many threads.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// 児童(cases/ の下のフォルダー名。省くと全員)
    #[arg(value_name = "CASE")]
    pub(super) cases: Vec<String>,
    /// 文書の種類
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(super) kind: Option<&'static Kind>,
    /// 使う様式(省くと office.yaml や child.yaml の 様式)
    #[arg(long, value_name = "PACK")]
    pub(super) form: Option<String>,
    /// 並べて走らせる数(省くと機械のコア数)
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 人が読む形
    Human,
    /// 一件一行
    Short,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// 児童(cases/ の下のフォルダー名)
    #[arg(value_name = "CASE")]
    pub(super) case: String,
    /// 旧の文書(2024-03-28、plan/2024-03-28 など。省くと、新の一つ前の確定)
    #[arg(value_name = "OLD")]
    pub(super) old: Option<String>,
    /// 新の文書(省くと、いちばん新しい確定)
    #[arg(value_name = "NEW")]
    pub(super) new: Option<String>,
    /// 文書の種類(省くと個別支援計画。--rev では全種類)
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(super) kind: Option<&'static Kind>,
    /// git の版で比べる(main~3..main、HEAD~1 なら今のファイルと)。文書を省くと、変わった文書のすべて
    #[arg(long, value_name = "A..B", value_parser = range)]
    pub(super) rev: Option<Range>,
    /// 結果の形
    #[arg(long, value_enum, default_value_t = DiffFormat::Terminal)]
    pub(super) format: DiffFormat,
    /// 書き出すファイル(省くと画面、PDF は output/ の児童のフォルダー)
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// 変わらない欄も略さずに示す
    #[arg(long)]
    pub(super) all: bool,
    /// 使う様式(省くと新の文書の様式)
    #[arg(long, value_name = "PACK")]
    pub(super) form: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// 端末で読む形
    Terminal,
    /// 新旧対照表(PDF)
    Pdf,
    /// 新旧対照表(HTML)
    Html,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub(super) struct FormsArguments {
    #[command(subcommand)]
    pub(super) action: Option<FormsAction>,
}

#[derive(Debug, Subcommand)]
pub(super) enum FormsAction {
    /// 内蔵の様式を templates/ に書き出し、手を加えられるようにします
    Eject {
        /// 様式の名前
        pack: String,
    },
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error: String| error.lines().last().unwrap_or_default().to_owned())
}

fn kind(id: &str) -> Result<&'static Kind, String> {
    Kind::named(id).ok_or_else(|| {
        let known: Vec<String> = KINDS.iter().map(|kind| format!("{}({})", kind.id, kind.title)).collect();
        format!("種類は次のいずれかです: {}", known.join("、"))
    })
}

fn paper(id: &str) -> Result<Paper, String> {
    Paper::named(id).ok_or_else(|| {
        let known: Vec<String> = papers().iter().map(|paper| format!("{}({})", paper.id, paper.title)).collect();
        format!("種類は次のいずれかです: {}", known.join("、"))
    })
}

fn range(text: &str) -> Result<Range, String> {
    text.parse()
}
