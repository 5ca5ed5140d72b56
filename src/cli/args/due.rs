//! The arguments of `shien due`.

use super::{Children, date};
use crate::due::AgendaKind;
use crate::record::nearest;
use crate::value::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;

#[derive(Debug, Args)]
pub(in crate::cli) struct DueArguments {
    #[command(flatten)]
    pub(in crate::cli) children: Children,
    /// この事業所のものだけを示す(id か名称。「,」で並べられます)
    #[arg(long, value_name = "事業所", value_delimiter = ',')]
    pub(in crate::cli) office: Vec<String>,
    /// この職員が担当するものだけを示す(id か氏名。「,」で並べられます)
    #[arg(long, value_name = "職員", value_delimiter = ',')]
    pub(in crate::cli) person: Vec<String>,
    /// この種別のものだけを示す(「,」で並べられます)
    #[arg(long, value_name = "種別", value_parser = kind, value_delimiter = ',')]
    pub(in crate::cli) kind: Vec<AgendaKind>,
    /// 何日先までを示すか(省くと 60。all ならすべて)
    #[arg(long, value_name = "日数", default_value = "60", hide_default_value = true)]
    pub(in crate::cli) within: Horizon,
    /// この日より後に加わったもの(一覧に入る日が来たもの、期限を過ぎたもの)だけを示す。毎日見る人は前に見た日を書く。日付で判断するので、前の日付の文書を後から書き加えた分は、これを付けずに見る
    #[arg(long, value_name = "日付", value_parser = date)]
    pub(in crate::cli) new_since: Option<Date>,
    /// 減算の読み(どの月が 70%、50% になるか)も示す。--reduction とも書けます。請求額ではありません
    #[arg(long = "減算", alias = "reduction")]
    pub(in crate::cli) reduction: bool,
    /// 予定表(ics)にも氏名を書く。予定表は人と共にすることが多いので、省くとフォルダー名だけを書く(ほかの形にはいつも氏名があります)
    #[arg(long)]
    pub(in crate::cli) names: bool,
    /// 書き出すファイル(省くと画面)
    #[arg(long, value_name = "ファイル")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// 結果の形
    #[arg(long, value_name = "形", value_enum, default_value_t = DueFormat::Table)]
    pub(in crate::cli) format: DueFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DueFormat {
    /// 人が読む表
    Table,
    /// JSON
    Json,
    /// 表計算の表(CSV。Excel で開けるよう BOM を付けます)
    Csv,
    /// 予定表(Google、Outlook、Apple のカレンダーに読み込めます。もう一度読み込んでも重なりません)
    Ics,
    /// 印刷できる HTML
    Html,
}

/// How many days ahead a list looks; all where none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Horizon(pub(in crate::cli) Option<u64>);

impl FromStr for Horizon {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if matches!(text, "all" | "すべて") {
            return Ok(Self(None));
        }
        let days = text.trim_end_matches(['d', '日']).parse();
        days.map(|days| Self(Some(days))).map_err(|_| "60、60d のような日数か、all を書いてください".to_owned())
    }
}

fn kind(text: &str) -> Result<AgendaKind, String> {
    AgendaKind::named(text.trim()).ok_or_else(|| {
        let known = AgendaKind::ALL.map(|(_, id, title)| format!("{id}({title})"));
        match nearest(text, AgendaKind::ALL.iter().flat_map(|(_, id, title)| [*id, *title])) {
            Some(near) => format!("`{near}` ではありませんか"),
            None => format!("種別は次のいずれかです: {}", known.join("、")),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Horizon, kind};
    use crate::due::AgendaKind;

    #[test]
    fn a_horizon_is_a_number_of_days_or_everything() {
        for (text, days) in [("60", Some(60)), ("60d", Some(60)), ("0日", Some(0)), ("all", None), ("すべて", None)]
        {
            assert_eq!(text.parse(), Ok(Horizon(days)), "{text}");
        }
        assert!("soon".parse::<Horizon>().is_err_and(|error| error.contains("60d")));
    }

    #[test]
    fn a_kind_is_asked_for_by_its_word_or_its_title() {
        assert_eq!(kind("consent"), Ok(AgendaKind::Consent));
        assert_eq!(kind(" 就学 "), Ok(AgendaKind::School));
        assert!(kind("consnt").is_err_and(|error| error.contains("`consent`")));
    }
}
