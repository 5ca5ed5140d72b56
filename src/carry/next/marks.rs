//! Comments of the next plan: the mark of what is only carried over, and what became of the plan before. All begin with a
//! label, by which those of one plan are left out of the next.

use super::super::edits::Edits;
use crate::case::{Document, UNREAD_MARK};

/// The label of what was left out.
pub(super) const ENDED: &str = "【終えたこと】";
/// The label of what the モニタリング says.
pub(super) const SAID: &str = "【モニタリング】";

/// `【要確認】前の計画から引き継ぎました。…`
pub(super) fn carried(words: &str) -> String {
    format!("{UNREAD_MARK} 前の計画から引き継ぎました。{words}")
}

/// Leaves out what such comments said about the plan before.
pub(super) fn drop_old(edits: &mut Edits<'_>, before: &Document) {
    let text = before.source.text();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let comment = line.trim_start().strip_prefix('#').map(str::trim_start);
        let span = before.source.span(at..at + line.trim_end().len());
        let is_own =
            comment.is_some_and(|comment| [UNREAD_MARK, ENDED, SAID].iter().any(|label| comment.starts_with(label)));
        if is_own && before.tree.path_to(span).is_none() {
            edits.remove_lines(at..at + line.len());
        }
        at += line.len();
    }
}
