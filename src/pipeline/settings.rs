//! What a command asks for, and why it can't be done.

use super::asked::Asked;
use super::memo::Memo;
use super::shard::Shard;
use crate::case::Kind;
use crate::record::nearest_id;
use crate::source::Obstacle;
use crate::value::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a command asks.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The children and their files; everybody where nothing is named.
    pub asked: Asked,
    /// Of them only these, where anything is said.
    pub among: Option<BTreeSet<String>>,
    /// Of them only those of this part: what is found across children is then for whoever joins the parts.
    pub shard: Option<Shard>,
    /// Only documents of this kind.
    pub kind: Option<&'static Kind>,
    /// The form pack to use before any other.
    pub form: Option<String>,
    /// Print what is incomplete too, and say so across the page.
    pub draft: bool,
    /// Threads; as many as the machine has where 0.
    pub jobs: usize,
    /// The day on which it is judged what is late; today in Japan where none.
    pub as_of: Option<Date>,
    /// What earlier runs found, where it is used.
    pub memo: Option<Arc<Memo>>,
}

/// The call or the set-up is wrong: a sentence and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl SetupError {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

impl From<Obstacle> for SetupError {
    fn from(obstacle: Obstacle) -> Self {
        Self { message: obstacle.message, hint: obstacle.hint }
    }
}

pub(super) fn unknown(what: &str, name: &str, known: &[&str]) -> SetupError {
    let hint = match nearest_id(name, known.iter().copied()) {
        Some(near) => format!("`{near}` ではありませんか"),
        None if known.is_empty() => "まだ一つもありません".to_owned(),
        None => format!("あるもの: {}", known.join("、")),
    };
    SetupError::new(format!("{what} `{name}` がありません"), hint)
}
