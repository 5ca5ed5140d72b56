//! A wrong call in Japanese: clap knows what is wrong, this says it.

use super::help;
use crate::pipeline::SetupError;
use crate::record::nearest;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong with the call and how to find the right one.
pub(super) fn explain(error: &Error) -> SetupError {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("コマンド `{}` はありません", context(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("指定 `{argument}` はありません"),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            format!("`{argument}` に値がありません")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("`{argument}` に「{}」は指定できません", context(ContextKind::InvalidValue))
        }
        ErrorKind::MissingRequiredArgument => format!("`{argument}` が要ります"),
        ErrorKind::ArgumentConflict => format!("`{argument}` は重ねて指定できません"),
        ErrorKind::NoEquals => format!("`{argument}` には「=」を付けて値を書きます"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("`{argument}` の値の数が違います")
        }
        ErrorKind::MissingSubcommand => "コマンドがありません".to_owned(),
        ErrorKind::InvalidUtf8 => "文字として読めない指定があります".to_owned(),
        _ => "呼び出し方が違います".to_owned(),
    };
    let suggestion = suggested(error, &[context(ContextKind::InvalidSubcommand), argument].concat());
    let values = context(ContextKind::ValidValue);
    let hint = match (suggestion.as_str(), values.as_str()) {
        ("", "") => {
            // Our own value parsers speak Japanese, the standard library's do not.
            let own = std::error::Error::source(error).map(ToString::to_string).filter(|words| !words.is_ascii());
            own.unwrap_or_else(where_told)
        }
        ("", values) => format!("指定できるもの: {values}"),
        (suggestion, _) => format!("`{suggestion}` ではありませんか。{}", where_told()),
    };
    SetupError::new(message, hint)
}

/// What was meant, of all that clap holds for like it.
fn suggested(error: &Error, typed: &str) -> String {
    let of = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => {
            nearest(typed, texts.iter().map(String::as_str)).map(str::to_owned).or_else(|| texts.last().cloned())
        }
        _ => None,
    };
    of(ContextKind::SuggestedSubcommand).or_else(|| of(ContextKind::SuggestedArg)).unwrap_or_default()
}

/// Where the use of the command that was called is told.
fn where_told() -> String {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let command = words.iter().find(|word| help::command().find_subcommand(word).is_some());
    format!("shien help{} で使い方が見られます", command.map(|command| format!(" {command}")).unwrap_or_default())
}
