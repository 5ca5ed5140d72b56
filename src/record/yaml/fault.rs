//! Text that no parser can read as YAML: the slip that its author made, else the parser's reason in Japanese.

use super::super::slip;
use super::MAX_DEPTH;
use super::place::bytes;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;
use std::ops::Range;
use std::sync::Arc;

pub(super) fn syntax_finding(source: &Arc<Source>, range: &Range<usize>, error: &Error) -> Diagnostic {
    let location = error.location();
    let at = location.map_or(range.start, |location| range.start + bytes(location, &source.text()[range.clone()]).0);
    if !is_of_its_own(error)
        && let Some(slip) = slip::find(source, range, at)
    {
        return slip;
    }
    let (message, help) = describe(error);
    Diagnostic::new(Code::SYNTAX_INVALID, source.place(at..at), message).help(help)
}

/// Whether the parser's reason says all, and no slip is behind it.
fn is_of_its_own(error: &Error) -> bool {
    let mut error = error;
    while let Error::WithSnippet { error: inner, .. } | Error::AliasError { error: inner, .. } = error {
        error = inner;
    }
    matches!(
        error,
        Error::Budget { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::MultipleDocuments { .. }
    )
}

const TOO_DEEP: &str = "括弧や字下げの付け方を見直してください";
const QUOTES: &str = "引用符の閉じ忘れを見てください。文の中に \" や ' があるときは「|」の次の行から書きます";
const BRACKETS: &str = "括弧 [ ] { } の閉じ忘れと、中の「, 」を見てください";
const COLONS: &str =
    "字下げと「: 」の後の空白を見てください。「: 」や「#」を含む文は \" \" で囲むか「|」の次の行から書きます";

/// What the scanner's own words mean: a part of them, what is wrong, what to do.
const SCANNER: [(&str, &str, &str); 13] = [
    ("recursion limit", "入れ子が深すぎます", TOO_DEEP),
    ("tab", "字下げにタブが使われています", "タブを半角の空白に直してください。一段は空白 2 つです"),
    ("quote", "引用符が閉じていません", QUOTES),
    ("quoted scalar", "引用符の後に余分な文字があります", QUOTES),
    ("flow", "括弧の中の書き方に誤りがあります", BRACKETS),
    ("illegal placement", "「:」の置ける所ではありません。前の行の括弧が閉じていない恐れがあります", BRACKETS),
    ("mapping values are not allowed", "「: 」の置ける所ではありません", COLONS),
    ("expected ':'", "項目名の後に「: 」がありません", COLONS),
    ("block", "字下げがそろっていません", COLONS),
    ("indent", "字下げがそろっていません", COLONS),
    ("anchor", "「&」や「*」で始まる値の書き方に誤りがあります", "その値全体を \" \" で囲んでください"),
    ("cannot start", "この記号で値を始めることはできません", "その値全体を \" \" で囲んでください"),
    ("escape", "引用符の中の「\\」の使い方に誤りがあります", "' ' で囲むか「|」の次の行から書いてください"),
];

/// The parser's reason in Japanese, and what to do.
fn describe(error: &Error) -> (String, &'static str) {
    let mut error = error;
    while let Error::WithSnippet { error: inner, .. } | Error::AliasError { error: inner, .. } = error {
        error = inner;
    }
    match error {
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            (format!("入れ子が深すぎます(上限 {MAX_DEPTH} 段)"), TOO_DEEP)
        }
        Error::Budget { .. } | Error::AliasReplayLimitExceeded { .. } | Error::AliasExpansionLimitExceeded { .. } => (
            "中身が多すぎます。「&」と「*」の印で同じ中身を繰り返す書き方(エイリアス)で膨らんでいる恐れがあります"
                .to_owned(),
            "エイリアスを使わずに書いてください",
        ),
        Error::UnknownAnchor { .. } => (
            "値が「*」で始まっています。「*」は、ほかの所の中身を指す印と読まれます".to_owned(),
            "文が「*」で始まるときは全体を \" \" で囲んでください",
        ),
        Error::MultipleDocuments { .. } => (
            "一つのファイルに「---」で区切られた文書が二つ以上あります".to_owned(),
            "「---」の行を取るか、ファイルを分けてください",
        ),
        Error::Eof { .. } => {
            ("ファイルが途中で終わっています".to_owned(), "閉じていない括弧や引用符がないか見てください")
        }
        other => {
            let words = other.to_string();
            match SCANNER.iter().find(|(part, ..)| words.contains(part)) {
                Some((_, message, help)) => (format!("この行から先が読めません: {message}"), help),
                None => ("この行から先が読めません".to_owned(), COLONS),
            }
        }
    }
}
