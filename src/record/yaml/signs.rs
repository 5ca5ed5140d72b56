//! What a text holds at all, found in one look, so that it is not looked for in each of its values.

use super::super::characters::is_normal;

/// What has to be looked for in the values of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    /// A comment behind a value: `遊び #工作`.
    pub(super) comments: bool,
    /// What begins with `&` or `!`, a name for the value that follows.
    pub(super) marks: bool,
    /// Characters that are normalised, or written as an escape.
    pub(super) letters: bool,
}

impl Signs {
    /// Those of a part of a file's text. Where a value begins is looked at in the whole file.
    pub(super) fn of(part: &str, whole: &str) -> Self {
        Self {
            comments: part.contains(" #"),
            marks: whole.contains(['&', '!']),
            letters: part.contains('\\') || !is_normal(part),
        }
    }
}
