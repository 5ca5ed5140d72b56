//! Characters in texts that nobody sees: they turn the direction of writing, or have no width.

use super::facts::{File, Ground, Where};
use super::rule::{Check, Group, Reporter, Rule};
use super::scan::{LetterTraits, ScannedText};
use super::{find, lookalike};
use crate::diagnostic::{Code, Diagnostic, Severity, Unseen};
use crate::source::Place;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: Code::new("character-invisible"),
    group: Group::Print,
    severity: Severity::Warning,
    summary: "文の中に、見えない文字がある",
    explanation: include_str!("character-invisible.md"),
    checks: &[Check::File(&[Where::Office, Where::Child, Where::Paper, Where::Trail], check)],
    ..Rule::BASE
};

fn check(_: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    for ScannedText { key, text, span, .. } in file.texts.with(LetterTraits::UNSEEN) {
        // A form that is not there is said by its name.
        if lookalike::is_name(key) || *key == "様式" {
            continue;
        }
        let mut seen = BTreeSet::new();
        for (at, c) in text.char_indices() {
            let Some(unseen) = Unseen::of(c).filter(|unseen| *unseen != Unseen::Control) else { continue };
            if joins(text, at, c) || !seen.insert(c) {
                continue;
            }
            let written = &file.source.text()[span.range()];
            let place = written.find(c).map_or(*span, |at| {
                let start = span.start as usize + at;
                span.part(start..start + c.len_utf8())
            });
            let count = text.matches(c).count();
            let (kind, help) = match unseen {
                Unseen::Direction => (
                    "書く向きを変える見えない記号",
                    "この記号を消してください。残すと、印刷した文の順が変わることがあります",
                ),
                _ => ("幅のない見えない文字", "この文字を消してください"),
            };
            let times = if count > 1 { format!("{count} か所に") } else { String::new() };
            let message = format!("`{key}` の文に、{kind}(U+{:04X})が{times}あります", c as u32);
            reporter.report(place.place(), message).help = Some(help.to_owned());
        }
    }
}

/// Takes away what another finding says of the same value: that it points nowhere, or is no number; and that no font has
/// a character which nobody sees. What cannot be printed stays as grave as that.
pub(super) fn without_consequences(findings: &mut Vec<Diagnostic>) {
    let is_missing = |finding: &Diagnostic| finding.code == Code::GLYPH_MISSING;
    let at = |finding: &Diagnostic| (finding.place.source().path().to_owned(), finding.place.span().range());
    let missing: Vec<_> =
        findings.iter().filter(|finding| is_missing(finding)).map(|found| (at(found), found.severity)).collect();
    let mut unseen = Vec::new();
    for finding in findings.iter_mut().filter(|finding| finding.code == RULE.code) {
        if let Some((place, severity)) = missing.iter().find(|(place, _)| *place == at(finding)) {
            finding.severity = finding.severity.max(*severity);
            unseen.push(place);
        }
    }
    findings.retain(|finding| !is_missing(finding) || !unseen.contains(&&at(finding)));
    let rule = |finding: &Diagnostic| find(&finding.code);
    let is_of_letters = |finding: &Diagnostic| {
        rule(finding).is_some_and(|rule| std::ptr::eq(rule, &RULE) || std::ptr::eq(rule, &lookalike::RULE))
    };
    let named = findings.iter().filter(|finding| rule(finding).is_some_and(|rule| rule.names_letters));
    let named: Vec<Place> = named.map(|finding| finding.place.clone()).collect();
    findings.retain(|finding| {
        let (own, span) = (finding.place.source(), finding.place.span());
        let is_said = |place: &Place| {
            place.source().path() == own.path() && place.span().start <= span.start && span.end <= place.span().end
        };
        !is_of_letters(finding) || !named.iter().any(is_said)
    });
}

/// Whether a joiner stands where it belongs: within an emoji, or between letters of a script that joins them.
fn joins(text: &str, at: usize, c: char) -> bool {
    if !matches!(c, '\u{200C}' | '\u{200D}') {
        return false;
    }
    let (before, after) = (text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next());
    let letter = |c: Option<char>| c.is_some_and(|c| ('\u{600}'..='\u{109F}').contains(&c));
    let emoji = |c: Option<char>| c.is_some_and(|c| crate::font::is_emoji(c) || c == '\u{FE0F}');
    (letter(before) && letter(after)) || (emoji(before) && emoji(after))
}
