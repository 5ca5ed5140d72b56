//! The arguments of `shien event`.

use super::date;
use crate::carry::trail::SignedSheet;
use crate::case::event::EventKind;
use crate::record::nearest;
use crate::value::Date;
use clap::Args;
use std::str::FromStr;

#[derive(Debug, Args)]
pub(in crate::cli) struct EventArguments {
    /// 何をしたか。説明、同意、不同意、取消、交付、受領、共有、情報共有、提出、居宅訪問のどれか(「,」で並べられます)
    #[arg(value_name = "種類")]
    pub(in crate::cli) kinds: EventKinds,
    /// 児童(何人でも)と、その文書(plan/2024-03-28、2024-03-28 など)。文書のファイルへの道筋だけでもかまいません。別表だけなら plan/2024-03-28#別表/通常
    #[arg(value_name = "児童と文書", required = true)]
    pub(in crate::cli) words: Vec<String>,
    /// したことの日。今日の日付で埋めることはしません
    #[arg(long, alias = "日付", value_name = "日付", value_parser = date)]
    pub(in crate::cli) date: Option<Date>,
    /// 説明した職員、訪問した職員(id か氏名。省くと文書の作成者)
    #[arg(long, value_name = "職員", value_delimiter = ',')]
    pub(in crate::cli) by: Vec<String>,
    /// 計画の別表のすべてにも署名された(別表ごとに 1 行を加える)。--schedules とも書けます
    #[arg(long = "別表", alias = "schedules")]
    pub(in crate::cli) schedules: bool,
    /// 署名された紙の下に印刷されている 版。別表のものは 通常=7f3a9c21。--signed とも書けます(省くと今の文書の 版)
    #[arg(long = "版", alias = "signed", value_name = "版", value_delimiter = ',')]
    pub(in crate::cli) signed: Vec<SignedSheet>,
    /// 相手(省くと 保護者)。種類が二つ以上なら 交付=学校 のように。--to とも書けます
    #[arg(long = "相手", alias = "to", value_name = "相手")]
    pub(in crate::cli) recipients: Vec<ForKind>,
    /// 本人にも説明した。--child とも書けます
    #[arg(long = "本人", alias = "child")]
    pub(in crate::cli) child_told: bool,
    /// 署名した人(省くと child.yaml の同意者)。--signer とも書けます
    #[arg(long = "署名者", alias = "signer", value_name = "氏名")]
    pub(in crate::cli) signer: Option<String>,
    /// 代わりに署名した人。--proxy とも書けます
    #[arg(long = "代筆", alias = "proxy", value_name = "氏名,続柄,理由", value_delimiter = ',', num_args = 1)]
    pub(in crate::cli) proxy: Vec<String>,
    /// 方法(省くと、説明は 対面、同意・交付・提出は 書面)。種類が二つ以上なら 交付=電子 のように。--method とも書けます
    #[arg(long = "方法", alias = "method", value_name = "方法")]
    pub(in crate::cli) methods: Vec<ForKind>,
    /// 共有した職員、訪問した職員(「,」で並べられます)。--staff とも書けます
    #[arg(long = "職員", alias = "staff", value_name = "職員", value_delimiter = ',')]
    pub(in crate::cli) staff: Vec<String>,
    /// 訪問した場所(自宅でないとき)。--place とも書けます
    #[arg(long = "場所", alias = "place", value_name = "場所")]
    pub(in crate::cli) place: Option<String>,
    /// 電子で行うことを承諾された日。--agreed とも書けます
    #[arg(long = "承諾日", alias = "agreed", value_name = "日付", value_parser = date)]
    pub(in crate::cli) agreed: Option<Date>,
    /// 電子で行った証跡。--evidence とも書けます
    #[arg(long = "証跡", alias = "evidence", value_name = "文")]
    pub(in crate::cli) evidence: Option<String>,
    /// 取消のとき、書き間違えた記録(交付、交付=2024-03-29 など)。--line とも書けます(省くと、同意そのものの取消)
    #[arg(long = "記録", alias = "line", value_name = "種類")]
    pub(in crate::cli) mistaken: Option<MistakenWord>,
    /// 理由。--reason とも書けます
    #[arg(long = "理由", alias = "reason", value_name = "文")]
    pub(in crate::cli) reason: Option<String>,
    /// 備考。--note とも書けます
    #[arg(long = "備考", alias = "note", value_name = "文")]
    pub(in crate::cli) note: Option<String>,
}

/// Several kinds of events.
#[derive(Debug, Clone)]
pub(in crate::cli) struct EventKinds(pub(in crate::cli) Vec<EventKind>);

impl FromStr for EventKinds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut kinds = Vec::new();
        for word in parts(text) {
            let kind = kind(word)?;
            if kinds.contains(&kind) {
                return Err(format!("{word} が二度あります。一度だけ書いてください"));
            }
            kinds.push(kind);
        }
        if kinds.is_empty() { Err(known()) } else { Ok(Self(kinds)) }
    }
}

/// A value that may be said to belong to one kind: `交付=学校`.
#[derive(Debug, Clone)]
pub(in crate::cli) struct ForKind {
    pub(in crate::cli) kind: Option<EventKind>,
    pub(in crate::cli) words: Vec<String>,
}

impl FromStr for ForKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, words) = match text.split_once('=') {
            Some((word, words)) => (Some(kind(word.trim())?), words),
            None => (None, text),
        };
        let words: Vec<String> = parts(words).map(str::to_owned).collect();
        if words.is_empty() {
            Err("「=」の後に言葉を書いてください".to_owned())
        } else {
            Ok(Self { kind, words })
        }
    }
}

/// The line that was written by mistake: `交付`, or with its day `交付=2024-03-29`.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct MistakenWord(pub(in crate::cli) EventKind, pub(in crate::cli) Option<Date>);

impl FromStr for MistakenWord {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (word, day) = text.split_once('=').map_or((text, None), |(word, day)| (word, Some(day)));
        Ok(Self(kind(word.trim())?, day.map(date).transpose()?))
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '、', '，', '・']).map(str::trim).filter(|part| !part.is_empty())
}

fn kind(word: &str) -> Result<EventKind, String> {
    let found = EventKind::ALL.iter().find(|(_, label)| *label == word).map(|(kind, _)| *kind);
    found.ok_or_else(|| match nearest(word, EventKind::ALL.iter().map(|(_, label)| *label)) {
        Some(near) => format!("`{near}` ではありませんか"),
        None => known(),
    })
}

fn known() -> String {
    let labels: Vec<&str> = EventKind::ALL.iter().map(|(_, label)| *label).collect();
    format!("種類は次のいずれかです: {}", labels.join("、"))
}
