//! Why a value could not be read.

use super::super::unfit::unknown_choice;
use super::super::words::offered;
use crate::source::Span;
use serde::de;
use std::fmt::{self, Display};

/// Why a value could not be read. A custom message may hold the remedy behind its first line break.
#[derive(Debug)]
pub(super) struct ReadError {
    pub(super) span: Option<Span>,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<M: Display>(message: M) -> Self {
        let text = message.to_string();
        let (message, help) = match text.split_once('\n') {
            Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
            None => (text, None),
        };
        Self { span: None, message, help }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let (message, help) = unknown_choice(variant, &offered(expected).collect::<Vec<_>>());
        Self { span: None, message, help: Some(help) }
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self {
            span: None,
            message: format!("`{field}` が別の呼び名でも書かれています"),
            help: Some("同じ項目はどちらか一つの名前で書いてください".to_owned()),
        }
    }
}
