//! Marks of unfinished writing: 〇〇, 要確認, TODO.

use super::rule::{Check, Reporter, Rule, Scope};
use crate::case::Document;
use crate::diagnostic::Severity;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    code: "placeholder-left",
    severity: Severity::Warning,
    summary: "書きかけの印が残っている",
    explanation: "「〇〇」「○○」「××」「△△」「要確認」「未定」「TODO」「XXX」「???」が文の中に残っています。雛形や前の計画から写したままの所がないか見てください。",
    check: Check::Document(check),
    ..Rule::BASE
};

const MARKS: [&str; 12] = ["〇〇", "○○", "◯◯", "××", "△△", "□□", "要確認", "要記入", "TODO", "XXX", "???", "？？？"];

fn check(_: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    document.tree.each_text("", &mut |key, text, span| {
        let Some(mark) = MARKS.iter().find(|mark| text.contains(**mark)) else { return };
        // The text itself may have been unfolded from several lines, so look for the mark in the file.
        let raw = &document.source.text()[span.range()];
        let at = raw.find(mark).map_or(span, |at| Span::new(span.start as usize + at, span.start as usize + at + mark.len()));
        let help = "内容を書くか、要らない欄なら消してください".to_owned();
        reporter.report(document.place(Some(at)), format!("`{key}` に「{mark}」が残っています")).help = Some(help);
    });
}
