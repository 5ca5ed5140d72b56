//! A wrong call in Japanese: clap knows what is wrong, this says it.

use crate::pipeline::SetupError;
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
        _ => "呼び出し方が違います".to_owned(),
    };
    let suggestion = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].map(context).concat();
    let values = context(ContextKind::ValidValue);
    let hint = match (suggestion.as_str(), values.as_str()) {
        ("", "") => {
            // Our own value parsers speak Japanese, the standard library's do not.
            let own = std::error::Error::source(error).map(ToString::to_string).filter(|words| !words.is_ascii());
            own.unwrap_or_else(|| "shien --help で使い方が見られます".to_owned())
        }
        ("", values) => format!("指定できるもの: {values}"),
        (suggestion, _) => format!("`{suggestion}` ではありませんか。shien --help で使い方が見られます"),
    };
    SetupError::new(message, hint)
}
