//! Where in a text a value stands, and whether it stands below a `|`.

use crate::source::Span;
use serde_yaml::Location;
use std::ops::Range;

/// What stands behind the `|` or `>` of a text that begins below it: nothing, or a comment.
pub(super) fn block_header(text: &str, span: Span) -> Option<Range<usize>> {
    let before = text[..span.start as usize].trim_end_matches(' ');
    let above = before.strip_suffix('\n')?.trim_end();
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let line = &above[start..];
    let mark = line.match_indices(['|', '>']).find(|(at, _)| {
        let rest = line[at + 1..].trim_start_matches(|c: char| c == '+' || c == '-' || c.is_ascii_digit());
        line[..*at].ends_with([' ', '\t']) && (rest.is_empty() || rest.starts_with(" #"))
    })?;
    let rest = line[mark.0 + 1..].trim_start_matches(|c: char| c == '+' || c == '-' || c.is_ascii_digit());
    Some(above.len() - rest.len()..above.len())
}

/// Whether a value is a text under `|` or `>`.
pub(in super::super) fn is_block(text: &str, span: Span) -> bool {
    block_header(text, span).is_some()
}

/// Start and end of a location. What the scanner stumbles over has a line and a column only.
pub(super) fn bytes(location: Location, text: &str) -> (usize, usize) {
    let span = location.span();
    let start = span.byte_offset().map_or_else(|| from_line(location, text), |at| at as usize).min(text.len());
    let end = start + span.byte_len().map_or(0, |len| len as usize);
    let end = end.min(text.len());
    (start, start + text[start..end].trim_end().len())
}

fn from_line(location: Location, text: &str) -> usize {
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    start + text[start..].chars().take(column).take_while(|c| *c != '\n').map(char::len_utf8).sum::<usize>()
}
