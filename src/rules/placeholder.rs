//! Marks of unfinished writing: 〇〇, 要確認, TODO.

use super::facts::{File, Ground, Where};
use super::rule::{Check, Reporter, Rule};
use super::scan::{LetterTraits, ScannedText};
use crate::case::{UNREAD_MARK, unread_marks};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code::new("placeholder-left"),
    severity: Severity::Warning,
    summary: "書きかけの印が残っている",
    explanation: include_str!("placeholder-left.md"),
    checks: &[Check::File(&[Where::Child, Where::Paper], check)],
    ..Rule::BASE
};

const MARKS: [&str; 12] = ["〇〇", "○○", "◯◯", "××", "△△", "□□", "要確認", "要記入", "TODO", "XXX", "???", "？？？"];

fn check(_: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    let File { source, tree, .. } = *file;
    for ScannedText { key, text, span, .. } in file.texts.with(LetterTraits::MARK) {
        let Some(mark) = MARKS.iter().find(|mark| text.contains(**mark)) else { continue };
        // The text itself may have been unfolded from several lines, so look for the mark in the file.
        let raw = &source.text()[span.range()];
        let start = span.start as usize;
        let at = raw.find(mark).map_or(*span, |at| span.part(start + at..start + at + mark.len()));
        let finding = reporter.report(at.place(), format!("`{key}` に「{mark}」が残っています"));
        finding.help = Some("内容を書くか、要らない欄なら消してください".to_owned());
    }
    // What was carried over from the paper before has to be read by somebody, though it is written.
    for mark in unread_marks(source, tree) {
        let finding = reporter.report(mark.place(), "前から引き継いだまま、まだ確かめていない所があります");
        finding.help = Some(format!("下の内容を読んで直し、済んだら「# {UNREAD_MARK}」の行を消してください"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::begins_a_mark;
    use super::MARKS;

    #[test]
    fn no_mark_is_passed_over_by_its_first_character() {
        assert!(MARKS.iter().all(|mark| mark.starts_with(begins_a_mark)));
    }
}
