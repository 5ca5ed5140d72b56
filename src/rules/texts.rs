//! What is written stands on the paper: every text is held against the content that is made of it, and what a text holds
//! that its author may take for something else is said.

use super::facts::{File, Ground, Where};
use super::rule::{Check, Group, Reporter, Rule};
use super::scan::{LetterTraits, ScannedText};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::prose::{Remark, printed, remarks};
use crate::record::{self, Node};
use crate::source::{Place, Source, Span};
use crate::template;
use crate::template::guard::{self, Written};
use std::sync::Arc;

pub(super) static CHANGED: Rule = Rule {
    code: Code::new("text-changed"),
    group: Group::Print,
    summary: "書かれた文が、そのままの形で印刷に渡らない",
    explanation: include_str!("text-changed.md"),
    checks: &[Check::File(&[Where::Child, Where::Paper], check_changed)],
    ..Rule::BASE
};

pub(super) static COMMENT: Rule = Rule {
    code: Code::new("comment-in-text"),
    severity: Severity::Warning,
    summary: "文の中のコメント「<!-- -->」が印刷される",
    explanation: include_str!("comment-in-text.md"),
    checks: &[Check::File(&[Where::Child, Where::Paper], check_comments)],
    ..Rule::BASE
};

pub(super) static PICTURE: Rule = Rule {
    code: Code::new("picture-in-text"),
    severity: Severity::Warning,
    summary: "文の中の写真や絵は印刷されない",
    explanation: include_str!("picture-in-text.md"),
    checks: &[Check::File(&[Where::Child, Where::Paper], check_pictures)],
    ..Rule::BASE
};

/// The texts of a file that are not what they were in the content that `write` makes of a text and its folds. The program's
/// own is [`template::content`]; another is for tests.
#[must_use]
pub fn changed_texts(source: &Arc<Source>, tree: &Node, write: &dyn Fn(&str, &[usize]) -> String) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    tree.each_text("", &mut |key, text, span| {
        let value = printed(text);
        let folds = record::folds(source, span, value);
        let typst = write(value, &folds);
        let Some(difference) = guard::difference(&Written { value, folds: &folds, typst: &typst }) else { return };
        let words = value[difference.at].lines().next().unwrap_or_default();
        let message = format!("`{key}` の「{words}」が、書かれたとおりに印刷されません");
        let place = find(source, span, words).place();
        found.push(Diagnostic::new(CHANGED.code, place, message).help(
            "プログラムの不具合です。この文を添えて知らせてください。急ぐときは、この所の記号を全角にすると印刷できることがあります",
        ));
    });
    found
}

fn check_changed(_: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    let File { source, tree, .. } = *file;
    for found in changed_texts(source, tree, &template::content) {
        let finding = reporter.report(found.place, found.message);
        finding.help = found.help;
    }
}

fn check_comments(_: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    each_remark(file, &mut |key, remark, place| {
        if let Remark::Comment(_) = remark {
            let finding = reporter.report(place, format!("`{key}` のコメントは、書かれたとおりに印刷されます"));
            finding.help = Some("紙に載せない覚え書きなら、消してください".to_owned());
        }
    });
}

fn check_pictures(_: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    each_remark(file, &mut |key, remark, place| {
        if let Remark::Picture(_) = remark {
            let finding = reporter.report(place, format!("`{key}` の写真や絵は印刷されません"));
            finding.help =
                Some("書かれた文字がそのまま印刷されます。写真は別の紙で添え、ここには言葉で書いてください".to_owned());
        }
    });
}

fn each_remark(file: &File<'_>, visit: &mut dyn FnMut(&str, &Remark, Place)) {
    for ScannedText { key, text, span, .. } in file.texts.with(LetterTraits::REMARK) {
        for remark in remarks(text) {
            let (Remark::Comment(range) | Remark::Picture(range)) = &remark;
            let words = text[range.clone()].lines().next().unwrap_or_default();
            visit(key, &remark, find(file.source, *span, words).place());
        }
    }
}

/// The place of `words` in a value's text, or the value's own where a fold or an escape hides it.
fn find(source: &Source, span: Span, words: &str) -> Span {
    let start = span.start as usize;
    match source.text()[span.range()].find(words).filter(|_| !words.is_empty()) {
        Some(at) => span.part(start + at..start + at + words.len()),
        None => span,
    }
}
