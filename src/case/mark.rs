//! The mark of what was only carried over from an earlier paper: a comment line, so that it is neither printed nor part of
//! any 版. It stands until somebody has read what is below it.

use crate::record::Node;
use crate::source::{Source, Span};

/// With it such a comment begins.
pub const UNREAD_MARK: &str = "【要確認】";

/// Whether the comments right above the line of a place bear the mark: what is below them waits to be read.
#[must_use]
pub fn is_marked_unread(source: &Source, place: Span) -> bool {
    let mut above = &source.text()[..place.start as usize];
    above = &above[..above.rfind('\n').map_or(0, |at| at + 1)];
    let comments = above.lines().rev().map(str::trim_start).take_while(|line| line.starts_with('#'));
    comments.into_iter().any(|comment| comment.contains(UNREAD_MARK))
}

/// The comment lines of a file that bear the mark, from the `#` to the end of the line.
#[must_use]
pub fn unread_marks(source: &Source, tree: &Node) -> Vec<Span> {
    let text = source.text();
    if !text.contains(UNREAD_MARK) {
        return Vec::new();
    }
    let mut marks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let comment = line.trim_start();
        if comment.starts_with('#') && comment.contains(UNREAD_MARK) {
            let start = at + line.len() - comment.len();
            marks.push(source.span(start..start + comment.trim_end().len()));
        }
        at += line.len();
    }
    // A line of a long text may begin with the same signs.
    marks.retain(|mark| tree.path_to(*mark).is_none());
    marks
}
