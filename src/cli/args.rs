//! The arguments.

mod confirm;
mod due;
mod event;
mod import;
mod init;
mod log;
mod new;
mod schema;
mod sheet;

pub(super) use confirm::ConfirmArguments;
pub(super) use due::{DueArguments, DueFormat};
pub(super) use event::EventArguments;
pub(super) use import::{ImportArguments, ImportRecordArguments, ImportWhat};
pub(super) use init::{InitArguments, service};
pub(super) use log::{LogArguments, LogFormat, LogReader};
pub(super) use new::NewArguments;
pub(super) use schema::SchemaArguments;
pub(super) use sheet::SheetArguments;

use super::pick::Picked;
use crate::case::{KINDS, Kind};
use crate::outline::{OutlineKind, papers};
use crate::pipeline::{Range, Shard};
use crate::value::Date;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "shien",
    version,
    about = "障害児支援の計画・記録を検査し、標準様式の PDF に印刷します",
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(super) struct Arguments {
    /// プロジェクトのフォルダー(省くと、今いる所から上へ cases/ を探します)
    #[arg(long, global = true, value_name = "フォルダー")]
    pub(super) project: Option<PathBuf>,
    /// 色を付けるか
    #[arg(long = "color", global = true, value_name = "いつ", value_enum, default_value_t = ColourChoice::Auto)]
    pub(super) colour: ColourChoice,
    /// 期限を過ぎたかを判断する日(省くと今日。環境変数 SHIEN_AS_OF でも決められます)
    #[arg(long, global = true, value_name = "日付", value_parser = date, env = "SHIEN_AS_OF")]
    pub(super) as_of: Option<Date>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    /// 端末なら付ける
    Auto,
    /// いつも付ける
    Always,
    /// 付けない
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 事業所のフォルダーを作ります。もうあるファイルは変えず、足りないものを足します
    Init(InitArguments),
    /// 新しい文書のファイルを、分かっていることを書き入れて作ります
    New(NewArguments),
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
    Rules(RulesArguments),
    /// 規則を説明します
    Explain {
        /// 規則の名前(例: required-missing)
        #[arg(value_name = "規則")]
        code: String,
    },
    /// 期限を過ぎたものと、これから来る期限を示します
    Due(DueArguments),
    /// 計画と見直しの歩みを、古い順に示します(実地指導で求められる一覧の PDF も)
    Log(LogArguments),
    /// ファイルに書けることを JSON Schema で示します(エディターの補完と検査に)
    Schema(SchemaArguments),
    /// 会議を終えた原案から、確定した計画のファイルを作ります
    Confirm(ConfirmArguments),
    /// 説明・同意・交付などを events.yaml に書き加えます
    Event(EventArguments),
    /// フェイスシート、受給者証の内容、計画のわかりやすい版を印刷します
    Sheet(SheetArguments),
    /// ほかのシステムから書き出した表を取り込みます
    Import(ImportArguments),
    /// 文書を項目ごとの日本語の行にします(git diff から呼ばれます)
    Textconv(TextconvArguments),
    /// 要るものがそろっているか、印刷を止めるものがないかを調べます
    Doctor,
    /// 手引きのページを、man の形で示します
    Man {
        /// コマンド(省くと、全体の手引き)
        #[arg(value_name = "コマンド")]
        command: Vec<String>,
    },
    /// 途中まで打った言葉の続きを補うための、シェルの設定を示します
    Completions {
        /// シェルの名前
        #[arg(value_name = "シェル", value_enum)]
        shell: Shell,
    },
    /// 使い方を示します
    Help {
        /// コマンド(省くと、全体の使い方)
        #[arg(value_name = "コマンド")]
        command: Vec<String>,
    },
}

impl Command {
    /// What a paper may cost, where the command sets pages.
    pub(super) fn limits(&self) -> Option<LimitArguments> {
        match self {
            Self::Build(arguments) => Some(arguments.limits),
            Self::Check(arguments) => arguments.print.then_some(arguments.limits),
            Self::Diff(arguments) => (arguments.format == DiffFormat::Pdf).then_some(arguments.limits),
            Self::Log(arguments) => (arguments.format == LogFormat::Pdf).then_some(arguments.limits),
            Self::Sheet(arguments) => Some(arguments.limits),
            Self::Watch(arguments) => Some(arguments.limits),
            _ => None,
        }
    }
}

/// What one paper may cost.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct LimitArguments {
    /// 文書 1 つの組版に使ってよい計算の時間。超えた文書だけをやめます(省くと 60 秒)
    #[arg(long, value_name = "秒", value_parser = seconds, default_value = "60", hide_default_value = true)]
    pub(super) time_limit: u64,
    /// 文書 1 つの組版に使ってよいメモリー。超えた文書だけをやめます(省くと 2000 MB)
    #[arg(long, value_name = "MB", value_parser = megabytes, default_value = "2000", hide_default_value = true)]
    pub(super) memory_limit: u64,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// 結果の形
    #[arg(long, value_name = "形", value_enum, default_value_t = RulesFormat::Table)]
    pub(super) format: RulesFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    /// 人が読む表
    Table,
    /// JSON(説明と根拠も)
    Json,
}

#[derive(Debug, Args)]
pub(super) struct TextconvArguments {
    /// ファイルの種類
    #[arg(long, value_name = "種類", value_parser = paper, required_unless_present_any = ["install", "uninstall"])]
    pub(super) kind: Option<OutlineKind>,
    /// 読むファイル
    #[arg(value_name = "ファイル", required_unless_present_any = ["install", "uninstall"])]
    pub(super) file: Option<PathBuf>,
    /// git diff、git log -p、git show が日本語の行を示し、events.yaml の行を両方残して結合するように、この複製の git を設定する
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
    #[arg(long, value_name = "フォルダー")]
    pub(super) out: Option<PathBuf>,
    /// 元の文書や児童がなくなった印刷を、書き出したフォルダーから消す
    #[arg(long)]
    pub(super) prune: bool,
    /// 児童を分けて、その一部だけを印刷する(3 つに分けた 1 つ目なら 1/3)
    #[arg(long, value_name = "番号/数", conflicts_with_all = ["kind", "form", "no_cache"])]
    pub(super) shard: Option<Shard>,
    /// 電源が切れたときの備えを省いて速く書く(すぐ捨てる印刷に)
    #[arg(long)]
    pub(super) no_sync: bool,
    /// 前に分かったことの控え(.shien)を使わず、書きもしない
    #[arg(long)]
    pub(super) no_cache: bool,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) selection: Selection,
    /// 組版までして、欄からあふれる文も調べる
    #[arg(long)]
    pub(super) print: bool,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
    /// 前に分かったことの控え(.shien)を使わず、書きもしない
    #[arg(long)]
    pub(super) no_cache: bool,
    /// 今のファイルではなく、git add した内容(次に git commit される内容)を検査する
    #[arg(long)]
    pub(super) staged: bool,
    /// git のこの版から後にファイルの変わった児童だけを検査する(ほかの児童との食い違いも見ます)
    #[arg(long, value_name = "版")]
    pub(super) changed_since: Option<String>,
    /// 児童を分けて、その一部だけを検査する(3 つに分けた 1 つ目なら 1/3)。結果を .shien/ に書き、--join で合わせます
    #[arg(long, value_name = "番号/数", conflicts_with_all = ["kind", "form", "no_cache", "staged", "print", "changed_since", "join"])]
    pub(super) shard: Option<Shard>,
    /// --shard で分けた検査の結果(.shien/ のフォルダー)を合わせ、児童どうしの食い違いも調べる
    #[arg(long, value_name = "フォルダー", num_args = 1.., conflicts_with_all = ["kind", "form", "no_cache", "staged", "print"])]
    pub(super) join: Vec<PathBuf>,
    /// この規則だけを示す(名前か種別。「,」で並べられます。一覧は shien rules)
    #[arg(long, value_name = "規則", value_parser = picked, value_delimiter = ',')]
    pub(super) select: Vec<Picked>,
    /// この規則を示さない(名前か種別。「,」で並べられます)
    #[arg(long, value_name = "規則", value_parser = picked, value_delimiter = ',')]
    pub(super) ignore: Vec<Picked>,
    /// 警告があっても終了コードを 1 にする
    #[arg(long, value_name = "重さ", value_enum)]
    pub(super) deny: Option<Deny>,
    /// 見つかったことだけを示す(まとめの行も進み具合も出さない)
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// 結果の形
    #[arg(long, value_name = "形", value_enum, default_value_t = OutputFormat::Human)]
    pub(super) format: OutputFormat,
}

/// What besides errors sets the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// 警告
    Warnings,
}

#[derive(Debug, Args)]
pub(super) struct WatchArguments {
    #[command(flatten)]
    pub(super) children: Children,
    /// 表示に使うポート(省くと空いている番号)
    #[arg(long, value_name = "番号", value_parser = port, default_value = "0", hide_default_value = true)]
    pub(super) port: u16,
    /// 表示をせず、PDF だけを作り直す
    #[arg(long)]
    pub(super) no_browser_page: bool,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// The children of a command that takes many.
#[derive(Debug, Args)]
pub(super) struct Children {
    /// 児童(cases/ の下のフォルダー名、フォルダーやファイルへの道筋、氏名。省くと全員)
    #[arg(value_name = "児童")]
    pub(super) cases: Vec<String>,
}

/// The child of a command that takes one.
#[derive(Debug, Args)]
pub(super) struct ChildArgs {
    /// 児童(cases/ の下のフォルダー名、フォルダーやファイルへの道筋、氏名)
    #[arg(value_name = "児童")]
    pub(super) case: String,
}

/// Which documents, on which form, with how many threads.
#[derive(Debug, Args)]
pub(super) struct Selection {
    #[command(flatten)]
    pub(super) children: Children,
    /// 文書の種類
    #[arg(long, value_name = "種類", value_parser = kind)]
    pub(super) kind: Option<&'static Kind>,
    /// 使う様式(省くと office.yaml や child.yaml の 様式)
    #[arg(long, value_name = "様式")]
    pub(super) form: Option<String>,
    /// 並べて走らせる数(省くと機械のコア数)
    #[arg(long, value_name = "数", value_parser = jobs, default_value = "0", hide_default_value = true)]
    pub(super) jobs: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// 人が読む形
    Human,
    /// 一件一行
    Short,
    /// JSON
    Json,
    /// SARIF 2.1.0(GitHub や VS Code などの、検査の結果を示す画面に)
    Sarif,
    /// GitHub Actions の注釈
    Github,
    /// JUnit の XML(Jenkins や GitLab などに)
    Junit,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    #[command(flatten)]
    pub(super) child: ChildArgs,
    /// 旧の文書(2024-03-28、plan/2024-03-28 など。省くと、新の一つ前の確定)
    #[arg(value_name = "旧")]
    pub(super) old: Option<String>,
    /// 新の文書(省くと、いちばん新しい確定)
    #[arg(value_name = "新")]
    pub(super) new: Option<String>,
    /// 文書の種類(省くと個別支援計画。--rev では全種類)
    #[arg(long, value_name = "種類", value_parser = kind)]
    pub(super) kind: Option<&'static Kind>,
    /// git の版で比べる(main~3..main、HEAD~1 なら今のファイルと)。文書を省くと、変わった文書のすべて
    #[arg(long, value_name = "A..B", value_parser = range)]
    pub(super) rev: Option<Range>,
    /// 結果の形
    #[arg(long, value_name = "形", value_enum, default_value_t = DiffFormat::Terminal)]
    pub(super) format: DiffFormat,
    /// 書き出すファイル(省くと画面、PDF は output/ の児童のフォルダー)
    #[arg(long, value_name = "ファイル")]
    pub(super) out: Option<PathBuf>,
    /// 変わらない欄も略さずに示す
    #[arg(long)]
    pub(super) all: bool,
    /// 使う様式(省くと新の文書の様式)
    #[arg(long, value_name = "様式")]
    pub(super) form: Option<String>,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
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
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct FormsArguments {
    #[command(subcommand)]
    pub(super) action: Option<FormsAction>,
}

#[derive(Debug, Subcommand)]
pub(super) enum FormsAction {
    /// 内蔵の様式を templates/ に書き出し、手を加えられるようにします
    Eject {
        /// 様式の名前
        #[arg(value_name = "様式")]
        pack: String,
    },
    /// 様式の成り立ち(設定、雛形、block、見出し)を、書き出さずに示します
    Show {
        /// 様式の名前と文書。tokyo/個別支援計画、tokyo/plan のように書きます。文書を省くと、その様式の文書の一覧
        #[arg(value_name = "様式/文書")]
        form: String,
    },
}

/// The kinds of documents, each with its title.
pub(super) fn kinds() -> Vec<(&'static str, &'static str)> {
    KINDS.iter().map(|kind| (kind.id, kind.title)).collect()
}

/// The kinds of files that `textconv` reads.
pub(super) fn paper_kinds() -> Vec<(&'static str, &'static str)> {
    papers().iter().map(|paper| (paper.id, paper.title)).collect()
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error: String| error.lines().last().unwrap_or_default().to_owned())
}

fn kind(id: &str) -> Result<&'static Kind, String> {
    Kind::named(id).ok_or_else(|| one_of(&kinds()))
}

fn paper(id: &str) -> Result<OutlineKind, String> {
    OutlineKind::named(id).ok_or_else(|| one_of(&paper_kinds()))
}

fn one_of(known: &[(&str, &str)]) -> String {
    let known: Vec<String> = known.iter().map(|(id, title)| format!("{id}({title})")).collect();
    format!("種類は次のいずれかです: {}", known.join("、"))
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "1 から 65535 までの番号を書いてください(0 なら空いている番号を使います)".to_owned())
}

fn jobs(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "1、2 のような数を書いてください".to_owned())
}

fn seconds(text: &str) -> Result<u64, String> {
    within(text, 1, 86_400).ok_or_else(|| "1 から 86400 までの秒数を書いてください".to_owned())
}

fn megabytes(text: &str) -> Result<u64, String> {
    within(text, 100, 1_000_000).ok_or_else(|| "100 から 1000000 までの MB 数を書いてください".to_owned())
}

fn within(text: &str, least: u64, most: u64) -> Option<u64> {
    text.parse().ok().filter(|number| (least..=most).contains(number))
}

fn picked(text: &str) -> Result<Picked, String> {
    text.parse()
}

fn range(text: &str) -> Result<Range, String> {
    text.parse()
}
