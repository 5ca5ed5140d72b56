//! Characters in ids and names that cannot be seen, or not be told from others.

use super::facts::{File, Ground, Where};
use super::rule::{Check, Reporter, Rule};
use super::scan::{LetterTraits, ScannedText};
use crate::diagnostic::{Code, Severity};
use crate::record::lookalike;

pub(super) static RULE: Rule = Rule {
    code: Code::new("letter-lookalike"),
    severity: Severity::Warning,
    summary: "id や名前に、見えない文字や、よく似た別の字がある",
    explanation: include_str!("letter-lookalike.md"),
    checks: &[Check::File(&[Where::Office, Where::Child, Where::Paper, Where::Trail], check)],
    leaves_doubt: true,
    ..Rule::BASE
};

/// The keys whose values name somebody or something. What is chosen, or points to an id, is held against the list it is
/// chosen from.
const KEYS: [&str; 8] = ["id", "氏名", "ふりがな", "通称", "名称", "署名者", "市町村", "サービス"];

/// Whether the values of this key are judged here.
pub(super) fn is_name(key: &str) -> bool {
    KEYS.contains(&key)
}

fn check(_: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    name_letters(file, reporter);
}

/// Reports the odd letters in a file's names.
pub(super) fn name_letters(file: &File<'_>, reporter: &mut Reporter<'_>) {
    // Nothing else stands for another letter.
    for ScannedText { key, text, span, .. } in file.texts.with(LetterTraits::FOREIGN) {
        if *key == "id" && text.starts_with(['「', '『']) {
            let bare = text.trim_matches(['「', '」', '『', '』']);
            let finding = reporter.report(span.place(), format!("`id` の「{bare}」がかぎ括弧で囲まれています"));
            finding.severity = Severity::Error;
            finding.help = Some(format!("`id: {bare}` と書いてください"));
            continue;
        }
        let Some(odd) = Some(text).filter(|_| is_name(key)).and_then(|text| lookalike(text)) else { continue };
        let start = span.start as usize;
        let at = file.source.text()[span.range()].find(odd.character);
        let place = at.map_or(*span, |at| span.part(start + at..start + at + odd.character.len_utf8()));
        let finding = reporter.report(place.place(), format!("`{key}` に{}があります", odd.named()));
        if *key == "id" {
            finding.severity = Severity::Error;
        }
        finding.help = Some(match odd.meant {
            None => "その字を消してください".to_owned(),
            Some(' ') => "ふつうの空白に打ち直してください".to_owned(),
            Some('"' | '\'') => "値を囲むなら半角の \" に、文の中ならかぎ括弧「 」に打ち直してください".to_owned(),
            Some(meant) => format!("「{meant}」と打ち直してください"),
        });
    }
}
